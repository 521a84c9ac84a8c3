/// A stack whose upper part becomes a list: its elements are moved there, so that nothing is counted up and down for
/// each value of a document.
struct MoveStack<Element>: ~Copyable {
  private var base: UnsafeMutablePointer<Element>
  private var capacity: Int
  /// How many elements there are.
  private(set) var count = 0

  init() {
    capacity = 64
    base = .allocate(capacity: 64)
  }

  deinit {
    base.deinitialize(count: count)
    base.deallocate()
  }

  /// The element at a position from the bottom.
  subscript(position: Int) -> Element {
    @inline(__always) _read {
      precondition(position >= 0 && position < count)
      yield base[position]
    }
    @inline(__always) _modify {
      precondition(position >= 0 && position < count)
      yield &base[position]
    }
  }

  /// Puts an element on top.
  @inline(__always)
  mutating func append(_ element: consuming Element) {
    if count == capacity { grow() }
    (base + count).initialize(to: element)
    count += 1
  }

  /// Takes away all that is above a position, in its order.
  mutating func removeList(from start: Int) -> [Element] {
    precondition(start >= 0 && start <= count)
    let length = count - start
    let source = base + start
    count = start
    // An array made with uninitialised room is made by code that looks its own type up each time, which costs more than
    // to append: lists are short.
    var list: [Element] = []
    list.reserveCapacity(length)
    for position in 0..<length { list.append((source + position).move()) }
    return list
  }

  private mutating func grow() {
    let larger = UnsafeMutablePointer<Element>.allocate(capacity: capacity * 2)
    larger.moveInitialize(from: base, count: count)
    base.deallocate()
    base = larger
    capacity *= 2
  }
}

import GatewayModel

/// Ids in their order, in chunks, so that inserting among a hundred thousand moves a few hundred only.
struct SortedIDs: Sendable {
  private static let chunkSize = 512

  private var chunks: [[UniqueID]] = []
  private(set) var count = 0

  /// The position of the first id that is not less, as chunk and index; past the end where there is none.
  private func position(of id: UniqueID) -> (chunk: Int, index: Int) {
    var low = 0
    var high = chunks.count
    while low < high {
      let middle = (low + high) / 2
      if let last = chunks[middle].last, last < id { low = middle + 1 } else { high = middle }
    }
    guard low < chunks.count else { return (low, 0) }
    let chunk = chunks[low]
    var first = 0
    var end = chunk.count
    while first < end {
      let middle = (first + end) / 2
      if chunk[middle] < id { first = middle + 1 } else { end = middle }
    }
    return (low, first)
  }

  /// Adds an id; one that is there already is not added again.
  mutating func insert(_ id: UniqueID) {
    guard !chunks.isEmpty else {
      chunks = [[id]]
      count = 1
      return
    }
    var (chunk, index) = position(of: id)
    if chunk == chunks.count {
      chunk -= 1
      index = chunks[chunk].count
    }
    if index < chunks[chunk].count, chunks[chunk][index] == id { return }
    chunks[chunk].insert(id, at: index)
    count += 1
    if chunks[chunk].count > Self.chunkSize {
      let half = chunks[chunk].count / 2
      let upper = Array(chunks[chunk][half...])
      chunks[chunk].removeSubrange(half...)
      chunks.insert(upper, at: chunk + 1)
    }
  }

  /// Removes an id, if it is there.
  mutating func remove(_ id: UniqueID) {
    let (chunk, index) = position(of: id)
    guard chunk < chunks.count, index < chunks[chunk].count, chunks[chunk][index] == id else { return }
    chunks[chunk].remove(at: index)
    count -= 1
    if chunks[chunk].isEmpty { chunks.remove(at: chunk) }
  }

  /// Calls the body with each id after a given one, in order, until it returns false.
  func forEach(after id: UniqueID?, _ body: (UniqueID) -> Bool) {
    var (chunk, index) = id.map { position(of: $0) } ?? (0, 0)
    while chunk < chunks.count {
      while index < chunks[chunk].count {
        let current = chunks[chunk][index]
        if current != id, !body(current) { return }
        index += 1
      }
      chunk += 1
      index = 0
    }
  }

  /// All ids in their order.
  var all: [UniqueID] { chunks.flatMap { $0 } }
}

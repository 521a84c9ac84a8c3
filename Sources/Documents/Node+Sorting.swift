extension Node {
  /// The same value with the keys of all mappings in the order of their UTF-8 bytes.
  public func keysSorted() -> Node {
    switch value {
    case .object(let object): Node(.object(object.sorted { $0.keysSorted() }), at: place)
    case .array(let items): Node(.array(items.map { $0.keysSorted() }), at: place)
    default: self
    }
  }
}

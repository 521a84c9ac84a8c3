internal import Digests

extension UniqueID {
  /// The id of nothing: the namespace of namespaces.
  package static let zero = UniqueID(high: 0, low: 0)

  /// The id that a name always gives within a namespace (version 5 of RFC 9562).
  package init(named name: String, in namespace: UniqueID) {
    let digest = Digest.sha1(namespace.bytes + Array(name.utf8))
    func word(_ start: Int) -> UInt64 { digest[start..<(start + 8)].reduce(0) { $0 << 8 | UInt64($1) } }
    self.init(version: 5, word(0), word(8))
  }

  private var bytes: [UInt8] {
    [high, low].flatMap { word in (0..<8).map { UInt8(truncatingIfNeeded: word >> UInt64(56 - 8 * $0)) } }
  }
}

package import Documents

/// How an upstream's `algorithm` and `hash_on` settle each other, whatever was written (measured on 3.9.1).
///
/// Algorithms that count or time hash nothing. All others follow `hash_on`: none gives round-robin, anything else
/// consistent-hashing.
package enum UpstreamBalancing {
  private static let hashless: Set<String> = ["least-connections", "latency"]
  private static let following: Set<String> = ["round-robin", "consistent-hashing"]
  private static let hashed: Set<String> = [
    "none", "consumer", "ip", "header", "cookie", "path", "query_arg", "uri_capture",
  ]

  /// Puts an upstream's fields into the state in which the gateway stores them.
  ///
  /// - Returns: The field whose written value gave way, with what it is stored as; nil where all stays as written.
  @discardableResult
  package static func settle(_ fields: inout Object) -> (field: Object.Member, stored: String)? {
    // What is no text is refused, and nothing is stored for it.
    guard ["algorithm", "hash_on"].allSatisfy({ fields[$0].map { $0.isNull || $0.string != nil } ?? true }) else {
      return nil
    }
    let hashOn = fields["hash_on"]?.string ?? "none"
    guard hashed.contains(hashOn) else { return nil }
    let algorithm = fields["algorithm"]?.string
    if let algorithm, hashless.contains(algorithm) { return replace("hash_on", "none", in: &fields) }
    // What this does not know is for the gateway to judge.
    guard algorithm.map(following.contains) ?? true else { return nil }
    return replace("algorithm", hashOn == "none" ? "round-robin" : "consistent-hashing", in: &fields)
  }

  private static func replace(_ name: String, _ value: String, in fields: inout Object) -> (Object.Member, String)? {
    let member = fields.member(name)
    guard member?.node.string != value else { return nil }
    guard let member, !member.node.isNull else {
      // Nothing was written: the defaults of the two agree, and only another value need be said.
      if !["none", "round-robin"].contains(value) { fields[name] = Node(.string(value)) }
      return nil
    }
    fields[name]?.value = .string(value)
    return (member, value)
  }
}

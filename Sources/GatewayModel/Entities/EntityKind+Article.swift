extension EntityKind {
  /// The kind's name with its article: `a service`, `an upstream`, `an SNI`.
  public var withArticle: String { "\(takesAn ? "an" : "a") \(name)" }

  /// Whether the name begins with a vowel when it is said, as letters by letters names do that begin so.
  private var takesAn: Bool {
    let name = name.lowercased()
    if ["sni", "hmac", "mtls", "rbac"].contains(where: name.hasPrefix) { return true }
    return name.first.map { "aeio".contains($0) } ?? false || name.hasPrefix("up")
  }
}

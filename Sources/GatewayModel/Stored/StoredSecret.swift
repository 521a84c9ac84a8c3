internal import Digests
internal import Documents

/// Secrets as the gateway stores them, so that a file's can be held against them.
public enum StoredSecret {
  private static let rounds = 10_000
  private static let length = 32

  /// The basic-auth password of a consumer as it is stored (recorded): SHA-1 of the password and the consumer's id.
  public static func sha1(_ password: String, salt: String) -> String {
    Digest.hexadecimal(Digest.sha1(Array(password.utf8) + Array(salt.utf8)))
  }

  /// Whether a text has the form of a stored basic-auth password: 40 hexadecimal digits in lower case.
  public static func looksLikeSHA1(_ text: String) -> Bool {
    text.utf8.count == 40 && text.utf8.allSatisfy { (48...57).contains($0) || (97...102).contains($0) }
  }

  /// A client secret as it is stored: `$pbkdf2-sha512$i=10000,l=32$SALT$HASH`.
  public static func pbkdf2(_ secret: String, salt: [UInt8]) -> String {
    let hash = Digest.pbkdf2(Array(secret.utf8), salt: salt, rounds: rounds, length: length)
    let texts = [salt, hash].map { Base64.encoded($0, isPadded: false) }
    return "$pbkdf2-sha512$i=\(rounds),l=\(length)$\(texts.joined(separator: "$"))"
  }

  /// Whether a text has the form of a stored client secret.
  public static func looksLikePBKDF2(_ text: String) -> Bool { text.hasPrefix("$pbkdf2-sha512$") }

  /// Whether a client secret is the one that is stored in the form of `pbkdf2(_:salt:)`.
  ///
  /// Only hashes of the gateway's own measure are tried; any other counts as different.
  public static func matches(_ secret: String, pbkdf2 stored: String) -> Bool {
    let parts = stored.split(separator: "$")
    guard parts.count == 4, parts[0] == "pbkdf2-sha512", let salt = Base64.decoded(parts[2], .any),
      let hash = Base64.decoded(parts[3], .any), (1...64).contains(hash.count)
    else { return false }
    let numbers = parts[1].split(separator: ",").filter { $0.hasPrefix("i=") }.compactMap { Int($0.dropFirst(2)) }
    guard let rounds = numbers.first, (1...100_000).contains(rounds) else { return false }
    return Digest.pbkdf2(Array(secret.utf8), salt: salt, rounds: rounds, length: hash.count) == hash
  }
}

/// Secrets as the gateway stores them, so that a file's can be held against them.
public enum StoredSecret {
  /// The basic-auth password of a consumer as it is stored (recorded): SHA-1 of the password and the consumer's id.
  public static func sha1(_ password: String, salt: String) -> String {
    Blocks.hexadecimal(SHA1.digest(Array(password.utf8) + Array(salt.utf8)))
  }

  /// Whether a text has the form of a stored basic-auth password: 40 hexadecimal digits in lower case.
  public static func looksLikeSHA1(_ text: String) -> Bool {
    text.utf8.count == 40 && text.utf8.allSatisfy { (48...57).contains($0) || (97...102).contains($0) }
  }

  /// Whether a text has the form of a stored client secret.
  public static func looksLikePBKDF2(_ text: String) -> Bool { text.hasPrefix("$pbkdf2-sha512$") }

  /// Whether a client secret is the one that is stored as `$pbkdf2-sha512$i=10000,l=32$SALT$HASH`.
  ///
  /// Only hashes of the gateway's own measure are tried; any other counts as different.
  public static func matches(_ secret: String, pbkdf2 stored: String) -> Bool {
    let parts = stored.split(separator: "$")
    guard parts.count == 4, parts[0] == "pbkdf2-sha512", let salt = base64(parts[2]), let hash = base64(parts[3]),
      hash.count <= 64
    else { return false }
    let numbers = parts[1].split(separator: ",").filter { $0.hasPrefix("i=") }.compactMap { Int($0.dropFirst(2)) }
    guard let rounds = numbers.first, (1...100_000).contains(rounds) else { return false }
    return Array(pbkdf2(Array(secret.utf8), salt: salt, rounds: rounds).prefix(hash.count)) == hash
  }

  /// The first 64 bytes of PBKDF2 with HMAC-SHA-512 (RFC 8018).
  static func pbkdf2(_ password: [UInt8], salt: [UInt8], rounds: Int) -> [UInt8] {
    let short = password.count > 128 ? SHA512.digest(password) : password
    let padded = short + Array(repeating: 0, count: 128 - short.count)
    let inner = SHA512(after: padded.map { $0 ^ 0x36 })
    let outer = SHA512(after: padded.map { $0 ^ 0x5c })
    guard salt.count <= 64 else { return [] }
    var last = outer.digest(with: inner.digest(with: salt + [0, 0, 0, 1]))
    var result = last
    for _ in 1..<max(2, rounds) where rounds > 1 {
      last = outer.digest(with: inner.digest(with: last))
      for index in result.indices { result[index] ^= last[index] }
    }
    return result
  }

  /// Base64 without padding, as stored hashes have it.
  private static func base64(_ text: Substring) -> [UInt8]? {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var bytes: [UInt8] = []
    var (bits, count): (UInt32, Int) = (0, 0)
    for byte in text.utf8 where byte != UInt8(ascii: "=") {
      guard let value = alphabet.firstIndex(of: byte) else { return nil }
      bits = bits << 6 | UInt32(value)
      count += 6
      if count >= 8 {
        count -= 8
        bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
      }
    }
    return bytes
  }
}

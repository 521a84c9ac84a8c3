/// The digests that a gateway takes of secrets and certificates.
public enum Digest {
  /// MD5, 16 bytes: it keeps nothing safe, and is here for names that others make of it.
  public static func md5(_ message: [UInt8]) -> [UInt8] {
    var hash = MD5()
    hash.add(message)
    return hash.digest
  }

  /// SHA-1, 20 bytes.
  public static func sha1(_ message: [UInt8]) -> [UInt8] { SHA1.digest(message) }

  /// SHA-256, 32 bytes.
  public static func sha256(_ message: [UInt8]) -> [UInt8] { SHA256.digest(message) }

  /// PBKDF2 with HMAC-SHA-512.
  ///
  /// - Parameters:
  ///   - password: The secret.
  ///   - salt: What makes equal secrets different.
  ///   - rounds: How often the hash is taken; at least once.
  ///   - length: How many bytes are wanted.
  public static func pbkdf2(_ password: [UInt8], salt: [UInt8], rounds: Int, length: Int) -> [UInt8] {
    PBKDF2<SHA512>(password: password).key(salt: salt, rounds: rounds, length: length)
  }

  /// Bytes as hexadecimal digits.
  public static func hexadecimal(_ bytes: [UInt8]) -> String {
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }
}

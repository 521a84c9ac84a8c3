import Crypto
import Documents

/// The hashes under which the gateway stores secrets and finds certificates.
enum Hashes {
  private static let iterations = 10_000

  /// A basic-auth password: hexadecimal SHA-1 of the password followed by the consumer's id.
  static func basicAuthPassword(_ password: String, consumer: String) -> String {
    hexadecimal(Insecure.SHA1.hash(data: Array((password + consumer).utf8)))
  }

  /// What a gateway without a database knows a configuration's text by: 32 hexadecimal digits.
  static func text(_ bytes: [UInt8]) -> String { String(certificateDigest(bytes).prefix(32)) }

  /// A CA certificate's digest: hexadecimal SHA-256 of its bytes.
  static func certificateDigest(_ bytes: [UInt8]) -> String {
    hexadecimal(SHA256.hash(data: bytes))
  }

  /// An OAuth 2 client secret: PBKDF2 with SHA-512 and a random salt, in the PHC form.
  static func clientSecret(_ secret: String) -> String {
    let salt = (0..<16).map { _ in UInt8.random(in: .min ... .max) }
    let hash = Array(pbkdf2(secret, salt: salt).prefix(32))
    return "$pbkdf2-sha512$i=\(iterations),l=32$\(Base64.encoded(salt))$\(Base64.encoded(hash))"
  }

  /// The first block of PBKDF2 (RFC 8018), which is longer than what is kept of it.
  private static func pbkdf2(_ secret: String, salt: [UInt8]) -> [UInt8] {
    let key = SymmetricKey(data: Array(secret.utf8))
    var block = Array(HMAC<SHA512>.authenticationCode(for: salt + [0, 0, 0, 1], using: key))
    var result = block
    for _ in 1..<iterations {
      block = Array(HMAC<SHA512>.authenticationCode(for: block, using: key))
      for index in result.indices { result[index] ^= block[index] }
    }
    return result
  }

  private static func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }
}

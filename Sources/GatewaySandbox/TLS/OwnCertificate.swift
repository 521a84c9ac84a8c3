#if TLS
import Documents
import GatewayModel
import GatewayRules

/// A certificate that the sandbox makes for itself, so that TLS can be tried without any preparation.
struct OwnCertificate: Sendable {
  /// The certificate in PEM: what a client has to trust.
  let certificate: String
  /// Its private key in PEM.
  let key: String

  /// Makes a certificate for `localhost`, `127.0.0.1` and `::1`, good from yesterday on for ten years.
  init(now: Double) throws(SandboxFailure) {
    let pair = try SigningKey()
    let body = Self.body(publicKey: DER.sequence([Self.curve, DER.bits(pair.publicPoint)]), now: now)
    let bytes = DER.sequence([body, Self.algorithm, DER.bits(pair.signature(of: body))])
    self.certificate = Self.pem("CERTIFICATE", bytes)
    let key = DER.sequence([DER.value(0x02, [0]), Self.curve, DER.value(0x04, pair.privateKey)])
    self.key = Self.pem("PRIVATE KEY", key)
  }

  /// id-ecPublicKey, prime256v1
  private static let curve = DER.sequence([
    DER.id([0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02, 0x01]), DER.id([0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x03, 0x01, 0x07]),
  ])

  /// ecdsa-with-SHA256
  private static let algorithm = DER.sequence([DER.id([0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x04, 0x03, 0x02])])
  private static let name = DER.sequence([
    DER.value(0x31, DER.sequence([DER.id([0x55, 0x04, 0x03]), DER.value(0x0C, Array("fairlead-sandbox".utf8))]))
  ])

  private static func body(publicKey: [UInt8], now: Double) -> [UInt8] {
    let serial = [0x01] + (0..<15).map { _ in UInt8.random(in: .min ... .max) }
    let day = 86400.0
    return DER.sequence([
      DER.value(0xA0, DER.value(0x02, [2])), DER.value(0x02, serial), algorithm, name,
      DER.sequence([time(now - day), time(now + 3650 * day)]), name, publicKey,
      DER.value(0xA3, DER.sequence([constraints, names])),
    ])
  }

  /// It signs itself, so it is an authority.
  private static let constraints = DER.sequence([
    DER.id([0x55, 0x1D, 0x13]), DER.value(0x01, [0xFF]), DER.value(0x04, DER.sequence([DER.value(0x01, [0xFF])])),
  ])

  private static let names = DER.sequence([
    DER.id([0x55, 0x1D, 0x11]),
    DER.value(
      0x04,
      DER.sequence([
        DER.value(0x82, Array("localhost".utf8)), DER.value(0x87, [127, 0, 0, 1]),
        DER.value(0x87, Array(repeating: 0, count: 15) + [1]),
      ])),
  ])

  private static func time(_ seconds: Double) -> [UInt8] {
    DER.value(0x18, Array((CalendarTime.digits(Int(seconds)) + "Z").utf8))
  }

  private static func pem(_ label: String, _ bytes: [UInt8]) -> String {
    "-----BEGIN \(label)-----\n\(Base64.encoded(bytes, columns: 64))\n-----END \(label)-----\n"
  }
}

/// Writes DER, the encoding of certificates.
private enum DER {
  static func value(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] {
    if content.count < 128 { return [tag, UInt8(content.count)] + content }
    var length: [UInt8] = []
    var rest = content.count
    while rest > 0 {
      length.insert(UInt8(rest & 255), at: 0)
      rest >>= 8
    }
    return [tag, 0x80 | UInt8(length.count)] + length + content
  }

  static func sequence(_ values: [[UInt8]]) -> [UInt8] { value(0x30, values.flatMap { $0 }) }
  static func id(_ bytes: [UInt8]) -> [UInt8] { value(0x06, bytes) }
  static func bits(_ bytes: [UInt8]) -> [UInt8] { value(0x03, [0] + bytes) }
}
#endif

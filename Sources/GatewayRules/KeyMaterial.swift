/// What identifies a key pair on either side of it.
enum KeyIdentity: Sendable, Equatable {
  /// The modulus.
  case rsa([UInt8])
  /// The public point; nil where a private key leaves it out.
  case elliptic([UInt8]?)
  /// Any other algorithm, by its object id.
  case other([UInt8])

  private static let rsaID: [UInt8] = [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x01]
  private static let ellipticID: [UInt8] = [0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02, 0x01]

  /// Whether a private key may belong to a public one; what can't be known counts as fitting.
  func fits(_ other: KeyIdentity) -> Bool {
    switch (self, other) {
    case (.elliptic(nil), .elliptic), (.elliptic, .elliptic(nil)): true
    default: self == other
    }
  }

  /// Whether both are of one type.
  func isSameType(as other: KeyIdentity) -> Bool {
    switch (self, other) {
    case (.rsa, .rsa), (.elliptic, .elliptic): true
    case (.other(let left), .other(let right)): left == right
    default: false
    }
  }

  /// The key in a SubjectPublicKeyInfo.
  init?(publicKeyInfo value: DERValue) {
    let parts = value.children
    guard parts.count >= 2, let algorithm = parts[0].children.first, parts[1].tag == DERValue.bitString else {
      return nil
    }
    let bits = parts[1].content.dropFirst()
    switch Array(algorithm.content) {
    case Self.rsaID:
      guard let modulus = DERValue(bits)?.children.first, modulus.tag == DERValue.integer else { return nil }
      self = .rsa(Self.trimmed(modulus.content))
    case Self.ellipticID:
      self = .elliptic(Array(bits))
    default:
      self = .other(Array(algorithm.content))
    }
  }

  /// The key in the first key block of a PEM text that is a private one.
  init?(privateKey text: String) {
    for block in PEMBlock.blocks(in: text) {
      guard let value = DERValue(block.bytes[...]), value.tag == DERValue.sequence else { continue }
      switch block.label {
      case "PRIVATE KEY":
        if let identity = Self.pkcs8(value) {
          self = identity
          return
        }
      case "RSA PRIVATE KEY":
        if let identity = Self.pkcs1(value) {
          self = identity
          return
        }
      case "EC PRIVATE KEY":
        self = Self.sec1(value)
        return
      default:
        continue
      }
    }
    return nil
  }

  /// The key in the first block of a PEM text that is a public one.
  init?(publicKey text: String) {
    for block in PEMBlock.blocks(in: text) {
      guard let value = DERValue(block.bytes[...]) else { continue }
      if block.label == "PUBLIC KEY", let identity = KeyIdentity(publicKeyInfo: value) {
        self = identity
        return
      }
      if block.label == "RSA PUBLIC KEY", let modulus = value.children.first {
        self = .rsa(Self.trimmed(modulus.content))
        return
      }
    }
    return nil
  }

  private static func pkcs8(_ value: DERValue) -> KeyIdentity? {
    let parts = value.children
    guard parts.count >= 3, let algorithm = parts[1].children.first, parts[2].tag == DERValue.octetString else {
      return nil
    }
    switch Array(algorithm.content) {
    case rsaID: return DERValue(parts[2].content).flatMap(pkcs1)
    case ellipticID: return DERValue(parts[2].content).map(sec1)
    default: return .other(Array(algorithm.content))
    }
  }

  private static func pkcs1(_ value: DERValue) -> KeyIdentity? {
    let parts = value.children
    guard parts.count >= 9, parts[1].tag == DERValue.integer else { return nil }
    return .rsa(trimmed(parts[1].content))
  }

  private static func sec1(_ value: DERValue) -> KeyIdentity {
    let point = value.children.first { $0.tag == 0xA1 }?.children.first
    return .elliptic(point.map { Array($0.content.dropFirst()) })
  }

  private static func trimmed(_ integer: ArraySlice<UInt8>) -> [UInt8] { Array(integer.drop { $0 == 0 }) }
}

/// What the gateway looks at in a certificate.
struct CertificateFacts: Sendable {
  let key: KeyIdentity
  /// Whether it may sign others.
  let isAuthority: Bool
  /// When it ends: the digits of its time, with a four-digit year (`20361120002601`).
  let notAfter: String
  /// Its bytes.
  let bytes: [UInt8]

  /// Reads the first certificate of a PEM text.
  init?(_ text: String) {
    guard let block = PEMBlock.blocks(in: text).first(where: { $0.label == "CERTIFICATE" }),
      let outer = DERValue(block.bytes[...]), let body = outer.children.first
    else { return nil }
    var fields = body.children
    if fields.first?.tag == 0xA0 { fields.removeFirst() }
    guard fields.count >= 6, let key = KeyIdentity(publicKeyInfo: fields[5]) else { return nil }
    let times = fields[3].children
    guard times.count == 2 else { return nil }
    self.key = key
    self.notAfter = Self.time(times[1])
    self.isAuthority = Self.isAuthority(fields)
    self.bytes = block.bytes
  }

  private static func time(_ value: DERValue) -> String {
    let digits = String(decoding: value.content.filter { (0x30...0x39).contains($0) }, as: UTF8.self)
    guard value.tag == 0x17 else { return digits }
    return (digits < "50" ? "20" : "19") + digits
  }

  private static func isAuthority(_ fields: [DERValue]) -> Bool {
    let extensions = fields.first { $0.tag == 0xA3 }?.children.first?.children ?? []
    for entry in extensions {
      let parts = entry.children
      guard let id = parts.first, Array(id.content) == [0x55, 0x1D, 0x13], let value = parts.last else { continue }
      let constraints = DERValue(value.content)?.children ?? []
      return constraints.first.map { $0.tag == 0x01 && $0.content.first != 0 } ?? false
    }
    return false
  }
}

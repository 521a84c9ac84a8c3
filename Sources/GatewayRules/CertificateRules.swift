import Documents
import GatewaySchemas

/// Rules on certificates and keys. A reference to a vault stands for any of them.
enum CertificateRules {
  static let certificate = CustomRule("certificate") { text in
    isReference(text) || CertificateFacts(text) != nil ? nil : "invalid certificate: no certificate in PEM form"
  }

  static let privateKey = CustomRule("private-key") { text in
    isReference(text) || KeyIdentity(privateKey: text) != nil ? nil : "invalid key: no private key in PEM form"
  }

  static let publicKey = CustomRule("public-key") { text in
    isReference(text) || KeyIdentity(publicKey: text) != nil ? nil : "invalid key"
  }

  static let pairs: [CustomRecordRule] = [
    pair("cert", "key", "certificate does not match key"),
    pair("cert_alt", "key_alt", "alternative certificate does not match key"),
    CustomRecordRule(name: "certificate-types", sources: ["cert", "cert_alt"]) { record, violations in
      guard let first = record["cert"]?.string.flatMap(CertificateFacts.init),
        let second = record["cert_alt"]?.string.flatMap(CertificateFacts.init), first.key.isSameType(as: second.key)
      else { return }
      violations.add(
        entity: "certificate and alternative certificate need to have different type (e.g. RSA and ECDSA), "
          + "the provided certificates were both of the same type")
    },
  ]

  static let authority = CustomRecordRule(name: "ca-certificate", sources: ["cert"]) { record, violations in
    guard let text = record["cert"]?.string else { return }
    let count = PEMBlock.blocks(in: text).count { $0.label == "CERTIFICATE" }
    guard let facts = CertificateFacts(text) else {
      violations.add(entity: "invalid certificate: no certificate in PEM form")
      return
    }
    if count > 1 {
      violations.add(entity: "please submit only one certificate at a time")
    } else if facts.notAfter < CalendarTime.now {
      violations.add(entity: "certificate expired, \"Not After\" time is in the past")
    } else if !facts.isAuthority {
      violations.add(
        entity: "certificate does not appear to be a CA because it is missing the \"CA\" basic constraint")
    }
  }

  /// Whether a text refers to a vault.
  static func isReference(_ text: String) -> Bool { text.hasPrefix("{vault://") && text.hasSuffix("}") }

  private static func pair(_ certificate: String, _ key: String, _ message: String) -> CustomRecordRule {
    CustomRecordRule(name: "certificate-matches-key", sources: [certificate, key]) { record, violations in
      guard let facts = record[certificate]?.string.flatMap(CertificateFacts.init),
        let identity = record[key]?.string.flatMap(KeyIdentity.init(privateKey:)), !identity.fits(facts.key)
      else { return }
      violations.add(entity: message)
    }
  }
}

/// Reads certificates for whoever stores them.
package enum CertificateText {
  /// The bytes of the first certificate of a PEM text, of which digests are made; nil where there is none.
  package static func bytes(of text: String) -> [UInt8]? { CertificateFacts(text)?.bytes }
}

import Documents
import GatewaySchemas

/// Rules on the keys that key sets hold.
enum KeyRules {
  static let key = CustomRecordRule(name: "key", sources: ["jwk", "pem", "kid"]) { record, violations in
    if let text = record["jwk"]?.string, !CertificateRules.isReference(text) {
      guard let jwk = try? JSONReader.read(Array(text.utf8)).object else {
        violations.add(entity: "could not json decode jwk string")
        return
      }
      if jwk["kid"]?.string != record["kid"]?.string {
        violations.add(entity: "kid in jwk.kid must be equal to keys.kid")
        return
      }
      if !isKey(jwk) {
        violations.add(entity: "could not load JWK, likely not a valid key")
        return
      }
    }
    guard let pem = record["pem"]?.object else { return }
    if let text = pem["public_key"]?.string, !CertificateRules.isReference(text), KeyIdentity(publicKey: text) == nil {
      violations.add(entity: "could not load public key")
    } else if let text = pem["private_key"]?.string, !CertificateRules.isReference(text),
      KeyIdentity(privateKey: text) == nil
    {
      violations.add(entity: "could not load private key")
    }
  }

  /// Whether a JWK holds the numbers of a key pair; symmetric keys are none.
  private static func isKey(_ jwk: Object) -> Bool {
    func has(_ names: String...) -> Bool { names.allSatisfy { jwk[$0]?.string?.isEmpty == false } }
    return switch jwk["kty"]?.string {
    case "RSA": has("n", "e")
    case "EC": has("crv", "x", "y")
    case "OKP": has("crv", "x")
    default: false
    }
  }
}

import Digests
import Documents
import StateFiles

/// Certificates, vaults and partials.
extension TerraformExport {
  mutating func addCertificates() {
    for certificate in tree.entries("ca_certificates") { addCertificate(certificate, "ca_cert", "ca_certificate") }
    for certificate in tree.entries("certificates") {
      let address = addCertificate(certificate, "cert", "certificate")
      for entry in certificate.items("snis") {
        let type = "konnect_gateway_sni"
        let sni = entry.string.map { ["name": .text($0)] } ?? entry
        var resource = TerraformResource(type: type, name: names.claim(type, ["sni", sni.text("name") ?? ""]))
        resource.attributes = Self.attributes(of: sni, without: ["certificate"])
        resource.references = [TerraformResource.Reference(attribute: "certificate", address: address)]
        resource.importIDs = Self.importIDs(of: sni)
        add(resource)
      }
    }
  }

  @discardableResult
  private mutating func addCertificate(_ certificate: Node, _ prefix: String, _ kind: String) -> String {
    let type = "konnect_gateway_\(kind)"
    let digest = Digest.hexadecimal(Digest.md5(Array((certificate.text("cert") ?? "").utf8)))
    var resource = TerraformResource(type: type, name: names.claim(type, [prefix, digest]))
    resource.attributes = Self.attributes(of: certificate, without: ["snis"])
    resource.importIDs = Self.importIDs(of: certificate)
    add(resource)
    return resource.address
  }

  mutating func addVault(_ vault: Node) {
    let type = "konnect_gateway_vault"
    let name = vault.text("name") ?? ""
    // Vaults are called after their type, as long as there is one of it.
    let isAlone = tree.entries("vaults").count { $0.text("name") == name } == 1
    var resource = TerraformResource(
      type: type, name: names.claim(type, isAlone ? [name] : [name, vault.text("prefix") ?? ""]))
    resource.attributes = Self.attributes(of: vault, without: [])
    resource.encoded = "config"
    resource.importIDs = Self.importIDs(of: vault)
    add(resource)
  }

  mutating func addPartial(_ partial: Node) {
    let type = "konnect_gateway_partial"
    let kind = String((partial.text("type") ?? "").map { $0 == "-" ? "_" : $0 })
    var resource = TerraformResource(
      type: type, name: names.claim(type, [partial.text("name") ?? "partial_\(partial.text("id") ?? "")"]))
    resource.attributes = [kind: Node(.object(Self.attributes(of: partial, without: ["type"])))]
    resource.importIDs = Self.importIDs(of: partial)
    add(resource)
  }
}

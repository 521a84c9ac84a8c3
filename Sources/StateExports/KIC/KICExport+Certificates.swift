import Documents
import StateFiles
import Digests

/// Certificates: secrets of the kinds that Kubernetes has for them.
extension KICExport {
  mutating func addCertificates() {
    for certificate in tree.entries("ca_certificates") {
      var content = Object()
      content.take("cert", of: certificate, as: "ca.crt")
      content.take("cert_digest", of: certificate, as: "ca.digest")
      addSecret(certificate, "ca-cert", type: "Opaque", content)
    }
    for certificate in tree.entries("certificates") {
      var content = Object()
      content.take("cert", of: certificate, as: "tls.crt")
      content.take("key", of: certificate, as: "tls.key")
      addSecret(certificate, "cert", type: "kubernetes.io/tls", content)
    }
  }

  private mutating func addSecret(_ certificate: Node, _ prefix: String, type: String, _ content: Object) {
    var annotations = classAnnotation
    annotations.annotate("tags", certificate["tags"])
    let name = KubernetesName.slug(
      "\(prefix)-\(Digest.hexadecimal(Digest.sha256(Array((certificate.text("cert") ?? "").utf8))))")
    add(
      .secret, named: name, annotations: annotations,
      ["type": .text(type), "stringData": Node(.object(content))], at: certificate.place)
  }
}

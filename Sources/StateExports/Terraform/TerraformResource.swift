import Documents

/// A resource of Terraform, and where it is to be found if it is there already.
struct TerraformResource {
  /// Another resource that this one refers to.
  struct Reference {
    /// Whether the attribute is the id itself, such as `consumer_id`, and not a mapping with it.
    var isPlain = false
    let attribute: String
    /// The address of the other resource.
    let address: String
  }

  let type: String
  let name: String
  var attributes = Object()
  /// The attribute that is written as a text of JSON.
  var encoded: String?
  var references: [Reference] = []
  /// The attributes whose changes are not looked at.
  var ignored: [String] = []
  /// The ids by which an import finds it, by their keys; nil where it cannot be imported.
  var importIDs: [String: String]?

  /// Its address, by which others refer to it.
  var address: String { "\(type).\(name)" }

  /// Writes the resource and, where the control plane is known, its import.
  func write(to writer: inout HCLWriter, importing controlPlane: String?) {
    writer.line("resource \(HCLWriter.quoted(type)) \(HCLWriter.quoted(name)) {")
    writer.attributes(attributes, depth: 1, encoded: encoded)
    for reference in references {
      writer.line()
      if reference.isPlain {
        writer.line("  \(reference.attribute) = \(reference.address).id")
      } else {
        writer.line("  \(reference.attribute) = {\n    id = \(reference.address).id\n  }")
      }
    }
    writer.line()
    writer.line("  control_plane_id = var.control_plane_id")
    if !ignored.isEmpty {
      writer.line("  lifecycle {\n    ignore_changes = [")
      writer.line(ignored.map { "      \($0)" }.joined(separator: ",\n"))
      writer.line("    ]\n  }")
    }
    writer.line("}\n")
    guard let controlPlane, let ids = importIDs else { return }
    let pairs = ids.sorted { $0.key.precedesInBytes($1.key) } + [(key: "control_plane_id", value: controlPlane)]
    let object = pairs.map { "\"\($0.key)\": \(TerraformResource.json($0.value))" }.joined(separator: ", ")
    writer.line("import {\n  to = \(address)\n  id = \(HCLWriter.quoted("{\(object)}"))\n}\n")
  }

  private static func json(_ text: String) -> String {
    var bytes: [UInt8] = []
    JSONWriter.append(string: text, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }
}

import ArgumentParser
import Documents

/// What a document can be written as.
enum DocumentFormat: String, ExpressibleByArgument, CaseIterable {
  case yaml
  case json

  /// How a document in this format is written in parts.
  var form: MappingWriter.Form { self == .yaml ? .yaml : .json(.spaces(2)) }

  /// A document in this format.
  func bytes(of document: Node) -> [UInt8] {
    switch self {
    case .yaml: YAMLWriter.write(document)
    case .json: JSONWriter.write(document, indent: 2) + [0x0A]
    }
  }
}

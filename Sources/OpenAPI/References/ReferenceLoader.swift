import Diagnostics
import Documents

/// Makes sure that every reference of an API document leads somewhere, and reads the files that they lead to.
struct ReferenceLoader {
  /// No document consists of more files.
  static let maximumFiles = 1_000

  /// Gives the bytes of a file by its path, or says why not.
  typealias Load = (String) throws(DiagnosticError) -> [UInt8]

  private(set) var table = ReferenceTable()
  private var diagnostics = DiagnosticCollector()
  private var waiting: [(address: ReferenceAddress, from: Node)] = []
  private var visited: Set<ReferenceAddress> = []
  private var refused: Set<String> = []
  private let folder: String
  private let load: Load

  /// Follows all references of a document's root.
  static func table(
    of root: Node, source: SourceID, load: @escaping Load, _ diagnostics: inout DiagnosticCollector
  ) -> ReferenceTable {
    var loader = ReferenceLoader(root, source, load)
    loader.walk(root, isMap: false)
    while let (address, text) = loader.waiting.popLast() { loader.follow(address, from: text) }
    loader.findLoops()
    diagnostics.add(contentsOf: loader.diagnostics.diagnostics)
    return loader.table
  }

  private init(_ root: Node, _ source: SourceID, _ load: @escaping Load) {
    let path = source.name == "-" ? "-" : FilePath.normalised(source.name)
    self.folder = FilePath.folder(of: path)
    self.load = load
    table.documents[source] = root
    table.sources[path] = source
  }

  /// Keys whose members are names, not keywords: a property may be called `default` or `$ref`.
  private static let maps: Set<String> = [
    "properties", "patternProperties", "dependentSchemas", "$defs", "definitions", "schemas", "responses", "headers",
    "requestBodies", "securitySchemes", "links", "callbacks", "pathItems", "paths", "webhooks", "content", "variables",
    "examples",
  ]
  /// Keys of values in which a `$ref` is a value too.
  private static let values: Set<String> = ["example", "default", "enum", "const", "value", "mapping"]

  private mutating func walk(_ node: Node, isMap: Bool) {
    switch node.value {
    case .array(let items):
      for item in items { walk(item, isMap: false) }
    case .object(let object):
      if !isMap, let text = ReferenceTable.text(of: node) { note(text) }
      for member in object where isMap || !(Self.values.contains(member.key) || member.key.hasPrefix("x-")) {
        walk(member.node, isMap: !isMap && Self.maps.contains(member.key))
      }
    default: break
    }
  }

  private mutating func note(_ text: Node) {
    let reference = ReferenceText(text.string ?? "")
    if reference.isRemote {
      return diagnostics.error(
        code: "remote-reference", "'\(text.string ?? "")' would have to be fetched from a network, which is never done",
        at: text.place, hint: "put a copy beside the document and refer to that")
    }
    guard reference.tokens != nil else {
      return diagnostics.error(
        code: "unknown-reference", "'\(text.string ?? "")' is not understood: after the # a / is expected",
        at: text.place,
        hint: "write the way from the top of the document, such as #/components/schemas/NAME")
    }
    if !reference.file.isEmpty, !read(reference.file, for: text) { return }
    guard let address = table.target(of: text), visited.insert(address).inserted else { return }
    waiting.append((address, text))
  }

  private mutating func follow(_ address: ReferenceAddress, from text: Node) {
    guard let node = table.node(at: address) else {
      let siblings = ReferenceAddress(source: address.source, tokens: address.tokens.dropLast())
      let nearest = NearestName.find(address.name, among: table.node(at: siblings)?.object?.keys ?? [])
      return diagnostics.error(
        code: "unknown-reference", "'\(text.string ?? "")' leads nowhere", at: text.place,
        hint: nearest.map { "did you mean '\($0)'?" })
    }
    // The document itself is walked as a whole, other files only where they are referred to.
    walk(node, isMap: false)
  }

  private mutating func read(_ file: String, for text: Node) -> Bool {
    let path = FilePath.joined(text.place.source.name, file)
    if table.sources[path] != nil { return true }
    guard refused.insert(path).inserted else { return false }
    guard FilePath.isBelow(path, folder) else {
      diagnostics.error(
        code: "outside-reference", "'\(file)' lies outside of the document's folder", at: text.place,
        hint: "references are followed to files in that folder and below it")
      return false
    }
    guard table.documents.count < Self.maximumFiles else {
      diagnostics.error(
        code: "too-large", "the document refers to more than \(Self.maximumFiles) files", at: text.place)
      return false
    }
    let source = SourceID(name: path)
    do throws(DiagnosticError) {
      let nodes = DocumentReader.read(try load(path), source: source, diagnostics: &diagnostics)
      table.documents[source] = nodes.first ?? .null
      table.sources[path] = source
      return true
    } catch {
      for problem in error.diagnostics {
        diagnostics.error(code: problem.code, problem.message, at: text.place, hint: problem.hint)
      }
      return false
    }
  }

  /// References that lead to each other and to nothing else.
  private mutating func findLoops() {
    for address in visited {
      var way: [ReferenceAddress] = []
      var current = address
      while let node = table.node(at: current), let next = table.address(of: node) {
        way.append(current)
        if let start = way.firstIndex(of: next) {
          report(Array(way[start...]))
          break
        }
        current = next
      }
    }
  }

  /// Tells a loop in the same words wherever it was entered: from its first member in the order of their names.
  private mutating func report(_ loop: [ReferenceAddress]) {
    let names = loop.map { $0.tokens.joined(separator: "/") }
    guard let first = names.min(), let start = names.firstIndex(of: first) else { return }
    let ordered = Array(loop[start...] + loop[..<start])
    guard let place = table.node(at: ordered[0]).flatMap(ReferenceTable.text(of:))?.place else { return }
    let shown = (ordered + [ordered[0]]).map(\.name).joined(separator: " -> ")
    diagnostics.error(code: "circular-reference", "references lead in a circle: \(shown)", at: place)
  }
}

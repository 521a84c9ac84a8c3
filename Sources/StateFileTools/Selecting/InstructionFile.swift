import Diagnostics
import Documents

/// Reads files that tell a verb what to do: a mapping with a version of its own and a list of instructions.
struct InstructionFile {
  /// The instructions that are mappings, each with its position in the list.
  private(set) var instructions: [(index: Int, object: Object, place: SourcePlace)] = []
  /// The key of the list.
  let key: String

  /// Takes a mapping apart; what is wrong with it, and what in it has no effect, goes to the collector.
  init(_ document: Node, key: String, _ diagnostics: inout DiagnosticCollector) {
    self.key = key
    if let version = document[FormatVersionText.key], FormatVersionText(version) == nil {
      diagnostics.add(FormatVersionText.fault(version))
    }
    let list = document[key]
    switch list?.value {
    case .array: break
    case .null, nil:
      diagnostics.warning(code: "no-effect", "the file has no '\(key)' and changes nothing", at: document.place)
    case .some: diagnostics.add(Self.noList("'\(key)'", list ?? .null))
    }
    for (index, item) in (list?.array ?? []).enumerated() {
      if let object = item.object {
        instructions.append((index, object, item.place))
      } else {
        diagnostics.warning(
          code: "no-effect", "\(key)[\(index)] is \(item.value.kindDescription) and has no effect", at: item.place)
      }
    }
  }

  /// The selectors of an instruction; nil where it has none.
  static func selectors(
    _ object: Object, _ name: String, _ diagnostics: inout DiagnosticCollector
  ) -> Selectors? {
    guard let list = object["selectors"], !list.isNull else { return nil }
    guard let items = list.array else {
      diagnostics.add(noList("\(name).selectors", list))
      return nil
    }
    var texts: [Selectors.Text] = []
    for (index, item) in items.enumerated() {
      if let text = item.string {
        texts.append(Selectors.Text(text, at: item.place))
      } else {
        diagnostics.warning(
          code: "no-effect", "\(name).selectors[\(index)] is no text and has no effect", at: item.place)
      }
    }
    do throws(DiagnosticError) { return try Selectors(texts) } catch {
      diagnostics.add(contentsOf: error.diagnostics)
      return nil
    }
  }

  /// What to say where a list is expected.
  static func noList(_ name: String, _ node: Node) -> Diagnostic {
    Diagnostic(
      code: "no-list", "\(name) is \(node.value.kindDescription) where a list is expected", at: node.place)
  }
}

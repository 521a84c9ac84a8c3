package import Diagnostics
package import Documents
import GatewayModel

/// A file of patches.
package enum PatchFile {
  private static let keys = ["selectors", "values", "remove"]

  /// Reads the patches of a file; what is wrong with it goes to the collector.
  package static func read(_ document: Node, _ diagnostics: inout DiagnosticCollector) -> [Patch] {
    let file = InstructionFile(document, key: "patches", &diagnostics)
    return file.instructions.map { index, object, place in
      patch(object, "\(file.key)[\(index)]", place, &diagnostics)
    }
  }

  private static func patch(
    _ object: Object, _ name: String, _ place: SourcePlace, _ diagnostics: inout DiagnosticCollector
  ) -> Patch {
    refuseUnknownKeys(object, name, &diagnostics)
    var patch = Patch(selectors: selectors(object, name, &diagnostics))
    switch object["values"]?.value {
    case .object(let values): patch.values = values
    case .array(let items): patch.items = items
    case .null, nil: break
    case .some:
      diagnostics.error(
        code: "patch-values", "\(name).values is neither a mapping nor a list", at: object["values"]?.place ?? .none)
    }
    for item in removed(object, name, &diagnostics) {
      guard let key = item.string else { continue }
      if !patch.items.isEmpty {
        diagnostics.warning(
          code: "no-effect", "\(name) appends to lists, so that its 'remove' has no effect", at: item.place)
        continue
      }
      if let member = patch.values.member(key) {
        diagnostics.error(
          code: "patch-conflict", "\(name) sets and removes '\(key)' at the same time", at: item.place,
          notes: [Diagnostic.Note("it is set here", at: member.keyPlace)])
      }
      patch.removedKeys.insert(key)
    }
    if !patch.items.isEmpty { patch.removedKeys = [] }
    if object["values"] == nil, object["remove"] == nil, object.allSatisfy({ keys.contains($0.key) }) {
      diagnostics.warning(
        code: "no-effect", "\(name) has neither 'values' nor 'remove' and changes nothing", at: place)
    }
    return patch
  }

  private static func selectors(
    _ object: Object, _ name: String, _ diagnostics: inout DiagnosticCollector
  ) -> Selectors? {
    if let list = object["selectors"], list.array?.isEmpty == true {
      diagnostics.error(
        code: "patch-selectors", "\(name).selectors is empty", at: list.place,
        hint: "leave it out to change the document itself, or name what is to be changed")
    }
    return InstructionFile.selectors(object, name, &diagnostics)
  }

  private static func removed(
    _ object: Object, _ name: String, _ diagnostics: inout DiagnosticCollector
  ) -> [Node] {
    guard let list = object["remove"], !list.isNull else { return [] }
    guard let items = list.array else {
      diagnostics.add(InstructionFile.noList("\(name).remove", list))
      return []
    }
    for (index, item) in items.enumerated() where item.string == nil {
      diagnostics.warning(code: "no-effect", "\(name).remove[\(index)] is no text and has no effect", at: item.place)
    }
    return items
  }

  private static func refuseUnknownKeys(
    _ object: Object, _ name: String, _ diagnostics: inout DiagnosticCollector
  ) {
    for member in object where !keys.contains(member.key) {
      let nearest = NearestName.find(member.key, among: keys).map { "did you mean '\($0)'?" }
      diagnostics.error(
        code: "unknown-key", "\(name) has the unknown key '\(member.key)'", at: member.keyPlace,
        hint: nearest ?? "a patch has \(keys.joined(separator: ", "))")
    }
  }
}

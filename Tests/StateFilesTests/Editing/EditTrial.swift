import Diagnostics
import Documents
import StateFiles

/// A text that is read to be edited.
struct EditTrial {
  let text: SourceText
  let diagnostics: [Diagnostic]

  init(_ text: String, name: String = "edited.yaml") {
    var collector = DiagnosticCollector()
    self.text = EditedText.read(Array(text.utf8), source: SourceID(name: name), diagnostics: &collector)
    diagnostics = collector.diagnostics
  }

  /// The text after a change of its first document.
  func changed(_ change: (inout Node) -> Void) -> String {
    var documents = text.documents
    if !documents.isEmpty { change(&documents[0]) }
    return written(as: documents)
  }

  /// The text with other documents.
  func written(as documents: [Node], with others: [EditTrial] = []) -> String {
    String(decoding: text.written(as: documents, with: others.map(\.text)), as: UTF8.self)
  }

  /// Whether all was written anew, since the edited text would have said something else.
  func isWrittenAnew(as documents: [Node]) -> Bool {
    text.edited(documents) != text.written(as: documents)
  }
}

extension Node {
  /// Sets the value at a path of keys and positions, such as `services/0/port`.
  mutating func set(_ path: String, _ value: Node) { edit(path) { $0 = value } }

  /// Changes the value at a path.
  mutating func edit(_ path: String, _ body: (inout Node) -> Void) { change(at: DocumentPath(steps(path)), body) }

  /// Adds a member to the mapping at a path.
  mutating func add(_ path: String, _ key: String, _ value: Node) {
    edit(path) { node in _ = node.changeObject { $0[key] = value } }
  }

  /// Appends an item to the list at a path.
  mutating func append(_ path: String, _ value: Node) {
    edit(path) { $0.value = .array(($0.array ?? []) + [value]) }
  }

  /// Removes the member or item at a path.
  mutating func remove(_ path: String) {
    var parents = steps(path)
    guard let last = parents.popLast() else { return }
    change(at: DocumentPath(parents)) { node in
      switch last {
      case .key(let key): _ = node.changeObject { $0.removeValue(forKey: key) }
      case .index(let index):
        guard var items = node.array, items.indices.contains(index) else { return }
        items.remove(at: index)
        node.value = .array(items)
      }
    }
  }

  private func steps(_ path: String) -> [DocumentPath.Step] {
    path.split(separator: "/").map { part in Int(part).map { .index($0) } ?? .key(String(part)) }
  }
}

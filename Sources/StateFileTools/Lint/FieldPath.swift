import Diagnostics
import Documents

/// The `field` of an action: which part of the value that a rule looks at is meant.
///
/// Keys stand between dots; `\.` is a dot within a key; `[0]` and `['key']` follow a key.
struct FieldPath: Sendable {
  /// The field as it was written.
  let text: String
  /// The steps; nil where the text is no path, which means nothing at all.
  private let steps: [DocumentPath.Step]?

  init(_ text: String) {
    self.text = text
    steps = Self.steps(Array(text.unicodeScalars))
  }

  private static func steps(_ scalars: [Unicode.Scalar]) -> [DocumentPath.Step]? {
    var steps: [DocumentPath.Step] = []
    var key = String.UnicodeScalarView()
    var needsKey = true
    var index = 0
    func endKey() -> Bool {
      defer { key = String.UnicodeScalarView() }
      if key.isEmpty { return !needsKey }
      steps.append(.key(String(key)))
      return true
    }
    while index < scalars.count {
      switch scalars[index] {
      case "\\" where index + 1 < scalars.count:
        index += 1
        key.append(scalars[index])
      case ".":
        guard endKey() else { return nil }
        needsKey = true
      case "[":
        guard endKey(), !steps.isEmpty, let end = scalars[index...].firstIndex(of: "]") else { return nil }
        let inner = String(String.UnicodeScalarView(scalars[(index + 1)..<end]))
        if let position = Int(inner) {
          steps.append(.index(position))
        } else if inner.count >= 2, let quote = inner.first, quote == "'" || quote == "\"", inner.last == quote {
          steps.append(.key(String(inner.dropFirst().dropLast())))
        } else {
          return nil
        }
        needsKey = false
        index = end
      default: key.append(scalars[index])
      }
      index += 1
    }
    return endKey() ? steps : nil
  }

  /// The value that the path leads to from a value.
  func value(from subject: LintDocument.Subject, in document: LintDocument) -> LintDocument.Subject? {
    guard let steps, !subject.isName else { return nil }
    return Self.follow(steps[...], from: subject.position, in: document)
  }

  /// What is found where the first key may stand one level further down.
  struct Found {
    /// Where the key stands that the path ends with.
    var keyPlace: SourcePlace
    /// Where decK says that it stands: for a key one level down, at the mapping that has it.
    var shownPlace: SourcePlace
    var value: LintDocument.Subject
  }

  /// The first place, in a value or in what it has, with the first key of the path, and what the rest leads to from there.
  func nearestValue(from subject: LintDocument.Subject, in document: LintDocument) -> Found? {
    guard let steps, case .key(let name)? = steps.first, !subject.isName else { return nil }
    guard let found = Self.nearest(name, from: subject.position, in: document) else { return nil }
    guard steps.count > 1 else { return found }
    guard let value = Self.follow(steps.dropFirst(), from: found.value.position, in: document) else { return nil }
    let place = document.tree.member(value.position)?.keyPlace ?? document.node(value).place
    return Found(keyPlace: place, shownPlace: place, value: value)
  }

  private static func follow(
    _ steps: ArraySlice<DocumentPath.Step>, from start: Int, in document: LintDocument
  ) -> LintDocument.Subject? {
    var position = start
    for step in steps {
      let next: Int?
      switch step {
      case .key(let key): next = document.tree.child(of: position, key: key)
      case .index(let index):
        let items = document.tree.node(position).array == nil ? [] : Array(document.tree.children(of: position))
        next = items.indices.contains(index) ? items[index] : nil
      }
      guard let next else { return nil }
      position = next
    }
    return LintDocument.Subject(position: position)
  }

  private static func nearest(_ name: String, from position: Int, in document: LintDocument) -> Found? {
    let isList = document.tree.node(position).array != nil
    for (index, child) in document.tree.children(of: position).enumerated() {
      let subject = LintDocument.Subject(position: child)
      if let member = document.tree.member(child), member.key == name {
        return Found(keyPlace: member.keyPlace, shownPlace: member.keyPlace, value: subject)
      }
      // decK takes a list for a mapping, every other item of which is a key.
      if isList, index.isMultiple(of: 2), document.text(subject) == name {
        let next = Array(document.tree.children(of: position)).dropFirst(index + 1).first ?? child
        let place = document.node(subject).place
        return Found(keyPlace: place, shownPlace: place, value: LintDocument.Subject(position: next))
      }
      if let found = within(child, name, in: document) { return found }
    }
    return nil
  }

  /// Within what a value has any text counts that is the name, a value of a mapping and an item of a list too.
  private static func within(_ position: Int, _ name: String, in document: LintDocument) -> Found? {
    let place = document.tree.node(position).place
    let children = Array(document.tree.children(of: position))
    for (index, child) in children.enumerated() {
      let subject = LintDocument.Subject(position: child)
      let member = document.tree.member(child)
      if member?.key == name, let member { return Found(keyPlace: member.keyPlace, shownPlace: place, value: subject) }
      guard document.text(subject) == name else { continue }
      let next = member != nil && index + 1 < children.count ? children[index + 1] : child
      return Found(
        keyPlace: document.node(subject).place, shownPlace: place, value: LintDocument.Subject(position: next))
    }
    return nil
  }
}

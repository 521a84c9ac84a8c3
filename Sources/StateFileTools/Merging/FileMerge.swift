package import Diagnostics
package import Documents

/// Several state files put together as one: lists at the top are joined, anything else is that of the last file.
package struct FileMerge: Sendable {
  /// What has been put together.
  package private(set) var result = Object()
  private var version: FormatVersionText?
  private var versionPlace = SourcePlace.none
  /// Where the first file begins; nil where there is none yet.
  private var place: SourcePlace?

  private static let transform = "_transform"

  /// Nothing yet.
  package init() {}

  /// Puts a file to the ones before.
  ///
  /// - Throws: Why the file and those before do not fit together.
  package mutating func add(_ document: Node, _ diagnostics: inout DiagnosticCollector) throws(DiagnosticError) {
    guard let object = document.object else {
      throw DiagnosticError(
        Diagnostic(
          code: "no-mapping", "a state file is a mapping, not \(document.value.kindDescription)", at: document.place))
    }
    let faults = transformFaults(object) + versionFaults(object)
    if !faults.isEmpty { throw DiagnosticError(faults) }
    for member in object where member.key != FormatVersionText.key || result[member.key] == nil {
      guard let before = result[member.key] else {
        result.append(member)
        continue
      }
      if let items = member.node.array, before.array != nil {
        _ = result.change(member.key) { list in
          let joined = (list.takeArray() ?? []) + items
          list.value = .array(joined)
        }
      } else if before != member.node {
        diagnostics.warning(
          code: "merge-replaced", "'\(member.key)' takes the place of the one in the files before", at: member.keyPlace,
          notes: [Diagnostic.Note("it is this one that is lost", at: before.place)])
        result[member.key] = member.node
      }
    }
    place = place ?? document.place
  }

  /// The files as one: with the highest version of all, or none where the versions begin with 0.
  package func document() -> Node {
    var object = result
    object.removeValue(forKey: "_ignore")
    if let version {
      if version.major == 0 {
        object.removeValue(forKey: FormatVersionText.key)
      } else if object[FormatVersionText.key]?.string != version.description {
        object[FormatVersionText.key] = Node(.string(version.description))
      }
    }
    return Node(.object(object), at: place ?? .none)
  }

  private func transformFaults(_ object: Object) -> [Diagnostic] {
    let own = object[Self.transform]
    guard own == nil || own?.bool != nil else {
      return [
        Diagnostic(code: "merge-transform", "'\(Self.transform)' is true or false", at: own?.place ?? .none)
      ]
    }
    let before = result[Self.transform]
    guard place != nil, (own?.bool ?? true) != (before?.bool ?? true) else { return [] }
    let places = [own, before].compactMap { $0?.place }
    return [
      Diagnostic(
        code: "merge-transform",
        "files with '\(Self.transform): true', which is meant where there is none, and with "
          + "'\(Self.transform): false' do not go together", at: places[0])
    ]
  }

  private mutating func versionFaults(_ object: Object) -> [Diagnostic] {
    guard let node = object[FormatVersionText.key] else { return [] }
    guard let own = FormatVersionText(node) else { return [FormatVersionText.fault(node)] }
    guard let before = version else {
      version = own
      versionPlace = node.place
      return []
    }
    guard own.major == before.major else {
      return [
        Diagnostic(
          code: "merge-version", "version \(own) of the format does not go together with \(before)", at: node.place,
          notes: [Diagnostic.Note("\(before) is stated here", at: versionPlace)])
      ]
    }
    if own.minor > before.minor { version = own }
    return []
  }
}

import Diagnostics
import Documents
import GatewayModel
import Glibc
import StateFiles

/// A configuration file: flag names without dashes as keys, in YAML or JSON.
struct ConfigurationFile {
  /// Whose file it is, which decides what it may set.
  enum Standing: Sendable {
    /// Named by the user, or in the home directory under our name.
    case own
    /// The one that decK keeps in the home directory: it may hold keys that mean nothing here.
    case deck
    /// In the working directory: under the control of whoever can change what is checked out there.
    case workingDirectory
  }

  /// The path.
  let path: String
  /// Whose it is.
  let standing: Standing
  /// The settings it has.
  private(set) var settings: [Setting] = []

  /// The files that count for a run, the strongest first.
  ///
  /// - Parameters:
  ///   - named: The file that the user names; no other counts then.
  ///   - home: The home directory; nil where there is none.
  static func find(named: String?, home: String?) -> [(path: String, standing: Standing)] {
    if let named { return [(named, .own)] }
    var found: [(String, Standing)] = []
    let own = ".fairlead.yaml"
    if let home, !home.isEmpty {
      if exists("\(home)/\(own)") {
        found = [("\(home)/\(own)", .own)]
      } else if exists("\(home)/.deck.yaml") {
        found = [("\(home)/.deck.yaml", .deck)]
      }
    }
    if exists(own), !found.contains(where: { isSame($0.0, own) }) { found.insert((own, .workingDirectory), at: 0) }
    return found
  }

  /// Reads a file; everything that is wrong with it goes into `diagnostics`.
  init(path: String, standing: Standing, rows: [FlagRow], _ diagnostics: inout DiagnosticCollector) {
    self.path = path
    self.standing = standing
    guard let text = InputFiles.read([path], &diagnostics).first else { return }
    let documents = DocumentReader.read(text.bytes, source: SourceID(name: path), diagnostics: &diagnostics)
    for document in documents where !document.isNull {
      guard let object = document.object else {
        diagnostics.error(
          code: "configuration", "a configuration file is a mapping, not \(document.value.kindDescription)",
          at: document.place, hint: "write one flag a line: timeout: 20")
        continue
      }
      for member in object { add(member, rows, &diagnostics) }
    }
  }

  private mutating func add(_ member: Object.Member, _ rows: [FlagRow], _ diagnostics: inout DiagnosticCollector) {
    guard let row = rows.first(where: { $0.name == member.key }) else {
      // A flag of another command, and in decK's file any key of its own, is no fault.
      guard standing != .deck, !FlagTable.rows.contains(where: { $0.name == member.key }) else { return }
      let nearest = NearestName.find(member.key, among: FlagTable.rows.map(\.name))
      return diagnostics.error(
        code: "configuration", "there is no flag '\(member.key)'", at: member.keyPlace,
        hint: nearest.map { "did you mean '\($0)'?" } ?? "keys are the names of flags without dashes")
    }
    if standing == .deck, !row.readByDeck || row.files == .none { return }
    guard row.files != .none else {
      return diagnostics.error(
        code: "configuration", "'\(member.key)' can be set on the command line only", at: member.keyPlace)
    }
    guard row.files == .anyFile || standing != .workingDirectory else {
      return diagnostics.error(
        code: "configuration", "a configuration file of the working directory may not set '\(member.key)'",
        at: member.keyPlace,
        hint: "move it to .fairlead.yaml in the home directory, or name the file with --config")
    }
    guard !row.isInert, !member.node.isNull else { return }
    guard let values = ConfigurationFile.texts(member.node, row) else {
      return diagnostics.error(
        code: "configuration", "'\(member.key)' can't be \(member.node.value.kindDescription)", at: member.node.place)
    }
    settings.append(Setting(row: row, values: values, origin: .file(member.node.place)))
  }

  private static func texts(_ node: Node, _ row: FlagRow) -> [String]? {
    switch node.value {
    case .string(let text): return [text]
    case .integer(let number): return [String(number)]
    case .decimal(let number): return [number.text]
    case .bool(let value): return [value ? "true" : "false"]
    case .array(let items) where [.list, .texts, .headers].contains(row.form):
      return items.reduce([String]?.some([])) { texts, item in
        guard let texts, item.array == nil, let more = ConfigurationFile.texts(item, row) else { return nil }
        return texts + more
      }
    case .array, .object, .null: return nil
    }
  }

  private static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  private static func isSame(_ left: String, _ right: String) -> Bool {
    var first = stat()
    var second = stat()
    return stat(left, &first) == 0 && stat(right, &second) == 0 && first.st_dev == second.st_dev
      && first.st_ino == second.st_ino
  }
}

import Diagnostics
import Documents

/// What an action does with each value that its rule is given.
protocol LintFunction: Sendable {
  /// Takes options that are known to be complete.
  ///
  /// - Throws: What about the options cannot be understood.
  init(_ options: LintOptions) throws(DiagnosticError)

  /// What is missing from options, in decK's words: each is a finding of its own, and the function is not run.
  static func faults(_ options: LintOptions) -> [String]

  /// The names of the options.
  static var options: [String] { get }

  /// Looks at a value.
  func violations(of subject: LintDocument.Subject, _ context: LintContext) -> [LintViolation]
}

extension LintFunction {
  static func faults(_ options: LintOptions) -> [String] { [] }
}

/// What a function knows besides the value.
struct LintContext {
  let document: LintDocument
  /// The part of the value that is meant; nil for the value itself.
  let field: FieldPath?
  /// The path that led to the value.
  let given: String

  /// A violation at the value itself.
  func violation(_ detail: String, at subject: LintDocument.Subject) -> LintViolation {
    let place = document.node(subject).place
    return LintViolation(detail: detail, place: place, shownPlace: place, position: subject.position)
  }
}

/// What a function finds wrong.
struct LintViolation {
  /// How the detail and the message of the rule come together.
  enum Wording {
    /// The message stands for the detail.
    case replaced
    /// The detail follows the message.
    case following
    /// The message stands, with the detail where it says so.
    case interpolated
  }

  var detail: String
  var wording = Wording.replaced
  var place: SourcePlace
  var shownPlace: SourcePlace
  var position: Int
}

/// The options of a function.
struct LintOptions: Sendable {
  let object: Object
  /// Whether the action names a part of the value.
  let hasField: Bool
  private let texts: [String: String]

  /// Takes options with the texts that stand for their scalars.
  init(_ object: Object, hasField: Bool, text: (Node) -> String) {
    self.object = object
    self.hasField = hasField
    texts = Dictionary(uniqueKeysWithValues: object.members.map { ($0.key, text($0.node)) })
    lists = object.members.reduce(into: [:]) { lists, member in
      if let items = member.node.array { lists[member.key] = items.map(text) }
    }
  }

  private let lists: [String: [String]]

  var isEmpty: Bool { object.isEmpty }

  /// The option as a text; nil where it is not there, empty for lists and mappings.
  func text(_ name: String) -> String? { texts[name] }

  /// The option as a list: one of texts, or a text with commas, whose parts keep their blanks.
  func list(_ name: String) -> [String]? {
    if let list = lists[name] { return list }
    return texts[name].map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
  }

  func isOn(_ name: String) -> Bool { texts[name] == "true" }

  /// The option as a whole number that is not zero.
  func count(_ name: String) -> Int? {
    guard let count = texts[name].flatMap({ Int($0) }), count != 0 else { return nil }
    return count
  }
}

/// The functions by their names.
enum LintFunctions {
  static let byName: [String: any LintFunction.Type] = [
    "truthy": Truthy.self, "falsy": Falsy.self, "defined": Defined.self, "undefined": Undefined.self,
    "pattern": PatternFunction.self, "casing": Casing.self, "length": Length.self, "enumeration": Enumeration.self,
    "schema": SchemaFunction.self, "oasSchema": SchemaFunction.self, "alphabetical": Alphabetical.self, "xor": Xor.self,
  ]

  /// Functions of the same language that look at descriptions of APIs alone: on a state file they find nothing.
  static func isForAPIDescriptions(_ name: String) -> Bool {
    let names: Set<String> = [
      "typedEnum", "duplicatedEnum", "nullableEnum", "noVerbsInPath", "pathsKebabCase", "allOfConflicts",
      "schemaTypeCheck", "refSiblings", "postResponseSuccess",
    ]
    let families = ["oas", "info", "owasp", "asyncApi", "jsonSchema"]
    return names.contains(name) || families.contains { name.hasPrefix($0) && name != $0 }
  }
}

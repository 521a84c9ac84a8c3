import Comparison
import Diagnostics
import Documents
import GatewayModel
import GatewaySchemas

/// A violation in the words of somebody who writes state files: what was expected, what was found, and what to write.
///
/// The rules speak in the gateway's own words, which name its types; nobody should have to know these.
struct FaultWords {
  /// What is wrong.
  private(set) var message: String
  /// What to do about it.
  private(set) var hint: String?

  private let found: Node?
  private let field: SchemaField?
  private let isShown: Bool

  /// - Parameters:
  ///   - message: The rule's words.
  ///   - found: The value that is at fault, where it is known.
  ///   - field: What the schema says of it.
  ///   - isSecret: Whether the value must not be shown.
  ///   - demand: What of another field makes it a fault.
  init(_ message: String, found: Node?, field: SchemaField?, isSecret: Bool, demand: FieldDemand? = nil) {
    self.message = message
    self.found = found
    self.field = field
    self.isShown = !isSecret && !(found?.containsEnvironmentValue ?? false) && field?.encrypted != true
    if let expected = FaultWords.expectations[message] {
      sayExpected(expected)
    } else if let choices = message.dropping("expected one of: ") {
      sayChoices(choices.split(separator: ",").map { String($0.drop { $0 == " " }) })
    } else if message.hasPrefix("invalid value: ") {
      sayInvalid()
    } else if message == "length must be at least 1" {
      self.message = "must not be empty"
    } else if message.hasPrefix("value ") || message.hasPrefix("length "), let text = shown {
      self.message = "\(message), found \(text)"
    }
    if let demand { say(demand, message) }
  }

  /// Why it is asked for.
  private mutating func say(_ demand: FieldDemand, _ rule: String) {
    if let told = demand.message {
      message = told
      hint = nil
      return
    }
    let isHidden = Secrets.isSecret(name: demand.field, field: nil) || demand.value.containsEnvironmentValue
    let reason =
      (isHidden ? nil : FaultWords.shown(demand.value))
      .map { "where '\(demand.field)' is \($0)" } ?? "given the value of '\(demand.field)'"
    switch rule {
    case "required field missing": message = "required \(reason)"
    case "value must be null": message = "must be left out \(reason)"
    default: message += ", \(reason)"
    }
  }

  /// What the gateway's types are in a file.
  private static let expectations = [
    "expected a string": "a text", "expected an integer": "a whole number", "expected a number": "a number",
    "expected a boolean": "true or false", "expected a record": "a mapping", "expected a map": "a mapping",
    "expected an array": "a list", "expected a set": "a list", "expected a function": "the text of a Lua function",
    invalidID: "an id of the form xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx",
  ]
  private static let invalidID = "expected a valid UUID"

  /// Whether the rule's words say that a value is of another type than its field's.
  static func isOfType(_ message: String) -> Bool { expectations[message] != nil && message != invalidID }

  private mutating func sayExpected(_ expected: String) {
    message = "expected \(expected)"
    guard let found else { return }
    message += ", found \(shown ?? found.value.kindDescription)"
    switch (expected, found.value) {
    case ("a text", .integer), ("a text", .decimal), ("a text", .bool):
      hint = "put it in quotation marks to have it as a text"
    case ("a list", .string(let text)) where isShown && !text.isEmpty && FaultWords.isPlain(text):
      hint = "write [\(text)]"
    case ("a list", .string), ("a list", .integer), ("a list", .decimal), ("a list", .bool):
      hint = "put it in brackets to have a list of one"
    case ("a whole number", .string(let text)) where Int(text) != nil,
      ("a number", .string(let text)) where Double(text) != nil:
      hint = "take the quotation marks away"
    case ("true or false", .string(let text)) where ["true", "false"].contains(text.lowercased()):
      hint = "take the quotation marks away"
    case ("a mapping", .array): hint = "write KEY: VALUE lines without dashes"
    case ("a mapping", _): hint = "write KEY: VALUE lines"
    default: break
    }
  }

  private mutating func sayChoices(_ choices: [String]) {
    let listed = choices.joined(separator: ", ")
    message = shown.map { "\($0) is none of: \(listed)" } ?? "expected one of: \(listed)"
    hint = suggestion(among: choices)
  }

  private mutating func sayInvalid() {
    message = shown.map { "\($0) is not allowed here" } ?? "this value is not allowed here"
    guard isShown, let text = found?.string else { return }
    let others = [text.uppercased(), text.lowercased(), String(text.drop { $0 == " " })]
    if let other = others.first(where: { $0 != text && field?.violation(of: Node(.string($0))) == nil && field != nil })
    {
      hint = "did you mean '\(other)'?"
    }
  }

  private func suggestion(among choices: [String]) -> String? {
    guard isShown, let text = found?.string else { return nil }
    let same = choices.first { $0.lowercased() == text.lowercased() }
    return (same ?? NearestName.find(text, among: choices)).map { "did you mean '\($0)'?" }
  }

  /// The value in few words, where it may be shown.
  private var shown: String? {
    isShown ? found.flatMap(FaultWords.shown) : nil
  }

  private static func shown(_ value: Node) -> String? {
    switch value.value {
    case .string(let text): return text.utf8.count <= 60 && !text.contains("\n") ? "'\(text)'" : nil
    case .integer(let number): return "\(number)"
    case .decimal(let number): return number.text
    case .bool(let bool): return "\(bool)"
    case .null, .array, .object: return nil
    }
  }

  /// Whether a text needs no quotation marks in a list.
  private static func isPlain(_ text: String) -> Bool {
    text.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."),
        UInt8(ascii: "/"):
        true
      default: false
      }
    }
  }
}

/// Fields that former versions of the gateway had, with what became of them.
enum FormerField {
  /// What to say of a field that is there no more; nil for a name that never was one.
  static func hint(for name: String, known: [String]) -> String? {
    if let now = self.name(for: name, known: known) { return "now called '\(now)'" }
    return gone[name].flatMap { gone in known.contains(name) ? nil : gone }
  }

  /// What a field is called now; nil for a name that never was one, and for a field that is no more.
  static func name(for name: String, known: [String]) -> String? {
    renamed[name].flatMap { known.contains($0) ? $0 : nil }
  }

  private static let renamed = [
    "whitelist": "allow", "blacklist": "deny", "strip_uri": "strip_path", "uris": "paths", "upstream_url": "url",
    "preserve_host_header": "preserve_host", "_configs": "_config", "request_host": "hosts", "request_path": "paths",
    "hide_groups_headers": "hide_groups_header", "slot": "slots",
  ]

  private static let gone = [
    "run_on": "it went with version 2.0 of the gateway: every plugin runs on its own node; take it out",
    "api": "APIs became services and routes: name one of these", "api_id": "APIs became services and routes",
    "http_if_terminated": "it went with version 1.0 of the gateway; take it out",
    "https_only": "now a route's 'protocols': [https]", "orderlist": "it went with version 1.0; take it out",
  ]
}

extension String {
  /// The text after a beginning; nil where it begins otherwise.
  fileprivate func dropping(_ prefix: String) -> Substring? { hasPrefix(prefix) ? dropFirst(prefix.count) : nil }
}

package import Diagnostics
import Documents

extension Patch {
  /// Reads the instructions of a command line: `KEY:JSON` sets a key, `KEY:` removes it, and a JSON list is appended to
  /// lists.
  ///
  /// - Throws: What is wrong with any of them.
  package init(selectors: Selectors, instructions: [String]) throws(DiagnosticError) {
    self.selectors = selectors
    var faults: [Diagnostic] = []
    for instruction in instructions {
      do throws(DiagnosticError) { try add(instruction) } catch { faults += error.diagnostics }
    }
    if !faults.isEmpty { throw DiagnosticError(faults) }
  }

  private mutating func add(_ instruction: String) throws(DiagnosticError) {
    let whole = Self.trimmed(instruction[...])
    if whole.hasPrefix("["), whole.hasSuffix("]") {
      items += try Self.json(whole, of: instruction, hint: "a list is written as in JSON").array ?? []
      return
    }
    guard let colon = instruction.firstIndex(of: ":") else {
      throw Self.fault(instruction, "it is neither KEY:JSON nor a list in JSON", nil)
    }
    let key = String(instruction[..<colon])
    let text = Self.trimmed(instruction[instruction.index(after: colon)...])
    if text.isEmpty {
      removedKeys.insert(key)
    } else {
      values[key] = try Self.json(text, of: instruction, hint: "a text needs quotation marks: \(key):\"…\"")
    }
  }

  private static func json(_ text: Substring, of instruction: String, hint: String) throws(DiagnosticError) -> Node {
    do throws(DiagnosticError) {
      return try JSONReader.read(Array(text.utf8))
    } catch {
      throw fault(instruction, error.diagnostics.first.map(\.message) ?? "it is no JSON", hint)
    }
  }

  private static func fault(_ instruction: String, _ reason: String, _ hint: String?) -> DiagnosticError {
    DiagnosticError(
      Diagnostic(code: "patch-value", "--value '\(instruction)' has no meaning: \(reason)", hint: hint))
  }

  private static func trimmed(_ text: Substring) -> Substring {
    var text = text.drop(while: \.isWhitespace)
    while text.last?.isWhitespace == true { text.removeLast() }
    return text
  }
}

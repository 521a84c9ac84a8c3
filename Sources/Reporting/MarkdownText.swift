import Comparison
import Diagnostics
import Documents
import Reconciliation

/// Texts within Markdown, of which none can begin markup of its own.
enum MarkdownText {
  /// A value as code; empty for none.
  static func value(_ node: Node?) -> String {
    guard let node else { return "" }
    return code(PlanText.cut(String(decoding: JSONWriter.write(node), as: UTF8.self)))
  }

  /// Text as code in a table's cell: a name must not be able to end the cell or begin markup.
  static func code(_ text: String) -> String {
    let plain = TextLine.visible(text).replacing("|", with: "\\|")
    return plain.contains("`") ? "`` \(plain.replacing("``", with: "` `")) ``" : "`\(plain)`"
  }

  /// Text that is to be read as it is.
  static func escaped(_ text: String) -> String {
    var result = ""
    for character in TextLine.visible(text) {
      switch character {
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "&": result += "&amp;"
      case "|", "*", "_", "`", "[", "]", "\\", "#", "@": result += "\\\(character)"
      default: result.append(character)
      }
    }
    return result
  }

  /// Who moved, in brackets after what is done; empty where that is not known.
  static func classes(_ change: Change) -> String {
    change.classes.isEmpty ? "" : " (\(change.classes.map(\.rawValue).joined(separator: ", ")))"
  }

  /// A table of fields that change.
  static func table(_ differences: [FieldDifference]) -> [String] {
    ["| Field | Gateway | Files | |", "| --- | --- | --- | --- |"]
      + differences.map { difference in
        let remarks = [
          difference.drift?.rawValue, difference.reason.map { escaped($0.words) },
          difference.place.isKnown ? code("\(difference.place)") : nil,
        ]
        let cells = [
          code("\(difference.path)"), value(difference.old), value(difference.new),
          remarks.compactMap { $0 }.joined(separator: " "),
        ]
        return "| \(cells.joined(separator: " | ")) |"
      }
  }
}

import GatewayModel

/// Columns of plain text.
package enum TextColumn {
  /// What stands for a secret.
  package static var mask: String { Secrets.mask }

  /// A text with blanks up to a width.
  package static func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.utf8.count))
  }
}

import GatewayModel

/// Columns of plain text.
public enum TextColumn {
  /// What stands for a secret.
  public static var mask: String { Secrets.mask }

  /// A text with blanks up to a width.
  public static func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.utf8.count))
  }
}

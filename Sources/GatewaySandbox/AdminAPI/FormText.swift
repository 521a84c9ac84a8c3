import Documents

/// Queries and forms as texts.
enum FormText {
  /// The parameters of a query or a form.
  static func parameters(_ text: Substring) -> [(name: String, value: String)] {
    text.split(separator: "&").map { pair in
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        .map { PercentEncoding.lenientlyDecoded($0, isForm: true) }
      return (parts[0], parts.count > 1 ? parts[1] : "")
    }
  }
}

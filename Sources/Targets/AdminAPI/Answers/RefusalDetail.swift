import Documents

extension GatewayRefusal {
  /// What a refusal says of one field, in the list `details` of Konnect's core entities or `invalid_parameters` of
  /// RFC 7807.
  struct Detail: Sendable, Equatable {
    /// The field; empty for the entity as a whole.
    var path: DocumentPath
    /// What is wrong with it.
    var messages: [String]
    /// Whether another entity has the value.
    var isAboutUniqueness: Bool
  }
}

extension GatewayRefusal.Detail {
  /// More are not shown.
  private static let limit = 100

  /// The details that an answer has.
  static func list(in answer: Object) -> [GatewayRefusal.Detail] {
    let details = (answer["details"]?.array ?? []).prefix(limit).map { item in
      let words = (item["messages"]?.array ?? []).prefix(limit).compactMap(\.string)
      return GatewayRefusal.Detail(item["field"]?.string, words, type: item["type"]?.string)
    }
    let parameters = (answer["invalid_parameters"]?.array ?? []).prefix(limit).map { item in
      GatewayRefusal.Detail(item["field"]?.string, [item["reason"]?.string].compactMap(\.self), type: nil)
    }
    return (details + parameters).filter { !$0.messages.isEmpty }
  }

  private init(_ field: String?, _ messages: [String], type: String?) {
    path = GatewayRefusal.Detail.path(field ?? "")
    self.messages = messages.map(GatewayRefusal.plain)
    isAboutUniqueness = messages.contains { $0.contains("unique") } && type != "ERROR_TYPE_FIELD"
  }

  /// A path as it is written there: `config.hosts[0]`. What credentials consist of stands under `value`.
  private static func path(_ text: String) -> DocumentPath {
    var path = DocumentPath()
    for part in text.split(separator: ".") {
      let pieces = part.split(separator: "[")
      if let key = pieces.first, !part.hasPrefix("[") { path = path.appending(String(key)) }
      for piece in part.hasPrefix("[") ? pieces[...] : pieces.dropFirst() {
        if let index = Int(piece.prefix { $0 != "]" }) { path = path.appending(index) }
      }
    }
    if path.steps.count > 1, path.steps[0] == .key("value") { path.steps.removeFirst() }
    return path
  }
}

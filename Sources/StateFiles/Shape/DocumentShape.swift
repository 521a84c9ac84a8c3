import Documents

/// What a mapping of a document may hold: its fields with their forms, and which of them it cannot be without.
package struct DocumentShape: Sendable {
  /// What a value is.
  package indirect enum Form: Sendable {
    case text
    case integer
    case number
    case boolean
    /// A mapping whose content is free.
    case mapping
    /// Whatever it is.
    case anything
    /// A list of items of a form.
    case list(Form)
    /// A mapping of free keys to values of a form.
    case map(Form)
    /// A mapping of the shape with this name.
    case shape(String)
    /// An entity in this form; readers of ours also take a bare text, and a mapping that refers to it.
    case named(Form)
  }

  /// The fields by their keys.
  let fields: [String: Form]
  /// Of each of these one field at least is there.
  let needs: [[String]]
  /// Whether keys that are not among the fields are nobody's concern.
  let isOpen: Bool

  /// Makes a shape.
  package init(_ fields: [String: Form], needs: [[String]] = [], isOpen: Bool = false) {
    self.fields = fields
    self.needs = needs
    self.isOpen = isOpen
  }
}

extension DocumentShape.Form {
  /// What a value of the form is called.
  var description: String {
    switch self {
    case .text: "a string"
    case .integer: "an integer"
    case .number: "a number"
    case .boolean: "true or false"
    case .mapping, .map, .shape: "a mapping"
    case .list: "a list"
    case .named(let form): form.description
    case .anything: "a value"
    }
  }

  /// What to do about a value that is not of the form.
  func hint(for value: Value) -> String? {
    switch (self, value) {
    case (.text, .integer), (.text, .decimal), (.text, .bool): "put it in quotation marks to have it as a text"
    case (_, .null): "take the key out where there is no value"
    case (.list, _): "begin each item with a dash"
    default: nil
    }
  }
}

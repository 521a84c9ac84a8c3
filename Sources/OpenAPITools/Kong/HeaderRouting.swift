import Documents
import OpenAPI

/// The headers by whose values the routes of one operation differ.
struct HeaderRouting {
  /// A header with the values that it can have.
  struct Header {
    /// Its name as first written.
    let name: String
    /// Its values, none twice in any case.
    var values: [String]
  }

  /// No operation gets more routes.
  static let maximumRoutes = 10_000

  private(set) var headers: [Header] = []

  /// Takes the required headers that have few values: those of the operation, then those of its path.
  init(_ operation: Operation, in item: PathItem, _ references: ReferenceTable) {
    add(operation.parameters, references, besides: [])
    let own = operation.parameters.filter { $0.location == "header" }.map { $0.name.lowercased() }
    add(item.parameters, references, besides: Set(own))
    headers.removeAll { $0.values.isEmpty }
  }

  private mutating func add(_ parameters: [Parameter], _ references: ReferenceTable, besides taken: Set<String>) {
    for parameter in parameters where parameter.location == "header" && parameter.isRequired {
      let key = parameter.name.lowercased()
      guard !taken.contains(key), let schema = parameter.schema.map(references.resolved) else { continue }
      let values = (schema["enum"]?.array ?? []).compactMap(\.nonEmptyText)
      let position = headers.firstIndex { $0.name.lowercased() == key } ?? headers.endIndex
      if position == headers.endIndex { headers.append(Header(name: parameter.name, values: [])) }
      for value in values where !headers[position].values.contains(where: { $0.lowercased() == value.lowercased() }) {
        headers[position].values.append(value)
      }
    }
  }

  /// How many routes that makes, up to one more than are allowed.
  var count: Int {
    headers.isEmpty ? 0 : headers.reduce(1) { min($0 * $1.values.count, Self.maximumRoutes + 1) }
  }

  /// All combinations of values, the last header's values changing fastest.
  var combinations: [Object] {
    guard !headers.isEmpty else { return [] }
    var combinations: [Object] = [Object()]
    for header in headers {
      combinations = combinations.flatMap { combination in
        header.values.map { value in
          var object = combination
          object[header.name] = Node(.array([Node(.string(value))]))
          return object
        }
      }
    }
    return combinations
  }
}

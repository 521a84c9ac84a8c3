package import Diagnostics
import Documents

/// Schemas that no finite value can fulfil, because each requires one of its own kind within.
package struct CircularSchemas {
  private let table: ReferenceTable
  private var state: [ReferenceAddress: State] = [:]
  private var diagnostics = DiagnosticCollector()

  private enum State {
    case open
    case done
  }

  private struct Edge {
    let target: ReferenceAddress
    let place: SourcePlace
  }

  private struct Step {
    let address: ReferenceAddress
    var edges: [Edge]
  }

  /// Reports each circle of required properties by the path of its references.
  ///
  /// Lists count too, as they do for decK: `required` on a property whose items are the schema itself.
  package static func find(in document: APIDocument, _ diagnostics: inout DiagnosticCollector) {
    var search = CircularSchemas(table: document.references)
    let schemas = document.components["schemas"]?.object ?? Object()
    for name in schemas.keys {
      search.visit(ReferenceAddress(source: document.source, tokens: ["components", "schemas", name]))
    }
    diagnostics.add(contentsOf: search.diagnostics.diagnostics)
  }

  private init(table: ReferenceTable) {
    self.table = table
  }

  /// Walks down from a schema, without recursion: a chain of references may be longer than any stack.
  private mutating func visit(_ start: ReferenceAddress) {
    guard state[start] == nil else { return }
    var way: [Step] = []
    enter(start, &way)
    while var step = way.popLast() {
      guard let edge = step.edges.popLast() else {
        state[step.address] = .done
        continue
      }
      way.append(step)
      switch state[edge.target] {
      case .done?: continue
      case .open?: report(edge, way)
      case nil: enter(edge.target, &way)
      }
    }
  }

  private mutating func enter(_ address: ReferenceAddress, _ way: inout [Step]) {
    state[address] = .open
    way.append(Step(address: address, edges: edges(from: address).reversed()))
  }

  private mutating func report(_ edge: Edge, _ way: [Step]) {
    let circle = way.drop { $0.address != edge.target }.map(\.address.name) + [edge.target.name]
    diagnostics.error(
      code: "circular-reference",
      "the schemas require each other without end: \(circle.joined(separator: " -> "))", at: edge.place,
      hint: "take the property out of 'required', or ignore such circles with --ignore-circular-refs")
  }

  private func edges(from address: ReferenceAddress) -> [Edge] {
    guard let node = table.node(at: address) else { return [] }
    if let edge = edge(to: node) { return [edge] }
    var found: [Edge] = []
    collect(from: node, into: &found)
    return found
  }

  private func collect(from schema: Node, into found: inout [Edge]) {
    guard let required = schema["required"]?.array, let properties = schema["properties"]?.object else { return }
    for member in properties {
      if member.node["properties"] != nil { collect(from: member.node, into: &found) }
      guard required.contains(where: { $0.string == member.key }) else { continue }
      if let edge = edge(to: member.node) ?? member.node["items"].flatMap(edge(to:)) { found.append(edge) }
    }
  }

  private func edge(to node: Node) -> Edge? {
    guard let text = ReferenceTable.text(of: node), let target = table.target(of: text) else { return nil }
    return Edge(target: target, place: text.place)
  }
}

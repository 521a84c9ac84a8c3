import Diagnostics
import Documents
import GatewayModel

extension DesiredState {
  /// Forgets what came from the environment, so that it is shown where its field does not make it secret.
  package mutating func showEnvironmentValues() {
    for position in entities.indices {
      update(position) { entity in
        let before = entity.fields
        entity.fields = DesiredState.withoutOrigin(entity.fields)
        // Of what the gateway may store as a hash it matters where it comes from; it is secret by its field anyway.
        for field in entity.kind.textForms.keys { entity.fields[field] = before[field] }
        for index in entity.references.indices { entity.references[index].place.origin = .written }
      }
    }
  }

  /// The texts that came from the environment, in any part.
  package var environmentTexts: Set<String> {
    var texts: Set<String> = []
    for entity in entities { DesiredState.gather(Node(.object(entity.fields)), into: &texts) }
    return texts
  }

  /// The fields that the environment feeds, by collection and by the names on the way down: what a gateway has there was
  /// most likely fed by it, too.
  package var environmentFields: [String: Set<[String]>] {
    var found: [String: Set<[String]>] = [:]
    for index in entities.indices {
      let paths = entities[index].fields.environmentPaths
      if !paths.isEmpty { found[entities[index].kind.collection, default: []].formUnion(paths) }
    }
    return found
  }

  private static func withoutOrigin(_ object: Object) -> Object { object.mapNodes { withoutOrigin($1) } }

  private static func withoutOrigin(_ node: Node) -> Node {
    var node = node
    node.place.origin = .written
    switch node.value {
    case .array(let items): node.value = .array(items.map(withoutOrigin))
    case .object(let object): node.value = .object(withoutOrigin(object))
    default: break
    }
    return node
  }

  private static func gather(_ node: Node, into texts: inout Set<String>) {
    switch node.value {
    case .string(let text): if node.place.origin.isEnvironment { texts.insert(text) }
    case .array(let items): for item in items { gather(item, into: &texts) }
    case .object(let object): for member in object { gather(member.node, into: &texts) }
    default: break
    }
  }
}

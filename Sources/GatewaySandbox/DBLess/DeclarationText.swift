import Documents
import GatewayModel

/// The declarative configuration that a gateway without a database gives back: entities as stored, references as ids.
enum DeclarationText {
  static func text(of store: Store) -> String {
    var document = Object([
      Object.Member(key: "_format_version", node: "3.0"), Object.Member(key: "_transform", node: false),
    ])
    for collection in store.catalog.collections {
      guard let table = store.tables[collection.name], table.count > 0 else { continue }
      let entities = table.order.all.compactMap { id -> Node? in
        guard var entity = table.entity(id) else { return nil }
        for reference in table.references {
          if let target = Table.target(entity[reference.field]) {
            entity[reference.field] = Node(.string("\(target)"))
          }
        }
        return Node(.object(entity))
      }
      document[collection.name] = Node(.array(entities))
    }
    return String(decoding: YAMLWriter.write(Node(.object(document))), as: UTF8.self)
  }
}

import Documents
import GatewayModel
import GatewayRules
import GatewaySchemas

/// Which lists of a state file hold entities that can have tags.
enum TaggedLists {
  /// A list within the document, or within the entities of another list.
  private struct List {
    var key: String
    /// Whether a gateway lets its entities carry tags.
    var admitsTags: Bool
  }

  /// Lists of the format that are no kind of the gateway's own, by the list that they stand in.
  private static let further: [String: [List]] = [
    "": [
      List(key: "ai_models", admitsTags: true), List(key: "consumer_group_plugins", admitsTags: true),
      List(key: "document_objects", admitsTags: true), List(key: "rbac_role_entities", admitsTags: false),
    ],
    "services": [List(key: "document_objects", admitsTags: true)],
    "consumer_groups": [List(key: "consumer_group_plugins", admitsTags: true)],
    "ca_certificates": [List(key: "mtls_auth_credentials", admitsTags: true)],
    "certificates": [List(key: "upstreams", admitsTags: true)],
    "rbac_roles": [
      List(key: "rbac_role_endpoints", admitsTags: false), List(key: "rbac_role_entities", admitsTags: false),
    ],
  ]

  /// The lists at the top, under the empty key, and those within the entities of each list.
  private static let byParent: [String: [List]] = {
    var lists = further
    for kind in EntityKind.all {
      lists["", default: []].append(List(key: kind.collection, admitsTags: admitsTags(kind)))
      for (rule, nested) in kind.nested where !nested.isLink {
        guard let key = rule.nestedKey else { continue }
        lists[kind.collection, default: []].append(List(key: key, admitsTags: admitsTags(nested)))
      }
    }
    return lists
  }()

  private static func admitsTags(_ kind: EntityKind) -> Bool {
    let fields = SchemaBundle.enterprise.entityDocument(kind.schemaName)?["fields"]?.array ?? []
    return !kind.isLink && fields.contains { $0["tags"] != nil }
  }

  /// The ways to all entities of a document; with `admittingTags` only to those that can have tags.
  static func entities(in document: Node, admittingTags: Bool) -> [DocumentPath] {
    var found: [DocumentPath] = []
    collect(document, "", DocumentPath(), admittingTags, &found)
    return found
  }

  private static func collect(
    _ owner: Node, _ ownerList: String, _ path: DocumentPath, _ admittingTags: Bool, _ found: inout [DocumentPath]
  ) {
    guard let object = owner.object, let lists = byParent[ownerList] else { return }
    for list in lists {
      guard let items = object[list.key]?.array else { continue }
      let listPath = path.appending(list.key)
      for (index, item) in items.enumerated() where item.object != nil {
        let itemPath = listPath.appending(index)
        if list.admitsTags || !admittingTags { found.append(itemPath) }
        collect(item, list.key, itemPath, admittingTags, &found)
      }
    }
  }
}

package import Comparison
package import Diagnostics
package import Documents
package import GatewayModel

/// What has to change so that a gateway holds what the files say: a value, made without writing or printing anything.
///
/// The same files and the same gateway give the same plan in the same order. New entities are known by their place in
/// the plan; their random ids are drawn when it is executed.
package struct Plan: Sendable {
  /// The changes in the order of output: temporary values, early deletions, creations and updates by kind, then deletions.
  package var changes: [Change] = []
  /// How many entities of each collection no file has and the plan keeps all the same.
  package var kept: [String: Int] = [:]
  /// Whether it is told of each change who moved.
  package var isClassified = false
  /// What keeps the plan from being carried out, since the target was changed by others.
  package var driftObjections: [Diagnostic] = []
  /// The workspace that the files name; nil where they leave it to whoever executes the plan.
  package var workspace: String?

  /// Makes an empty plan.
  package init() {}

  /// Whether the gateway holds what the files say.
  package var isEmpty: Bool { changes.isEmpty }

  /// How many changes of an action there are.
  package func count(_ action: Change.Action) -> Int { changes.count { $0.action == action } }

  /// How many changes are of a class.
  package func count(_ drift: DriftClass) -> Int { changes.count { $0.classes.contains(drift) } }

  /// The ids of all changes' entities: those that are known, and random ones for what is new.
  func drawnIDs() -> [String] {
    let random = UniqueID.random(changes.count)
    return changes.indices.map { changes[$0].id ?? random[$0].description }
  }
}

/// One entity that is created, updated or deleted.
package struct Change: Sendable {
  /// What is done.
  package enum Action: String, Sendable, Codable, CaseIterable {
    /// The gateway does not have the entity.
    case create
    /// The gateway has the entity with other fields.
    case update
    /// No file has the entity.
    case delete
    /// The entity holds a value that another needs before it can change itself: it gets a temporary one.
    case free
  }

  /// A reference of the entity, as far as it is known before execution.
  package struct Reference: Sendable {
    /// The entity referred to.
    package enum Target: Sendable, Hashable {
      /// One that has an id.
      case id(String)
      /// One that an earlier change creates, by its position in the plan.
      case change(Int)
    }

    /// The field.
    package var field: String
    /// The entity referred to.
    package var target: Target
    /// The position in the field's list, where that holds several references.
    package var item: Int?
    /// What the entity referred to is called, whether it is there yet or not; empty where nobody asks.
    package var label = ""

    /// Makes a reference.
    package init(field: String, target: Target, item: Int? = nil, label: String = "") {
      self.field = field
      self.target = target
      self.item = item
      self.label = label
    }
  }

  /// What is done.
  package var action: Action
  /// To what kind of entity.
  package var kind: EntityKind
  /// What the entity is called; never holds a secret.
  package var label: String
  /// What tells the entity from others with the same label: its place or id; nil where the label does.
  package var detail: String?
  /// The id; nil for a new entity whose files give none.
  package var id: String?
  /// The fields to send, secrets included: as the files have them, and what an update must carry over.
  package var fields: Object = Object()
  /// The fields that the gateway has now, secrets included; nil for a creation.
  package var old: Object?
  /// For a value that is freed for a time: what the entity held, secrets included, to be given back if nothing comes of it.
  package var held: Object = Object()
  /// Whether an update sends only the fields that change, and the rest stays as it is.
  package var isPartial = false
  /// Where that is so, all that the files have of the entity, secrets included: what they fed from the environment is secret
  /// also where it is not sent.
  package var written: Object?
  /// The references to send.
  package var references: [Reference] = []
  /// The fields that an update changes.
  package var differences: [FieldDifference] = []
  /// Who made a creation or deletion necessary; nil for an update, of which each field says it, and where it is not known.
  package var drift: DriftClass?
  /// The changes that must be done before, by their positions.
  package var dependsOn: [Int] = []
  /// For a deletion that needs no request: the position of the deletion that takes the entity with it.
  package var goesWith: Int?
  /// For a deletion before creations: the position of the change that needs the unique value it frees.
  package var freesValueFor: Int?
  /// Whether a deletion comes before all else is done, since it frees a value or one that does waits for it.
  package var isEarly = false
  /// Where the files have the entity; `.none` for a deletion.
  package var place: SourcePlace = .none

  /// The classes of the change: its own, or those of its fields.
  package var classes: [DriftClass] {
    let found = Set([drift].compactMap { $0 } + differences.compactMap(\.drift))
    return DriftClass.allCases.filter(found.contains)
  }

  /// The kind and name of the entity: `plugin key-auth for service mcp`.
  package var title: String {
    let name = "\(kind.name) \(label)"
    return detail.map { "\(name) (\($0))" } ?? name
  }
}

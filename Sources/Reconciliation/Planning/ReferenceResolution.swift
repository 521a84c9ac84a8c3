import Diagnostics
import Documents
import GatewayModel
import StateFiles

/// Settles references to what the files do not have: looked-up entities, and ids of what the run does not see.
struct ReferenceResolution {
  private(set) var desired: DesiredState
  private(set) var diagnostics: [Diagnostic] = []
  private let state: GatewayState
  private let lookedUp: GatewayState
  private let unlisted: Set<EntityKind>
  private let refersToGateway: Bool
  private var names: [EntityKind: [String: String]] = [:]

  /// - Parameters:
  ///   - unlisted: The kinds that are seen only with what they belong to.
  ///   - refersToGateway: Whether references may point at whatever the gateway has.
  init(
    _ desired: DesiredState, state: GatewayState, lookedUp: GatewayState, unlisted: Set<EntityKind> = [],
    refersToGateway: Bool = false
  ) {
    self.desired = desired
    self.unlisted = unlisted
    self.refersToGateway = refersToGateway
    self.state = state
    self.lookedUp = lookedUp
    for kind in EntityKind.all where refersToGateway || !desired.scope.manages(kind) { enter(state.all(kind), kind) }
    for (kind, list) in lookedUp.entities { enter(list, kind) }
  }

  private mutating func enter(_ list: [Entity], _ kind: EntityKind) {
    for entity in list {
      guard let id = entity.id else { continue }
      names[kind, default: [:]][id] = id
      for key in kind.naturalKeys where key.count == 1 {
        if let name = key.first.flatMap({ entity.fields[$0]?.string }) { names[kind, default: [:]][name] = id }
      }
    }
  }

  mutating func resolve() {
    let scope = desired.scope
    let isManaged = KindMap { scope.manages($0) }
    for position in desired.entities.indices where isManaged[desired.entities[position].kind] {
      for index in desired.entities[position].references.indices {
        // Most are settled already: nothing is copied to find that out.
        guard let text = desired.entities[position].references[index].referredID else { continue }
        let entity = desired.entities[position]
        let reference = entity.references[index]
        guard let rule = entity.kind.reference(reference.field), let kind = EntityKind.collection(rule.collection)
        else { continue }
        // What would not be seen again would be created by every run.
        let isHidden = rule.required && unlisted.contains(entity.kind)
        if let id = names[kind]?[text] ?? names[kind]?[UniqueID.canonical(text)],
          !isHidden || state.entity(kind, id: id) != nil
        {
          desired.update(position) { $0.references[index].target = .id(id) }
        } else if !isHidden, isOutOfSight(text, kind) {
          desired.update(position) { $0.references[index].target = .id(UniqueID.canonical(text)) }
        } else {
          report(reference, kind, text, position)
        }
      }
    }
  }

  /// Whether an id may well be that of an entity which this run does not list.
  private func isOutOfSight(_ text: String, _ kind: EntityKind) -> Bool {
    let seesAll = desired.scope.selectTags.isEmpty && desired.scope.includes(kind)
    return !seesAll && UniqueID(text) != nil && state.entity(kind, id: text) == nil
  }

  private mutating func report(_ reference: EntityReference, _ kind: EntityKind, _ text: String, _ position: Int) {
    let shown = Secrets.shown(text, at: reference.place)
    if let reason = lookedUp.unreadable[kind] {
      return diagnostics.append(
        Diagnostic(
          code: "unreadable-kind",
          "\(desired.title(position)) refers to \(kind.name) '\(shown)', and the gateway does not let \(kind.collection) be "
            + "read (\(reason))", at: reference.place, hint: "use a token that may read them"))
    }
    let nearest = NearestName.find(text, among: desired.names(of: kind).sorted())
    let isLive = state.entity(kind, id: text) != nil
    // Without select tags all of the gateway is seen.
    let scope = desired.scope
    let seesAll = scope.selectTags.isEmpty || refersToGateway && !unlisted.contains(desired.entities[position].kind)
    let tags = seesAll ? [] : scope.lookupTags[kind.collection] ?? scope.selectTags
    let whereabouts =
      isLive
      ? "the gateway has but no file does"
      : tags.isEmpty ? "does not exist" : "no file has, nor the gateway with the tags \(tags.joined(separator: ", "))"
    let advice =
      tags.isEmpty || isLive
      ? "add the \(kind.name) to the files, or correct the name"
      : desired.scope.lookupTags[kind.collection] == nil
        ? "add the \(kind.name) to the files"
          + (StateHeader.lookups.contains(kind.collection) ? ", or have it looked up: _info.default_lookup_tags" : "")
        : "give the \(kind.name) on the gateway these tags, add it to the files, or correct the name"
    diagnostics.append(
      Diagnostic(
        code: "unknown-reference",
        "\(desired.title(position)) refers to \(kind.name) '\(shown)', which \(whereabouts)", at: reference.place,
        hint: nearest.map { "did you mean '\($0)'?" } ?? advice))
  }
}

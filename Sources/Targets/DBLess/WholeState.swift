import Documents
import GatewayModel

/// What a gateway without a database holds at one moment: its configuration has a digest, by which it shows whether
/// somebody loaded another one while it was listed.
struct WholeState: Sendable {
  /// The entities, whatever their tags.
  var state: GatewayState
  /// The digest; nil where the gateway tells none.
  var revision: String?

  /// How often it is listed while somebody else loads.
  private static let attempts = 3

  /// Lists kinds of entities.
  static func read(_ reader: AdminReader, kinds: [EntityKind]) async throws(AdminError) -> WholeState {
    var before = try await reader.configurationHash()
    for _ in 0..<attempts {
      let state = try await LiveStateReader.read(reader, kinds: kinds)
      let after = try await reader.configurationHash()
      if before == after { return WholeState(state: state, revision: after) }
      before = after
    }
    throw .refused(
      GatewayRefusal(status: 409, message: "somebody loads one configuration after the other while it is read"))
  }
}

extension AdminReader {
  /// What the gateway calls the configuration that was loaded last; nil where it does not say.
  func configurationHash() async throws(AdminError) -> String? {
    try await inWorkspace(nil).get(["status"])["configuration_hash"]?.string
  }
}

extension GatewayState {
  /// The part that a run is about, and apart from it what lies outside of the select tags.
  func selected(by scope: Scope) -> GatewayState {
    var selected = GatewayState()
    let tags = scope.selectTags
    for kind in scope.kinds {
      if let reason = unreadable[kind] { selected.unreadable[kind] = reason }
      if entities[kind] == nil, unreadable[kind] == nil { selected.absent.insert(kind) }
      guard let list = entities[kind] else { continue }
      // What is only referred to may be anything; links have no tags of their own.
      guard !tags.isEmpty, scope.manages(kind), kind.hasID else {
        selected.set(list, of: kind)
        continue
      }
      var parts: (within: [Entity], outside: [Entity]) = ([], [])
      for entity in list {
        if entity.hasTags(tags) { parts.within.append(entity) } else { parts.outside.append(entity) }
      }
      selected.set(parts.within, of: kind)
      selected.unselected[kind] = parts.outside
    }
    if !tags.isEmpty { selected.removeOrphans(counting: false) }
    if scope.skipsConsumers || !scope.skippedCollections.isEmpty { selected.filter { scope.includes($0) } }
    return selected
  }
}

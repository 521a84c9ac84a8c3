import GatewayModel
import StateFiles

/// Asks for what a target holds outside of the select tags under an id or key that is to be given to something new.
///
/// A run within select tags sees only what has them.
enum OutsideLookUp {
  /// What is to be asked about each kind of which something new is made.
  static func questions(
    about desired: DesiredState, _ state: GatewayState, _ matching: Matching, _ capabilities: TargetCapabilities
  ) -> [OutsideQuestion] {
    // A snapshot that pays no heed to tags has shown everything already.
    guard !desired.scope.selectTags.isEmpty, capabilities.listingsHonourTags else { return [] }
    var questions = KindMap<OutsideQuestion?> { _ in nil }
    for (position, entity) in desired.entities.enumerated()
    where !matching.isLive(position) && entity.kind.hasID && desired.scope.manages(entity.kind)
      && !state.absent.contains(entity.kind)
    {
      // What belongs to something new has nobody in its place, and no key here.
      let keys = entity.kind.enforcedKeys.compactMap { matching.key($0, of: entity) }
      guard entity.id != nil || !keys.isEmpty else { continue }
      let claim = OutsideQuestion.Claim(id: entity.id, keys: keys)
      var question =
        questions[entity.kind] ?? OutsideQuestion(kind: entity.kind, known: state.all(entity.kind).count)
      question.claims.append(claim)
      questions[entity.kind] = question
    }
    return EntityKind.all.compactMap { questions[$0] }
  }

  /// What lies outside of the select tags, of the answers and of what the snapshot has seen besides.
  static func outside(
    _ found: GatewayState, _ desired: DesiredState, _ state: GatewayState
  ) -> GatewayState {
    var outside = GatewayState()
    for (kind, entities) in found.entities {
      outside.set(entities.filter { !$0.hasTags(desired.scope.selectTags) }, of: kind)
    }
    for (kind, entities) in state.unselected { outside.set(outside.all(kind) + entities, of: kind) }
    return outside
  }
}

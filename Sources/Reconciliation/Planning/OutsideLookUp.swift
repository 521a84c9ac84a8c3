import AdminAPI
import Documents
import Gathering
import GatewayModel
import StateFiles

/// Looks for what a gateway holds outside the select tags under an id or key that is to be given to something new.
///
/// A run within select tags sees only what has them. For each kind of which it creates something, the rest is asked for by
/// single requests or by one listing, whichever are fewer.
struct OutsideLookUp {
  private let reader: AdminReader
  private let desired: DesiredState
  private let matching: Matching

  /// What there is under the ids and keys of new entities, and perhaps more.
  static func read(
    _ reader: AdminReader, _ desired: DesiredState, _ state: GatewayState
  ) async throws(AdminError) -> GatewayState {
    guard !desired.scope.selectTags.isEmpty else { return GatewayState() }
    let matching = Matching(desired: desired, state: state)
    return try await OutsideLookUp(reader: reader, desired: desired, matching: matching).read(besides: state)
  }

  /// What is to be asked about a kind.
  private struct Question: Sendable {
    /// The last segments of the paths to single entities; nil where they cannot be addressed so.
    var names: Set<String>? = []
    /// How many pages the kind's listing has at least.
    var pages = 1
  }

  private func read(besides state: GatewayState) async throws(AdminError) -> GatewayState {
    let questions = questions(state).sorted { $0.key.rank < $1.key.rank }
    let found = try await gather(questions) { (kind, question) async throws(AdminError) in
      try await ask(question, kind)
    }
    var outside = GatewayState()
    for ((kind, _), entities) in zip(questions, found) {
      outside.set(entities.filter { !$0.hasTags(desired.scope.selectTags) }, of: kind)
    }
    // A listing that pays no heed to tags has shown everything already.
    for (kind, entities) in state.unselected { outside.set(entities, of: kind) }
    return outside
  }

  private func questions(_ state: GatewayState) -> [EntityKind: Question] {
    var questions: [EntityKind: Question] = [:]
    for (position, entity) in desired.entities.enumerated()
    where !matching.isLive(position) && entity.kind.hasID && entity.kind.listing.parent == nil
      && desired.scope.manages(entity.kind) && !state.absent.contains(entity.kind)
    {
      let names = names(of: entity)
      if names?.isEmpty ?? false { continue }
      var question = questions[entity.kind] ?? Question(pages: (state.all(entity.kind).count + 999) / 1000)
      question.names = names.flatMap { question.names?.union($0) }
      questions[entity.kind] = question
    }
    return questions
  }

  /// What an entity may be found under; nil where only a listing can tell.
  private func names(of entity: Entity) -> Set<String>? {
    var names: Set<String> = []
    if let id = entity.id { names.insert(id) }
    for key in entity.kind.enforcedKeys {
      // What belongs to something new has nobody in its place.
      let isNew = key.contains { field in
        entity.reference(field).map { matching.id(of: $0.target) == nil } ?? false
      }
      guard !isNew else { continue }
      if key.count == 1, let value = entity.fields[key[0]]?.string {
        guard entity.kind.isAddressed(by: key[0]) else { return nil }
        names.insert(value)
      } else if key.count > 1 {
        return nil
      }
    }
    return names
  }

  private func ask(_ question: Question, _ kind: EntityKind) async throws(AdminError) -> [Entity] {
    guard let names = question.names else { return try await list(kind, upTo: .max) ?? [] }
    if names.count > max(1, question.pages), let all = try await list(kind, upTo: names.count) { return all }
    return try await withSingleRequests(names, kind)
  }

  /// All entities of a kind; nil where they fill more pages than that.
  private func list(_ kind: EntityKind, upTo maximum: Int) async throws(AdminError) -> [Entity]? {
    let path = kind.listing.path.compactMap(\.text)
    var entities: [Entity] = []
    var query = [("size", "1000")]
    var pages = 0
    while true {
      let page: Node
      do throws(AdminError) {
        page = try await reader.get(path, query: query)
      } catch {
        if error.isForbidden || error.status == 404 { return [] }
        throw error
      }
      pages += 1
      entities += (page["data"]?.array ?? []).compactMap { kind.entity(fromAnswer: $0) }
      guard let offset = page["offset"]?.string, query.last?.1 != offset else { return entities }
      // How long a listing is shows only while it is read: here it has outgrown the single requests.
      if pages >= maximum { return nil }
      query = [("size", "1000"), ("offset", offset)]
    }
  }

  private func withSingleRequests(_ names: Set<String>, _ kind: EntityKind) async throws(AdminError) -> [Entity] {
    let path = kind.listing.path.compactMap(\.text)
    let answers = try await gather(names.sorted()) { name async throws(AdminError) in
      try await reader.getIfPresent(path + [name])
    }
    return answers.compactMap { answer in
      // A consumer group stands in a document with what belongs to it.
      answer.flatMap { kind.entity(fromAnswer: $0["consumer_group"] ?? $0) }
    }
  }
}

extension EntityKind {
  /// Whether the path to an entity may have the value of this field instead of the id. What is secret has no place in a
  /// path, which gateways and proxies write to their logs.
  fileprivate func isAddressed(by field: String) -> Bool {
    guard !secretFields.contains(field) else { return false }
    return switch field {
    case "name": self != .filterChain
    case "username", "prefix", "client_id", "instance_name": true
    default: false
    }
  }
}

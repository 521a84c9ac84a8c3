import Documents
import Gathering
import GatewayModel
import Reconciliation

/// Looks for entities under ids and keys that a run within select tags does not see.
struct OutsideReader {
  let reader: AdminReader

  /// What there is, and perhaps more.
  func answer(_ questions: [OutsideQuestion]) async throws(AdminError) -> GatewayState {
    // What is listed below others is read with them, whatever its tags.
    let questions = questions.filter { reader.interface[$0.kind].listing.owner == nil }
    let answers = try await gather(questions) { question async throws(AdminError) in try await answer(question) }
    var found = GatewayState()
    for (question, entities) in zip(questions, answers) { found.set(entities, of: question.kind) }
    return found
  }

  private func answer(_ question: OutsideQuestion) async throws(AdminError) -> [Entity] {
    guard let names = names(in: question) else { return try await list(question.kind) ?? [] }
    let pages = (question.known + AdminReader.largestPage - 1) / AdminReader.largestPage
    if names.count > max(1, pages), let all = try await list(question.kind, upTo: names.count) { return all }
    return try await withSingleRequests(names, question.kind)
  }

  /// The last segments of the paths under which the entities may be found; nil where only a listing can tell.
  private func names(in question: OutsideQuestion) -> Set<String>? {
    var names: Set<String> = []
    for claim in question.claims {
      if let id = claim.id { names.insert(id) }
      for key in claim.keys {
        guard key.fields.count == 1, case .text(let value)? = key.parts.first,
          question.kind.isAddressed(by: key.fields[0])
        else { return nil }
        names.insert(value)
      }
    }
    return names
  }

  /// All entities of a kind; nil where they fill more pages than that.
  ///
  /// How long a listing is shows only while it is read.
  private func list(_ kind: EntityKind, upTo pages: Int? = nil) async throws(AdminError) -> [Entity]? {
    var entities: [Entity] = []
    let outcome = try await reader.list(reader.interface[kind].listing.path.compactMap(\.text), upTo: pages) { page in
      entities += page.items.compactMap { kind.entity(fromAnswer: $0) }
    }
    return outcome == .cutShort ? nil : entities
  }

  private func withSingleRequests(_ names: Set<String>, _ kind: EntityKind) async throws(AdminError) -> [Entity] {
    let path = reader.interface[kind].listing.path.compactMap(\.text)
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
    // The name of a filter chain is unique, and yet no way to it.
    case "name": self != .filterChain
    case "username", "prefix", "client_id", "instance_name": true
    default: false
    }
  }
}

import Documents
import GatewayModel
import Reconciliation

/// Looks for entities under ids and keys that a run within select tags does not see.
struct OutsideReader {
  let reader: AdminReader

  /// What there is, and perhaps more.
  func answer(_ questions: [OutsideQuestion]) async throws(AdminError) -> GatewayState {
    // What is listed below others is read with them, whatever its tags.
    let questions = questions.filter { AdminRoute.of($0.kind).listing.owner == nil }
    let answers = await withTaskGroup(of: (Int, Result<[Entity], AdminError>).self) { group in
      for (index, question) in questions.enumerated() {
        group.addTask { (index, await outcome(question)) }
      }
      var answers: [(Int, Result<[Entity], AdminError>)] = []
      for await answer in group { answers.append(answer) }
      return answers
    }
    var found = GatewayState()
    for (index, answer) in answers { found.set(try answer.get(), of: questions[index].kind) }
    return found
  }

  private func outcome(_ question: OutsideQuestion) async -> Result<[Entity], AdminError> {
    do {
      return .success(try await answer(question))
    } catch {
      return .failure(error)
    }
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
    let outcome = try await reader.list(AdminRoute.of(kind).listing.path.compactMap(\.text), upTo: pages) { page in
      entities += page.items.compactMap { kind.entity(fromAnswer: $0) }
    }
    return outcome == .cutShort ? nil : entities
  }

  private func withSingleRequests(_ names: Set<String>, _ kind: EntityKind) async throws(AdminError) -> [Entity] {
    let path = AdminRoute.of(kind).listing.path.compactMap(\.text)
    let answers = await withTaskGroup(of: Result<Node?, AdminError>.self) { group in
      for name in names.sorted() {
        group.addTask { await document(path + [name]) }
      }
      var answers: [Result<Node?, AdminError>] = []
      for await answer in group { answers.append(answer) }
      return answers
    }
    var found: [Entity] = []
    for answer in answers {
      guard let node = try answer.get() else { continue }
      // A consumer group stands in a document with what belongs to it.
      if let entity = kind.entity(fromAnswer: node["consumer_group"] ?? node) { found.append(entity) }
    }
    return found
  }

  private func document(_ path: [String]) async -> Result<Node?, AdminError> {
    do {
      return .success(try await reader.getIfPresent(path))
    } catch {
      return .failure(error)
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

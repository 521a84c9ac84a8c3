import Comparison
import Documents
import GatewayModel
import Reconciliation

/// A refused load, put to the changes that are at fault.
struct LoadRefusal {
  private let refusal: GatewayRefusal
  private let configuration: DeclarativeConfiguration
  private let writes: [EntityWrite]
  private let secrets: SecretTexts
  private var positions = KindMap<[String: Int]> { _ in [:] }

  init(_ refusal: GatewayRefusal, _ configuration: DeclarativeConfiguration, _ writes: [EntityWrite]) {
    self.refusal = refusal
    self.configuration = configuration
    self.writes = writes
    self.secrets = SecretTexts(writes.lazy.map { ($0.change.fields, $0.change.kind) })
    for (position, write) in writes.enumerated() where write.change.action != .free {
      positions[write.change.kind][write.id] = position
    }
  }

  /// What the gateway has against the load.
  var faults: [LoadFault] {
    let found = refusal.flattened.map(flattened) + (refusal.fields?.object ?? Object()).flatMap(nested)
    guard found.isEmpty else { return found }
    var whole = TargetError.Refusal(refusal, hint: nil)
    whole.faults = []
    whole.description = hidden(refusal.description)
    if refusal.code == nil {
      whole.hint =
        "where the configuration is large, raise the gateway's nginx_admin_client_body_buffer_size, 10m by default"
    }
    return [LoadFault(change: nil, refusal: whole)]
  }

  /// What is wrong with one entity in the flattened form; positions count from 1 there.
  private func flattened(_ node: Node) -> LoadFault {
    let faults = (node["errors"]?.array ?? []).map { error in
      let field = error["field"]?.string ?? ""
      let steps = field.split(separator: ".").map { part -> DocumentPath.Step in
        LoadRefusal.index(part).map { .index($0) } ?? .key(String(part))
      }
      return TargetError.FieldFault(path: DocumentPath(steps), message: LoadRefusal.words(error["message"]))
    }
    let kind = node["entity_type"]?.string.flatMap { EntityKind.collection("\($0)s") }
    let id = node["entity_id"]?.string ?? node["entity"]?["id"]?.string
    let position = kind.flatMap { kind in id.flatMap { positions[kind][$0] } }
    return fault(faults, position, kind, node["entity"]?.object ?? Object())
  }

  /// What is wrong in the nested form, which has the shape of the document.
  private func nested(_ member: Object.Member) -> [LoadFault] {
    guard let kind = EntityKind.collection(member.key), let items = LoadRefusal.items(member.node) else {
      let fault = TargetError.FieldFault(
        path: DocumentPath([.key(member.key)]), message: LoadRefusal.words(member.node))
      return [self.fault([fault], nil, nil, Object())]
    }
    let entries = configuration.entries(kind)
    return items.map { index, item in
      if let words = item.string {
        return fault([.init(path: DocumentPath(), message: words)], blamed(words, kind), kind, Object())
      }
      var faults: [TargetError.FieldFault] = []
      TargetError.Refusal.collect(item, at: DocumentPath()) { faults.append(.init(path: $0, message: $1)) }
      let position = entries.indices.contains(index) ? entries[index].write : nil
      return fault(faults, position, kind, Object())
    }
  }

  /// The items of a list in which something is wrong; Lua's lists with gaps may come as mappings.
  private static func items(_ node: Node) -> [(Int, Node)]? {
    let items: [(Int, Node)]? =
      switch node.value {
      case .array(let items): Array(items.enumerated()).map { ($0.offset, $0.element) }
      case .object(let object): object.compactMap { member in index(member.key).map { ($0, member.node) } }
      default: nil
      }
    return items?.filter { !$0.1.isNull }
  }

  /// Where an item stands, whose position counts from 1; nil for what is no position.
  private static func index(_ text: some StringProtocol) -> Int? {
    Int(text).flatMap { $0 > 0 ? $0 - 1 : nil }
  }

  private static func words(_ node: Node?) -> String {
    node?.string ?? node.map { String(decoding: JSONWriter.write($0), as: UTF8.self) } ?? "refused"
  }

  /// The change that a message without a place is about: the last one whose key it quotes.
  private func blamed(_ words: String, _ kind: EntityKind) -> Int? {
    writes.indices.last { index in
      let write = writes[index]
      guard write.change.kind == kind, write.change.action != .delete else { return false }
      let keys = Set((kind.naturalKeys + [kind.uniqueFields]).joined())
      let texts = [write.id] + keys.compactMap { write.change.fields[$0]?.string ?? write.referenceID($0) }
      return texts.contains { words.contains("'\($0)'") }
    }
  }

  private func fault(
    _ faults: [TargetError.FieldFault], _ position: Int?, _ kind: EntityKind?, _ entity: Object
  ) -> LoadFault {
    let texts = faults.map { $0.path.steps.isEmpty ? $0.message : "\($0.path): \($0.message)" }
    var refusal = TargetError.Refusal(.invalid, message: texts.joined(separator: "; "), status: 400)
    refusal.faults = faults
    guard position == nil else { return LoadFault(change: position, refusal: refusal) }
    let secrets = kind.map { SecretTexts(entity, kind: $0) }
    let words = hidden(secrets?.hidden(in: refusal.message) ?? refusal.message)
    let name = kind.map { kind in
      let label = kind.labelText(fields: entity) { entity[$0]?.string ?? entity[$0]?["id"]?.string }
      return entity.isEmpty ? "the \(kind.collection)" : "\(kind.name) \(label), which this run leaves as it is"
    }
    refusal.description = "the gateway refuses \(name ?? "the configuration"): \(words)"
    return LoadFault(change: nil, refusal: refusal)
  }

  /// A message that no change stands for, without what is secret in any of them.
  private func hidden(_ words: String) -> String { secrets.hidden(in: words) }
}

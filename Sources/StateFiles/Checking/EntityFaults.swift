import Comparison
package import Diagnostics
import Documents
package import GatewayModel
import GatewaySchemas

/// Holds an entity that is to be written against schemas, so that a fault is found at its line before anything is
/// written.
package struct EntityFaults {
  private let entity: Entity
  private let givenTitle: () -> String
  private var title: String { givenTitle() }
  private let schemas: SchemaSet
  private let unknownPlugin: Severity
  private let looksAtFormAlone: Bool
  private var found: [Diagnostic] = []

  /// What is wrong with an entity.
  ///
  /// - Parameters:
  ///   - entity: The entity.
  ///   - title: What messages call it.
  ///   - schemas: What it is held against.
  ///   - unknownPlugin: How much it weighs that there is no schema for a plugin.
  package static func find(
    in entity: Entity, title: @autoclosure () -> String, schemas: SchemaSet, unknownPlugin: Severity = .error
  ) -> [Diagnostic] {
    guard entity.isIdentifiable else { return [] }
    return withoutActuallyEscaping(title) { title in
      var faults = EntityFaults(entity: entity, title: title, schemas: schemas, unknownPlugin: unknownPlugin)
      faults.checkFields()
      if let rule = entity.kind.configuration { faults.checkConfiguration(rule) }
      return faults.found
    }
  }

  /// The keys that an entity cannot have, and values of another type than their field's; what the configuration of a plugin
  /// holds is left to others, and so is what variables are to give.
  package static func ofForm(
    in entity: Entity, title: @autoclosure () -> String, schemas: SchemaSet
  ) -> [Diagnostic] {
    guard entity.isIdentifiable else { return [] }
    return withoutActuallyEscaping(title) { title in
      var faults = EntityFaults(entity: entity, title: title, schemas: schemas, looksAtFormAlone: true)
      faults.checkFields()
      return faults.found
    }
  }

  private init(
    entity: Entity, title: @escaping () -> String, schemas: SchemaSet, unknownPlugin: Severity = .error,
    looksAtFormAlone: Bool = false
  ) {
    self.unknownPlugin = unknownPlugin
    self.looksAtFormAlone = looksAtFormAlone
    self.entity = entity
    self.givenTitle = title
    self.schemas = schemas
  }

  /// An id that stands for whatever a reference will point to: schemas check its form alone.
  private static let anyID: Node = ["id": "00000000-0000-4000-8000-000000000000"]

  private mutating func checkFields() {
    guard let schema = schemas.schema(of: entity) else { return }
    var body = entity.fields
    for name in entity.kind.unlistedFields {
      guard let value = body.removeValue(forKey: name) else { continue }
      judge(Object([.init(key: name, node: value)]), .unlisted)
    }
    if schemas.configuration(for: entity)?.root["protocols"] != nil { body.removeValue(forKey: "protocols") }
    if let field = entity.kind.configField {
      // What stands in it is judged by the schema of its own.
      body[field] = schema.root[field]?.required == true ? Node(.object(Object()), at: entity.place) : nil
    }
    for reference in entity.references {
      if schema.root[reference.field] == nil {
        report(
          "unknown-key", "the gateway knows no '\(reference.field)' for \(entity.kind.withArticle)",
          at: reference.place,
          hint: "its edition or version does not have it")
      } else if reference.item == nil {
        body[reference.field] = EntityFaults.anyID
      }
    }
    if let field = entity.kind.listReference?.field, let list = body[field] {
      body[field] = EntityFaults.withIDs(list)
    }
    judge(body, schema)
  }

  private static func withIDs(_ list: Node) -> Node {
    var copy = list
    copy.value = .array(
      (list.array ?? []).map { item in
        var item = item
        if var object = item.object {
          object["id"] = anyID["id"]
          item.value = .object(object)
        }
        return item
      })
    return copy
  }

  /// A plugin's own schema knows its configuration, and may narrow where it applies.
  private mutating func checkConfiguration(_ rule: EntityKind.ConfigurationRule) {
    guard let node = entity.fields[rule.selector], let name = node.string else { return }
    guard let schema = schemas.configuration(for: entity) else {
      if rule.isRequired {
        if !schemas.definedPlugins.contains(name) { reportUnknownPlugin(name, at: node.place) }
      } else if schemas.isRuled, unknownPlugin == .error {
        // Whether there is a vault of that name is the gateway's to say.
        report(
          "invalid-value", "\(rule.selector): the gateway has no schema for '\(name)'", at: node.place,
          hint: "is it installed and enabled there?")
      }
      return
    }
    let root = schemas.entities[entity.kind.collection]?.root
    // What the kind's own schema knows too was judged by that, but for what a plugin narrows.
    var body = Object(
      entity.fields.filter { member in
        guard schema.root[member.key] != nil, member.key != rule.selector else { return false }
        return member.key == rule.field || member.key == "protocols" || root == nil
      })
    for reference in entity.references where reference.item == nil && schema.root[reference.field] != nil {
      body[reference.field] = EntityFaults.anyID
    }
    if body[rule.field] == nil, schema.root[rule.field] != nil {
      body[rule.field] = Node(.object(Object()), at: entity.place)
    }
    judge(body, schema, provided: providedPaths(schema))
  }

  /// Where partials provide what the entity leaves out.
  private func providedPaths(_ schema: Schema) -> [[DocumentPath.Step]] {
    guard let rule = entity.kind.listReference, let links = entity.fields[rule.field]?.array else { return [] }
    let paths = links.flatMap { link in
      link["path"]?.string.map { [$0] } ?? schema.supportedPartials.values.flatMap { $0 }
    }
    return paths.map { $0.split(separator: ".").map { .key(String($0)) } }
  }

  private mutating func reportUnknownPlugin(_ name: String, at place: SourcePlace) {
    let nearest = NearestName.find(name, among: schemas.availablePlugins.sorted())
    let isKnown = unknownPlugin == .error
    let shown = Secrets.shown(name, at: place)
    found.append(
      Diagnostic(
        unknownPlugin, code: "unknown-plugin",
        isKnown
          ? "\(title): the gateway has no plugin '\(shown)'"
          : "\(title): no schema of plugin '\(shown)' is at hand, so that its configuration is not checked",
        at: place.isKnown ? place : entity.place,
        hint: nearest.map { "did you mean '\($0)'?" }
          ?? (isKnown ? "is it installed and enabled there?" : "give its schema with --schemas")))
  }

  private mutating func judge(_ body: Object, _ schema: Schema, provided: [[DocumentPath.Step]] = []) {
    let isFine = looksAtFormAlone ? schema.root.knowsForm(of: body) : schema.accepts(body)
    guard !isFine, let violations = schema.violations(filling: body) else { return }
    let besides = schema.ruleFaults(of: body, beside: violations)
    let faults = (violations.flattened() + besides).filter { fault in
      !provided.contains { fault.path.steps.starts(with: $0) }
    }
    let meant = meantFields(faults, schema)
    let demands = faults.map { fault in fault.path.steps.isEmpty ? nil : schema.demand(on: fault.path, in: body) }
    let demanded = Set(demands.compactMap { $0?.message })
    let hasGaps = body.contains { $0.node.hasGaps }
    for ((path, message), demand) in zip(faults, demands) where !looksAtFormAlone || isOfForm(path, message) {
      // What an expression left out may be what is missing, or what would make the rest right.
      if hasGaps, demand != nil || !isWritten(path, isKey: message == "unknown field") { continue }
      // What is missing under its right name alone is one fault.
      if message == "required field missing", meant.contains(path), value(at: path) == nil { continue }
      if message.hasPrefix(EntityFaults.choice), meant.contains(where: { $0.isNamed(in: message, from: path) }) {
        continue
      }
      // What a condition asks for is told where it is missing; that there is a condition is no second fault.
      if message.hasPrefix(EntityFaults.conditional), faults.count > 1 { continue }
      if demand == nil, demanded.contains(message) { continue }
      report(path, message, schema, demand)
    }
  }

  /// Whether a key, or one value, is written at a path, so that a fault there is one whatever stands elsewhere.
  private func isWritten(_ path: DocumentPath, isKey: Bool) -> Bool {
    if isKey { return locate(path).1.map { $0.keyPlace.origin != .unknown } ?? true }
    guard let value = value(at: path), value.place.origin != .unknown else { return false }
    switch value.value {
    case .array, .object, .null: return false
    default: return true
    }
  }

  private func isOfForm(_ path: DocumentPath, _ message: String) -> Bool {
    if message == "unknown field" { return true }
    guard FaultWords.isOfType(message), let value = value(at: path), !value.containsEnvironmentValue else {
      return false
    }
    // A word that means a boolean is read as one.
    return message != "expected a boolean" || value.string.flatMap(Normaliser.truth) == nil
  }

  /// The fields that unknown names stand for, as far as anybody can tell.
  private func meantFields(_ faults: [(path: DocumentPath, message: String)], _ schema: Schema) -> Set<DocumentPath> {
    var meant: Set<DocumentPath> = []
    for fault in faults where fault.message == "unknown field" {
      guard case .key(let key)? = fault.path.steps.last else { continue }
      let known = names(at: fault.path, in: schema)
      if let name = FormerField.name(for: key, known: known) ?? NearestName.find(key, among: known) {
        meant.insert(DocumentPath(fault.path.steps.dropLast()).appending(name))
        // A URL stands for a host, too.
        if name == "url", entity.kind.fileFacts.sugar.contains(.serviceURL) {
          meant.insert(DocumentPath([.key("host")]))
        }
      }
    }
    return meant
  }

  /// How the gateway begins to say that none of several fields is there.
  private static let choice = "at least one of these fields must be non-empty: "

  /// How the gateway begins to say that one field's value makes demands on another.
  private static let conditional = "failed conditional validation given value of field "

  private mutating func report(
    _ path: DocumentPath, _ message: String, _ schema: Schema, _ demand: FieldDemand?
  ) {
    let (place, member) = locate(path)
    if message == "unknown field", case .key(let key)? = path.steps.last {
      return reportUnknown(key, path, at: member?.keyPlace ?? place, schema)
    }
    if message == "value must be null", let rule = scopeRule(path) {
      return report(
        "invalid-value",
        "this plugin cannot be limited to \(EntityKind.collection(rule.collection)?.withArticle ?? rule.field)",
        at: place, hint: "take '\(rule.field)' out, or put the plugin on something else")
    }
    let (field, isSecret) = rule(of: path, in: schema)
    let found = value(at: path)
    if EntityFaults.emptiness.contains(message), let found, let reason = EmptyVariable.reason(for: found) {
      return report("variable-empty", "\(path): \(reason)", at: place, hint: EmptyVariable.hint(for: found))
    }
    let words = FaultWords(message, found: found, field: field, isSecret: isSecret, demand: demand)
    let shown = SecretTexts(entity.fields, kind: entity.kind, configuration: schemas.configuration(for: entity)).hidden(
      in: words.message)
    let isMissing = message == "required field missing" && member == nil
    let isOutgrown =
      entity.kind.configuration != nil && schemas.outgrownPlugins.contains(entity.name ?? "")
      && message.hasPrefix("expected one of")
    report(
      isMissing ? "missing-field" : "invalid-value", path.steps.isEmpty ? shown : "\(path): \(shown)", at: place,
      severity: isOutgrown ? .warning : .error,
      hint: isOutgrown
        ? "later gateways may know more"
        : isMissing
          ? "add '\(path)', or \(demand.map { "change '\($0.field)'" } ?? "take the \(entity.kind.name) out")"
          : words.hint
    )
  }

  /// What the gateway says of a value that is none.
  private static let emptiness: Set<String> = ["required field missing", "length must be at least 1"]

  private mutating func reportUnknown(_ key: String, _ path: DocumentPath, at place: SourcePlace, _ schema: Schema) {
    let known = names(at: path, in: schema)
    let nearest = NearestName.find(key, among: known)
    let mayBeOlder = entity.kind.configuration != nil && schemas.incompletePlugins.contains(entity.name ?? "")
    report(
      "unknown-key", "unknown key '\(path)'", at: place, severity: mayBeOlder ? .warning : .error,
      hint: FormerField.hint(for: key, known: known) ?? hintOfConfiguration(key, path)
        ?? nearest.map { "did you mean '\($0)'?" }
        ?? EntityFaults.listing(known.sorted()))
  }

  /// What to say of a key that belongs into the configuration.
  private func hintOfConfiguration(_ key: String, _ path: DocumentPath) -> String? {
    guard path.steps.count == 1, let field = entity.kind.configField,
      schemas.configuration(for: entity)?.config?.record?[key] != nil
    else { return nil }
    return "write it under '\(field)'"
  }

  /// The reference that a path consists of.
  private func scopeRule(_ path: DocumentPath) -> ReferenceRule? {
    guard path.steps.count == 1, case .key(let field)? = path.steps.first, entity.kind.configuration != nil else {
      return nil
    }
    return entity.kind.reference(field)
  }

  private static func listing(_ names: [String]) -> String? {
    guard !names.isEmpty, names.count <= longestListing else { return nil }
    return "known here: \(names.joined(separator: ", "))"
  }

  /// More names than these bury the point.
  private static let longestListing = 12

  /// What the schema says of the value at a path, and whether a name on the way makes it secret.
  private func rule(of path: DocumentPath, in schema: Schema) -> (field: SchemaField?, isSecret: Bool) {
    var record: RecordSchema? = schema.root
    var field: SchemaField?
    var isSecret = false
    for (index, step) in path.steps.enumerated() {
      switch step {
      case .key(let key):
        field = record?[key] ?? record?.shorthand(key)?.field ?? field?.values
        isSecret = isSecret || Secrets.isSecret(name: key, field: field)
        if index == 0 { isSecret = isSecret || entity.kind.secretFields.contains(key) }
      case .index:
        field = field?.elements
      }
      record = field?.record
    }
    return (field, isSecret)
  }

  /// The value that is written at a path; nil where there is none.
  private func value(at path: DocumentPath) -> Node? {
    path.steps.isEmpty ? nil : Node(.object(entity.fields), at: entity.place).node(at: path)
  }

  private mutating func report(
    _ code: String, _ message: String, at place: SourcePlace, severity: Severity = .error, hint: String?
  ) {
    found.append(
      Diagnostic(
        severity, code: code, "\(title): \(message)", at: place.isKnown ? place : entity.place, hint: hint))
  }

  /// Where a path is written, or the nearest thing around it; and the member, if the path ends at one that is there.
  private func locate(_ path: DocumentPath) -> (SourcePlace, Object.Member?) {
    if case .key(let field)? = path.steps.first, path.steps.count == 1, let reference = entity.reference(field) {
      return (reference.place, nil)
    }
    let node = Node(.object(entity.fields), at: entity.place)
    guard case .key(let key)? = path.steps.last else { return (node.nearest(path).place, nil) }
    let parent = node.nearest(DocumentPath(path.steps.dropLast()))
    return (node.nearest(path).place, parent.object?.member(key))
  }

  /// The names that could have been meant where an unknown one stands.
  private func names(at path: DocumentPath, in schema: Schema) -> [String] {
    guard
      let record = path.steps.count == 1
        ? schema.root : rule(of: DocumentPath(path.steps.dropLast()), in: schema).field?.record
    else {
      return []
    }
    var names = record.fields.map(\.name) + record.shorthands.map(\.field.name)
    if path.steps.count == 1 {
      names += entity.kind.nested.compactMap(\.rule.nestedKey) + entity.kind.unlistedFields
      if entity.kind.fileFacts.sugar.contains(.serviceURL) { names.append("url") }
    }
    return names
  }
}

extension DocumentPath {
  /// Whether a message about a record speaks of what is at this path within it.
  fileprivate func isNamed(in message: String, from record: DocumentPath) -> Bool {
    steps.starts(with: record.steps)
      && message.contains("'\(DocumentPath(Array(steps.dropFirst(record.steps.count))))'")
  }
}

import Comparison
import Diagnostics
import Documents
import Foundation
import GatewayModel
import GatewayRules
import GatewaySchemas
import Reconciliation
import StateFiles

/// The rooms by themselves, in this process: reading, building, planning.
struct SingleRooms {
  let scale: Scale
  let text: String
  let repetitions: Int

  func run() throws -> [(name: String, seconds: Double)] {
    let bytes = Array(text.utf8)
    var collector = DiagnosticCollector()
    let source = SourceID(name: "benchmark.yaml")
    var rows: [(String, Double)] = []
    let documents = YAMLReader.read(bytes, source: source, diagnostics: &collector)
    let json = documents.first.map { JSONWriter.write($0) } ?? []
    rows.append(
      (
        "read YAML, \(bytes.count / 1000) kB",
        median {
          var collector = DiagnosticCollector()
          _ = YAMLReader.read(bytes, source: source, diagnostics: &collector)
        }
      ))
    rows.append(("read JSON, \(json.count / 1000) kB", median { _ = try? JSONReader.read(json, source: source) }))
    rows.append(("write YAML", median { if let first = documents.first { _ = YAMLWriter.write(first) } }))
    let input = InputText(name: "benchmark.yaml", bytes: bytes)
    rows.append(
      (
        "load a state file",
        median {
          var collector = DiagnosticCollector()
          _ = StateFileLoader.load([input], environment: .verbatim, &collector)
        }
      ))
    guard let desired = StateFileLoader.load([input], environment: .verbatim, &collector) else {
      throw Failure("the state file does not load: \(collector.diagnostics.first?.message ?? "")")
    }
    let state = liveState(of: desired)
    let schemas = self.schemas
    rows.append(
      (
        "normalise",
        median {
          var copy = desired
          _ = DesiredNormaliser.normalise(&copy, schemas: schemas)
        }
      ))
    let pairs = pairs(of: desired, with: state)
    let roots = KindMap { schemas.entities[$0.collection]?.root }
    rows.append(
      (
        "compare \(pairs.count) pairs",
        median {
          for (entity, live) in pairs {
            guard let root = roots[entity.kind] else { continue }
            var comparison = FieldComparison()
            comparison.compare(record: root, desired: entity.fields, live: live.fields)
          }
        }
      ))
    rows.append(
      (
        "plan, nothing changed",
        median {
          _ = Planner.plan(desired: desired, state: state, schemas: schemas)
        }
      ))
    // One in a hundred targets and limits, twice.
    var changed = text
    for number in [7, 9] {
      changed = changed.replacingOccurrences(of: "weight: \(number),", with: "weight: 1\(number)1,")
        .replacingOccurrences(of: "minute: \(number),", with: "minute: 1\(number)1,")
    }
    let changedInput = InputText(name: "benchmark.yaml", bytes: Array(changed.utf8))
    guard let other = StateFileLoader.load([changedInput], environment: .verbatim, &collector) else { return rows }
    let changes = Planner.plan(desired: other, state: state, schemas: schemas).plan.changes.count
    rows.append(
      (
        "plan, \(changes) of \(desired.entities.count) changed",
        median {
          _ = Planner.plan(desired: other, state: state, schemas: schemas)
        }
      ))
    return rows
  }

  /// Each entity with what a gateway would hold of it.
  private func pairs(of desired: DesiredState, with state: GatewayState) -> [(Entity, Entity)] {
    var next = KindMap<Int> { _ in 0 }
    return desired.entities.map { entity in
      defer { next[entity.kind] += 1 }
      return (entity, state.all(entity.kind)[next[entity.kind]])
    }
  }

  /// What a gateway would hold after a sync, with defaults filled in.
  private func liveState(of desired: DesiredState) -> GatewayState {
    var byKind: [EntityKind: [Entity]] = [:]
    func id(_ position: Int) -> String {
      let digits = String(position, radix: 16)
      return desired.entities[position].id ?? "d0000000-0000-4000-8000-"
        + String(repeating: "0", count: 12 - digits.count) + digits
    }
    for (position, entity) in desired.entities.enumerated() {
      var fields = entity.fields
      if let filled = try? SchemaBundle.oss.entity(entity.kind.collection)?.filled(entity.fields, context: .write) {
        for member in filled where !member.node.isNull && entity.kind.reference(member.key) == nil {
          if fields[member.key] == nil { fields[member.key] = member.node }
        }
      }
      if entity.kind.configField != nil, let name = entity.name, let schema = SchemaBundle.oss.plugin(name),
        let config = try? schema.filled(Object(entity.fields.filter { $0.key == "config" }), context: .write)["config"]
      {
        fields["config"] = config
      }
      fields["id"] = Node(.string(id(position)))
      let references = entity.references.map { reference -> EntityReference in
        guard case .desired(let target) = reference.target else { return reference }
        return EntityReference(field: reference.field, target: .id(id(target)))
      }
      byKind[entity.kind, default: []].append(Entity(kind: entity.kind, fields: fields, references: references))
    }
    var state = GatewayState()
    for (kind, entities) in byKind { state.set(entities, of: kind) }
    return state
  }

  private var schemas: SchemaSet {
    SchemaSet(
      entities: Dictionary(
        uniqueKeysWithValues: EntityKind.all.compactMap { kind in
          SchemaBundle.oss.entity(kind.collection).map { (kind.collection, $0) }
        }),
      plugins: Dictionary(
        uniqueKeysWithValues: SchemaBundle.oss.pluginNames.compactMap { name in
          SchemaBundle.oss.plugin(name).map { (name, $0) }
        }))
  }

  private func median(_ work: () -> Void) -> Double {
    let times = (0..<max(3, repetitions)).map { _ in ContinuousClock().measure(work).inSeconds }
    return times.sorted()[times.count / 2]
  }
}

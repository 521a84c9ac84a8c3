import Documents
import GatewayModel
import Reconciliation
import StateFiles
import Targets
import Testing

/// A target of a few dozen lines: a drawer that keeps services and routes, and forgets nothing.
private final class Drawer: Sendable {
  let entities = Lock<[String: Entity]>([:])
}

private struct DrawerReader: TargetReader {
  let drawer: Drawer
  let address = "drawer"
  let workspace: String? = nil

  func inWorkspace(_ name: String?) -> DrawerReader { self }

  func information() async throws(TargetError) -> TargetInformation {
    var information = TargetInformation(identity: address, version: "3.0", edition: "drawer")
    information.capabilities.kinds = [.service, .route]
    return information
  }

  func state(in scope: Scope) async throws(TargetError) -> GatewayState {
    let held = drawer.entities.withLock { $0.values.sorted { ($0.id ?? "") < ($1.id ?? "") } }
    var state = GatewayState()
    for kind in scope.kinds { state.set(held.filter { $0.kind == kind && $0.hasTags(scope.selectTags) }, of: kind) }
    return state
  }

  func schemas(kinds: Set<EntityKind>, configurations: Set<[String]>) async throws(TargetError) -> SchemaSet {
    SchemaSet()
  }
}

private struct DrawerWriter: TargetWriter {
  let reader: DrawerReader

  func inWorkspace(_ name: String?) -> DrawerWriter { self }

  func write(_ write: EntityWrite) async throws(TargetError) -> Object? {
    reader.drawer.entities.withLock { entities in
      guard write.change.action != .delete else {
        entities[write.id] = nil
        return nil
      }
      var fields = write.change.fields
      fields["id"] = Node(.string(write.id))
      let references = write.references.map { EntityReference(field: $0.field, target: .id($0.id)) }
      entities[write.id] = Entity(kind: write.change.kind, fields: fields, references: references)
      return fields
    }
  }
}

/// What a new target has to bring: two types, and nothing else of the program changes.
@Suite struct ToyTargetTests {
  @Test("a target of a few dozen lines is planned for, written and converges")
  func converges() async throws {
    let writer = DrawerWriter(reader: DrawerReader(drawer: Drawer()))
    let text = "services: [{name: a, host: h, routes: [{name: r, paths: [/r]}]}, {name: b, host: h}]"
    #expect(try await sync(text, writer) == ["create service a", "create service b", "create route r"])
    #expect(try await sync(text, writer) == [])
    #expect(try await sync("services: [{name: b, host: other}]", writer).count == 3)
    #expect(try await sync("services: [{name: b, host: other}]", writer) == [])
  }

  private func sync(_ text: String, _ writer: DrawerWriter) async throws -> [String] {
    let observer = Scenario.Observer()
    let end = try await Run(RunRequest(), observer: observer).carryOut(try Scenario.desired(text), writer)
    #expect(end == .success)
    return try #require(observer.preparation).plan.lines
  }
}

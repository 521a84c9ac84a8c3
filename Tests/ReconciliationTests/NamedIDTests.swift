import Documents
import GatewayModel
import Testing

@testable import Reconciliation

/// The ids of what a load creates.
@Suite struct NamedIDTests {
  private func change(_ kind: EntityKind, _ fields: Object, _ references: [Change.Reference] = [], id: String? = nil)
    -> Change
  {
    var change = Change(action: .create, kind: kind, label: "", id: id)
    change.fields = fields
    change.references = references
    return change
  }

  /// Computed with another implementation of RFC 9562.
  @Test func theyAreThoseThatTheDocumentationTells() {
    #expect("\(NamedIDs.namespace)" == "91965caf-95e5-573b-b09e-3a85695a251d")
    let ids = NamedIDs.settle([change(.service, ["name": "mcp"])], among: GatewayState())
    #expect(ids == ["55c5e310-9d02-555b-bcd2-a3a520e793ba"])
  }

  @Test func theyHangOnKindKeyAndOwnerAlone() {
    let service = change(.service, ["name": "a", "host": "x"])
    let plugin = change(.plugin, ["name": "cors"], [.init(field: "service", target: .change(0))])
    let ids = NamedIDs.settle([service, plugin], among: GatewayState())
    #expect(ids == NamedIDs.settle([change(.service, ["name": "a", "host": "y"]), plugin], among: GatewayState()))
    #expect(Set(ids).count == 2)
    let other = NamedIDs.settle([change(.service, ["name": "b"]), plugin], among: GatewayState())
    #expect(other[0] != ids[0] && other[1] != ids[1])
    let route = NamedIDs.settle([change(.route, ["name": "a"])], among: GatewayState())
    #expect(route[0] != ids[0])
  }

  @Test func anIdThatIsTakenIsNotGivenAgain() {
    let first = NamedIDs.settle([change(.service, ["name": "a"])], among: GatewayState())[0]
    var state = GatewayState()
    state.set([Entity(kind: .service, fields: ["id": Node(.string(first)), "name": "renamed"])], of: .service)
    let second = NamedIDs.settle([change(.service, ["name": "a"])], among: state)[0]
    #expect(second != first)
    #expect(NamedIDs.settle([change(.service, ["name": "a"])], among: state)[0] == second)
    var deletion = change(.service, Object(), id: first)
    deletion.action = .delete
    #expect(NamedIDs.settle([deletion, change(.service, ["name": "a"])], among: state)[1] == first)
    #expect(NamedIDs.settle([change(.service, ["name": "a"], id: "given")], among: state) == ["given"])
  }
}

import Documents
import GatewaySandbox
import Targets
import Testing

/// A control plane is known by its id: it may get another name, and another one may get its name.
@Suite struct KonnectIdentityTests {
  private static let flag = "--konnect-control-plane-name"

  @Test func aPlanAndAJournalAreOfOneControlPlane() async throws {
    try await Gateway.run(.konnect(["orders", "other"])) { konnect in
      let file = try konnect.file("services: [{name: s, host: h}]\n")
      let plan = try await konnect.run(["plan", file, Self.flag, "orders", "-o", "plan.json"])
      try #require(plan.status == 0, "\(plan.everything)")
      let elsewhere = try await konnect.run(["sync", "--plan", "plan.json", file, Self.flag, "other"])
      #expect(elsewhere.status == 4 && elsewhere.errors.contains("(control plane orders)"), "\(elsewhere.everything)")
      let former = try await konnect.id(ofPlane: "orders")
      try await konnect.root.patch(["v2", "control-planes", former], body: ["name": "sales"])
      let sync = try await konnect.run([
        "sync", "--plan", "plan.json", file, Self.flag, "sales", "--journal", "run.journal",
      ])
      #expect(sync.status == 0, "\(sync.everything)")
      #expect(try await konnect.list("services", ofPlane: "sales").count == 1)

      try await konnect.root.patch(["v2", "control-planes", former], body: ["name": "former"])
      try await konnect.root.post(["v2", "control-planes"], body: ["name": "orders"])
      let namesake = try await konnect.id(ofPlane: "orders")
      let again = try await konnect.run(["sync", "--plan", "plan.json", file, Self.flag, "orders"])
      #expect(
        again.status == 4 && again.errors.contains(former) && again.errors.contains(namesake), "\(again.everything)")
      let undo = try await konnect.run(["undo", "run.journal", "--yes", Self.flag, "orders"])
      #expect(undo.status == 4 && undo.errors.contains("(control plane sales)"), "\(undo.everything)")
      #expect(try await konnect.list("services", ofPlane: "orders").isEmpty)
    }
  }
}

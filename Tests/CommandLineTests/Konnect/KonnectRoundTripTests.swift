import Documents
import GatewaySandbox
import Testing

/// What must hold whatever the files say, with a control plane of Konnect.
@Suite(.serialized) struct KonnectRoundTripTests {
  @Test(arguments: 1...6 as ClosedRange<UInt64>) func whatIsSyncedStaysAndComesBack(seed: UInt64) async throws {
    var generated = GeneratedState(seed: seed)
    var document = generated.document().object ?? Object()
    document["_konnect"] = ["control_plane_name": "default"]
    try await RoundTripTests.check(
      Node(.object(document)), flags: ["--include-plugin-definitions"], configuration: .konnect(), rendersAlike: false)
  }
}

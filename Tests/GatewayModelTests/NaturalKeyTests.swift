import Documents
import GatewayModel
import Testing

/// The one meaning of a natural key.
@Suite struct NaturalKeyTests {
  private func object(_ members: [(String, String)]) -> Object {
    Object(members.map { Object.Member(key: $0.0, node: Node(.string($0.1))) })
  }

  private func key(_ key: [String], _ fields: [(String, String)], _ references: [EntityReference] = []) -> NaturalKey? {
    NaturalKey(key, object(fields), references) { $0 }
  }

  @Test("line ends and newlines at the end of a certificate mean nothing, of other texts everything")
  func texts() {
    let pem = "-----BEGIN CERTIFICATE-----\nabc\n-----END CERTIFICATE-----"
    #expect(key(["cert"], [("cert", pem)]) == key(["cert"], [("cert", pem.replacing("\n", with: "\r\n") + "\n")]))
    #expect(key(["name"], [("name", "a")]) != key(["name"], [("name", "a\n")]))
  }

  @Test("a key without any value is none, one with some is one")
  func absence() {
    #expect(key(["a", "b"], []) == nil)
    #expect(key(["a", "b"], [("b", "x")]) != nil)
    #expect(key(["a", "b"], [("b", "x")]) != key(["a", "b"], [("a", "x")]))
  }

  @Test("what leads to an entity that is not there yet has no key")
  func unborn() {
    let reference = EntityReference(field: "service", target: .desired(3))
    #expect(NaturalKey(["name", "service"], object([("name", "p")]), [reference]) { _ in nil } == nil)
    #expect(NaturalKey(["name", "service"], object([("name", "p")]), [reference]) { _ in .id("x") } != nil)
  }

  @Test("hash and equality agree with the key as a value")
  func hashes() {
    let reference = EntityReference(field: "service", target: .id("s"))
    let fields = object([("name", "p")])
    let hash = NaturalKey.hash(["name", "service"], fields, [reference]) { $0 }
    #expect(hash != nil)
    #expect(hash == NaturalKey.hash(["name", "service"], fields, [reference]) { $0 })
    #expect(NaturalKey.isSame(["name", "service"], fields, [reference], fields, [reference]) { $0 })
    #expect(!NaturalKey.isSame(["name", "service"], fields, [reference], fields, []) { $0 })
  }
}

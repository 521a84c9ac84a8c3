import Diagnostics
import Documents
import StateFiles
import Testing

@testable import StateExports

/// How states are read that go over into other forms.
@Suite struct StateTreeTests {
  /// What is wrong with a state, and what is said of it.
  @Test(arguments: [
    ("services: [{name: a, nope: 1}]", "2:22 unknown key 'services[0].nope'"),
    ("services: [{name: a, port: '80'}]", "2:28 'services[0].port' is an integer, not a string"),
    ("services: [{name: a, port: null}]", "2:28 'services[0].port' is an integer, not null"),
    ("services: [{host: h}]", "2:12 'services[0]' needs 'name' or 'id'"),
    ("services: {name: a}", "2:11 'services' is a list, not a mapping"),
    (
      "consumers: [{username: c, jwt_secrets: [{key: k, algorithm: HS256}]}]",
      "2:41 'consumers[0].jwt_secrets[0]' needs 'secret'"
    ),
    ("certificates: [{id: i, cert: c}]", "2:16 'certificates[0]' needs 'key'"),
    ("plugins: [{name: cors, config: null}]", "2:32 'plugins[0].config' is a mapping, not null"),
    ("bogus: 1", "2:1 unknown key 'bogus'"),
    ("services: [{name: a, url: nowhere}]", "2:27 'url' of a service has a protocol and a host"),
  ]) func faultsAreToldAtTheirPlaces(_ text: String, _ message: String) {
    var collector = DiagnosticCollector()
    let input = InputText(name: "kong.yaml", bytes: Array("_format_version: \"3.0\"\n\(text)\n".utf8))
    #expect(StateTree.read([input], environment: .mock, &collector) == nil)
    #expect(collector.diagnostics.map { "\($0.place.line):\($0.place.column) \($0.message)" } == [message])
  }

  @Test func filesAreJoinedAndRemarksPassedOver() throws {
    var collector = DiagnosticCollector()
    let texts = ["services: [{name: a}]\nx-note: [for people]\n---\nservices: [{name: b}]", "services: [{name: c}]"]
      .enumerated().map { InputText(name: "\($0).yaml", bytes: Array($1.utf8)) }
    let tree = try #require(StateTree.read(texts, environment: .mock, &collector))
    #expect(tree.entries("services").map { $0["name"]?.string } == ["a", "b", "c"])
    #expect(collector.diagnostics.isEmpty && tree.collections == ["services"])
  }
}

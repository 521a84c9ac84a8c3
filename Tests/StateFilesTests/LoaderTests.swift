import Diagnostics
import Documents
import GatewayModel
import StateFiles
import Testing

/// From the nested form of files to flat entities.
@Suite struct LoaderTests {
  private func load(_ texts: String...) -> (state: DesiredState?, diagnostics: [Diagnostic]) {
    var collector = DiagnosticCollector()
    let inputs = texts.enumerated().map { InputText(name: "\($0).yaml", bytes: Array($1.utf8)) }
    let state = StateFileLoader.load(inputs, environment: .verbatim, &collector)
    return (state, collector.diagnostics)
  }

  private func service(_ url: String) -> Object? {
    let (state, _) = load("_format_version: \"3.0\"\nservices:\n- {name: s, url: \"\(url)\"}\n")
    return state?.entities.first?.fields
  }

  @Test(
    arguments: [
      ("http://h", "http", "h", 80, nil), ("https://h", "https", "h", 443, nil),
      ("https://h:8443/p/q", "https", "h", 8443, "/p/q"),
      ("grpc://h", "grpc", "h", 80, nil), ("http://h/a b", "http", "h", 80, "/a%20b"),
      ("tcp://h:5", "tcp", "h", 5, nil),
      ("http://[::1]:9/x", "http", "[::1]", 9, "/x"), ("http://h/", "http", "h", 80, "/"),
      ("http://user:pass@h/x?q=1", "http", "h", 80, "/x"),
    ] as [(String, String, String, Int, String?)])
  func aURLIsTakenApart(url: String, scheme: String, host: String, port: Int, path: String?) throws {
    let fields = try #require(service(url))
    #expect(fields["protocol"]?.string == scheme)
    #expect(fields["host"]?.string == host)
    #expect(fields["port"]?.integer == port)
    #expect(fields["path"]?.string == path)
    #expect(fields["url"] == nil)
  }

  @Test(arguments: ["h", "://h", "http://", "http://h:port", "http://h:70000", "http://[::1"])
  func aURLWithoutItsPartsIsAnError(url: String) {
    let (_, diagnostics) = load("_format_version: \"3.0\"\nservices:\n- {name: s, url: \"\(url)\"}\n")
    #expect(diagnostics.map(\.code) == ["invalid-url"])
    #expect(diagnostics.first?.place.line == 3)
  }

  @Test func fieldsThatAreWrittenOutWinOverTheURL() throws {
    let (state, _) = load("_format_version: \"3.0\"\nservices:\n- {name: s, url: \"https://h/p\", port: 1, path: /q}\n")
    let fields = try #require(state?.entities.first?.fields)
    #expect(fields["port"] == 1 && fields["path"] == "/q" && fields["host"] == "h")
  }

  @Test func listsOfSeveralFilesAndDocumentsAreJoined() throws {
    let (state, diagnostics) = load(
      "_format_version: \"3.0\"\nservices: [{name: a, host: h}]\n---\nservices: [{name: b, host: h}]\n",
      "services: [{name: c, host: h}]\nplugins: [{name: cors, service: a}]\n")
    #expect(diagnostics.isEmpty)
    let entities = try #require(state).entities
    #expect(entities.map { $0.name } == ["a", "b", "c", "cors"])
    #expect(entities.last?.reference("service")?.target == .desired(0))
  }

  @Test(arguments: ["service: a", "service: {name: a}", "service: {id: aaaaaaaa-0000-4000-8000-000000000001}"])
  func referencesTakeEveryForm(reference: String) throws {
    let (state, diagnostics) = load(
      """
      _format_version: "3.0"
      services: [{name: a, id: aaaaaaaa-0000-4000-8000-000000000001, host: h}]
      routes: [{name: r, paths: [/], \(reference)}]
      plugins: [{name: cors, \(reference)}]
      """)
    #expect(diagnostics.isEmpty)
    let entities = try #require(state).entities
    #expect(entities.dropFirst().allSatisfy { $0.reference("service")?.target == .desired(0) })
  }

  @Test func nestingIsAReference() throws {
    let (state, _) = load(
      """
      _format_version: "3.0"
      services:
      - name: s
        host: h
        routes:
        - name: r
          plugins: [{name: cors, consumer: u}]
      consumers: [{username: u}]
      """)
    let entities = try #require(state).entities
    let plugin = try #require(entities.first { $0.kind == .plugin })
    #expect(plugin.references.map(\.field) == ["route", "consumer"])
    #expect(plugin.references.map(\.target) == [.desired(1), .desired(3)])
  }

  @Test func aTextThatIsBrokenGivesNoState() {
    #expect(load("services: [\n").state == nil)
    #expect(load("- a\n").state == nil)
    #expect(load("").diagnostics.map(\.code) == ["empty-file"])
    #expect(load("services: []\n").diagnostics.map(\.code) == ["format-version"])
    #expect(load("_format_version: \"2.0\"\n").diagnostics.map(\.code) == ["format-version"])
  }
}

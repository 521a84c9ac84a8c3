import Diagnostics
import Documents
import StateFileTools
import StateFiles
import TestSupport
import Testing

/// Verbs one after the other, each reading what the one before wrote.
@Suite struct VerbChainTests {
  /// A verb, as what it does to a document.
  private struct Step {
    var name: String
    var apply: (inout Node, _ isFirst: Bool) throws -> Void
  }

  private static func selectors(_ texts: String...) throws -> Selectors {
    try Selectors(texts.map { Selectors.Text($0) })
  }

  private static func conversion(_ source: String, _ target: String) -> (inout Node, Bool) throws -> Void {
    { document, _ in
      var documents = [document]
      _ = try Conversion(from: source, to: target).convert(&documents)
      document = documents[0]
    }
  }

  private func steps() throws -> [Step] {
    let services = try Self.selectors("$.services[*]")
    let routes = try Self.selectors("$..routes[*]", "$.consumers[*]")
    let added = PluginAddition(
      selectors: services, plugins: [["name": "cors", "config": ["origins": ["*"], "note": "one\ntwo\n"]]],
      overwrites: false)
    let replaced = PluginAddition(
      selectors: Selectors(), plugins: [["name": "key-auth", "config": ["key_names": ["yes", "é😀"]]]],
      overwrites: true)
    let patches = [
      try Patch(selectors: services, instructions: ["read_timeout:15000", "host:\"${{ env \\\"DECK_NEW\\\" }}\""]),
      try Patch(selectors: routes, instructions: ["strip_path:", "note:\"it's: # new\"", "more:{\"a\":[1,{}]}"]),
      try Patch(selectors: Self.selectors("$..tags", "$..paths"), instructions: ["[\"/new\", \"007\"]"]),
    ]
    let prefix = try #require(PathPrefix("/ns"))
    let form = { (form: FileForm) in
      { (document: inout Node, _: Bool) in
        var diagnostics = DiagnosticCollector()
        form.apply(to: &document, &diagnostics)
      }
    }
    return [
      Step(name: "add-tags") { document, _ in
        try EntityTags.add(["new", "a"], to: &document, selectors: Selectors())
      },
      Step(name: "remove-tags") { document, _ in
        let removal = EntityTags.Removal(tags: ["a", "prod"], keepsThem: false, keepsEmptyLists: false)
        try EntityTags.remove(removal, from: &document, selectors: Selectors())
      },
      Step(name: "keep-tags") { document, _ in
        let removal = EntityTags.Removal(tags: ["b"], keepsThem: true, keepsEmptyLists: true)
        try EntityTags.remove(removal, from: &document, selectors: routes)
      },
      Step(name: "add-plugins") { try added.apply(to: &$0, isFirst: $1) },
      Step(name: "add-plugins --overwrite") { try replaced.apply(to: &$0, isFirst: $1) },
      Step(name: "patch 1") { try patches[0].apply(to: &$0, isFirst: $1) },
      Step(name: "patch 2") { try patches[1].apply(to: &$0, isFirst: $1) },
      Step(name: "patch 3") { try patches[2].apply(to: &$0, isFirst: $1) },
      Step(name: "namespace path") { document, _ in
        _ = try PathNamespace(prefix: prefix, selectors: Selectors()).apply(to: &document)
      },
      Step(name: "namespace host") { document, _ in
        _ = try HostNamespace(hosts: ["new.test"], clearsHosts: false, selectors: Selectors()).apply(to: &document)
      },
      Step(name: "format deck2dbless", apply: form(.dbless)),
      Step(name: "format dbless2deck", apply: form(.deck)),
      Step(name: "convert 2.x to 3.x", apply: Self.conversion("kong-gateway-2.x", "kong-gateway-3.x")),
      Step(name: "convert 3.4 to 3.10", apply: Self.conversion("3.4", "3.10")),
      Step(name: "convert 3.10 to 3.14", apply: Self.conversion("3.10", "3.14")),
      Step(name: "merge with nothing") { document, _ in
        var merge = FileMerge()
        var diagnostics = DiagnosticCollector()
        try merge.add(document, &diagnostics)
        document = merge.document()
      },
    ]
  }

  @Test(arguments: 0..<150 as Range<UInt64>)
  func aChainGivesTheDocumentThatItGivesOnPlainData(seed: UInt64) throws {
    let steps = try steps()
    var generator = SeededGenerator(seed: seed &+ 3000)
    let start = EditTrial(GeneratedState.make(seed: seed))
    try #require(start.diagnostics.isEmpty, "\(start.diagnostics)")
    var plain = start.text.documents.map(\.withoutPlaces)
    var trial = start
    for _ in 0...generator.below(4) {
      let step = steps[generator.below(steps.count)]
      var documents = trial.text.documents
      for index in documents.indices {
        try step.apply(&documents[index], index == 0)
        try step.apply(&plain[index], index == 0)
      }
      #expect(!trial.isWrittenAnew(as: documents), "\(step.name)")
      trial = EditTrial(trial.written(as: documents))
      #expect(trial.text.documents == plain, "\(step.name)")
    }
  }

  /// In JSON the quotation marks of expressions have backslashes before them.
  @Test(arguments: 0..<50 as Range<UInt64>)
  func whatIsWrittenAsJSONIsReadAgain(seed: UInt64) throws {
    let documents = Array(EditTrial(GeneratedState.make(seed: seed)).text.documents.prefix(1))
    let bytes = EditTrial("").text.written(as: documents, in: .json)
    let trial = EditTrial(String(decoding: bytes, as: UTF8.self), name: "edited.json")
    #expect(trial.diagnostics.isEmpty)
    #expect(trial.text.documents == documents.map(\.withoutPlaces))
    var found = DiagnosticCollector()
    let read = TemplatedDocument.read(
      bytes, source: SourceID(name: "edited.json"), environment: .expand { "value of \($0)" }, diagnostics: &found)
    #expect(read.count == documents.count && found.diagnostics.isEmpty, "\(found.diagnostics)")
  }

  @Test(arguments: 0..<50 as Range<UInt64>)
  func commentsOfWhatStaysStay(seed: UInt64) throws {
    let text = GeneratedState.make(seed: seed)
    let trial = EditTrial(text)
    var documents = trial.text.documents
    for index in documents.indices {
      try EntityTags.add(["new"], to: &documents[index], selectors: Selectors())
    }
    let written = trial.written(as: documents)
    // An alias that is written out loses nothing but itself.
    func comments(_ text: String) -> Int { text.utf8.count { $0 == UInt8(ascii: "#") } }
    #expect(comments(written) >= comments(text))
    #expect(EditTrial(written).written(as: EditTrial(written).text.documents) == written)
  }
}

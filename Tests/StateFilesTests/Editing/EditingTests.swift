import Diagnostics
import Documents
import StateFiles
import Testing

/// What changes in a text when its document changes, and what does not.
@Suite struct EditingTests {
  private let shop = EditTrial(
    """
    # The shop's gateway
    _format_version: "3.0"   # keep

    services:
      # takes orders
      - name: orders          # order book
        host: 'orders.example.internal'
        port:    8080   # lined up
        tags: [team-a, prod]
        routes:
          - name: list
            paths:
              - /orders   # all of them
              - "~/orders/[0-9]+$"
            strip_path: false
          # - name: gone

      # sends bills
      - name: billing
        url: ${{ env "DECK_URL" }}
        plugins: []

    # about nobody

      - name: third
        config: {a: 1, b: [x, y]}
        text: |
          one
            two

          three

    plugins:
    - name: key-auth
      config:
        key_names: [apikey]
    # the end

    """)

  /// Where there are so many keys that they are hashed, one that goes and one that comes change their own lines alone.
  @Test func aMappingOfManyKeysKeepsItsOtherLines() {
    let lines = (0..<50).map { "k\($0):   v\($0)  # \($0)" }
    let trial = EditTrial(lines.joined(separator: "\n") + "\n")
    let changed = trial.changed { node in
      node.changeObject { object in
        object.removeValue(forKey: "k7")
        object["k40"] = "new"
        object["k50"] = "v50"
      }
    }
    var expected = lines
    expected[40] = "k40:   new  # 40"
    expected.remove(at: 7)
    #expect(changed == expected.joined(separator: "\n") + "\nk50: v50\n")
  }

  /// The lines that are gone, each after `-`, and those that are new, each after `+`.
  private func difference(_ change: (inout Node) -> Void) -> [String] {
    let old = String(decoding: shop.text.bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
    let new = shop.changed(change).split(separator: "\n", omittingEmptySubsequences: false)
    return new.difference(from: old).sorted { Self.order($0) < Self.order($1) }.map { step in
      switch step {
      case .remove(_, let line, _): "-\(line)"
      case .insert(_, let line, _): "+\(line)"
      }
    }
  }

  private static func order(_ step: CollectionDifference<Substring>.Change) -> Int {
    switch step {
    case .remove(let offset, _, _): offset
    case .insert(let offset, _, _): 1000 + offset
    }
  }

  @Test func aScalarKeepsItsQuotesItsBlanksAndItsComment() {
    #expect(
      difference { $0.set("services/0/port", 9090) } == [
        "-    port:    8080   # lined up", "+    port:    9090   # lined up",
      ])
    #expect(
      difference { $0.set("services/0/host", "it's new") } == [
        "-    host: 'orders.example.internal'", "+    host: 'it''s new'",
      ])
    #expect(
      difference { $0.set("services/0/routes/0/paths/1", "/x") } == [
        "-          - \"~/orders/[0-9]+$\"", "+          - \"/x\"",
      ])
  }

  @Test func whatIsAddedLooksLikeItsNeighbours() {
    #expect(
      difference { $0.append("services/0/tags", "yes") } == [
        "-    tags: [team-a, prod]", "+    tags: [team-a, prod, \"yes\"]",
      ])
    #expect(difference { $0.append("services/0/routes/0/paths", "/new") } == ["+          - /new"])
    #expect(
      difference { $0.add("services/0/routes/0", "methods", ["GET"]) } == ["+        methods: [GET]"])
    #expect(
      difference { $0.append("services", ["name": "fourth", "routes": [["paths": ["/4"]]]]) } == [
        "+  - name: fourth", "+    routes:", "+      - paths: [/4]", "+",
      ])
    #expect(
      difference { $0.append("plugins", ["name": "cors"]) } == ["+- name: cors"])
    #expect(
      difference { $0.add("", "consumers", [["username": "a"]]) } == ["+", "+consumers:", "+  - username: a"])
  }

  @Test func anEmptyListIsFilledInLines() {
    #expect(
      difference { $0.append("services/1/plugins", ["name": "cors", "config": ["origins": ["*"]]]) } == [
        "-    plugins: []", "+    plugins:", "+      - name: cors", "+        config:", "+          origins: ['*']",
      ])
  }

  @Test func whatGoesTakesItsCommentsAlong() {
    #expect(
      difference { $0.remove("services/0/routes") } == [
        "-    routes:", "-      - name: list", "-        paths:", "-          - /orders   # all of them",
        "-          - \"~/orders/[0-9]+$\"", "-        strip_path: false", "-      # - name: gone",
      ])
    #expect(
      difference { $0.remove("services/1") } == [
        "-  # sends bills", "-  - name: billing", "-    url: ${{ env \"DECK_URL\" }}", "-    plugins: []", "-",
      ])
  }

  @Test func aCommentThatAnEmptyLinePartsFromItsNeighbourStays() {
    let text = shop.changed { $0.remove("services/2") }
    #expect(text.contains("# about nobody\n"))
    #expect(!text.contains("third"))
  }

  @Test func theFirstMemberOfAnItemMayGo() {
    #expect(
      difference { $0.remove("services/0/name") } == [
        "-  - name: orders          # order book", "-    host: 'orders.example.internal'",
        "+  - host: 'orders.example.internal'",
      ])
  }

  @Test func whatIsEmptiedIsStillAList() {
    #expect(difference { $0.set("services/0/tags", []) } == ["-    tags: [team-a, prod]", "+    tags: []"])
    let text = shop.changed { $0.remove("services/0/routes/0") }
    #expect(text.contains("    routes: []\n\n  # sends bills"))
  }

  @Test func aBlockOfTextStaysABlock() {
    #expect(
      difference { $0.set("services/2/text", "four\nfive\n") } == [
        "-      one", "-        two", "-", "-      three", "+      four", "+      five",
      ])
    #expect(shop.changed { $0.set("services/2/text", "short") }.contains("    text: short\n\nplugins:"))
  }

  @Test func itemsAndMembersMoveWithAllThatIsTheirs() {
    let reversed = shop.changed { document in
      document.edit("services") { $0.value = .array(($0.array ?? []).reversed()) }
    }
    #expect(reversed.contains("  # takes orders\n  - name: orders          # order book\n"))
    #expect(reversed.contains("          three\n") || reversed.contains("      three\n"))
    let moved = shop.changed { document in
      let route = document["services"]?.array?.first?["routes"]?.array?.first ?? .null
      document.remove("services/0/routes")
      document.append("plugins", route)
    }
    #expect(
      moved.contains(
        """
        - name: list
          paths:
            - /orders   # all of them
            - "~/orders/[0-9]+$"
          strip_path: false

        """))
  }

  @Test func aRenamedKeyKeepsItsValueAsItIsWritten() {
    #expect(
      difference { document in
        document.edit("services/0") { node in
          node = Node(
            .object(
              Object(
                node.object?.map { member in
                  var member = member
                  if member.key == "port" { member.key = "a port" }
                  return member
                } ?? [])), at: node.place)
        }
      } == ["-    port:    8080   # lined up", "+    a port:    8080   # lined up"])
  }

  @Test(
    arguments: [
      "", "# only a comment\n", "a: 1", "a: 1\r\nb: [1,\r\n  2]\r\n", "\u{FEFF}a: é😀 # 😀\nb: \"\\U0001F600\"\n",
      "{\"a\": 1.50, \"b\": [1, 2]}", "a: |+\n  x\n\n\n# c\n", "--- # c\na: 1\n...\n---\n- b\n", "a:\t1\nb: {c:\t2 }\n",
      "a: [ {b: c} , ]\n? d\n: e\nf: !!str 5\n", "x: &a {b: 1}\ny: *a\nz:\n  <<: *a\n",
      "a: ${{ env \"DECK_A\" }}\nb: \"${{ env \"DECK_B\" }}\"\n\"${{ env \"DECK_K\" }}\": 1\n", "a: \"one\n  two\"\n",
    ])
  func whatDoesNotChangeComesOutAsItWentIn(text: String) {
    let trial = EditTrial(text)
    #expect(trial.diagnostics.isEmpty)
    #expect(trial.written(as: trial.text.documents) == text)
  }

  @Test func lineEndsStayWhatTheyAre() {
    let trial = EditTrial("a: 1\r\nb:\r\n  - x # c\r\n")
    #expect(
      trial.changed {
        $0.append("b", "z")
        $0.add("", "c", "one\ntwo\n")
      } == "a: 1\r\nb:\r\n  - x # c\r\n  - z\r\nc: |\r\n  one\r\n  two\r\n")
    #expect(EditTrial("a: 1\nb: 2").changed { $0.set("b", 3) } == "a: 1\nb: 3")
    #expect(EditTrial("a: 1\nb: 2").changed { $0.add("", "c", 3) } == "a: 1\nb: 2\nc: 3\n")
  }

  @Test func everyDocumentOfAStreamIsEdited() {
    let trial = EditTrial("# one\na: 1\n---\n# two\nb: 2\n...\n---\n{c: 3}\n--- # four\n- d\n- - e\n")
    var documents = trial.text.documents
    documents[1].add("", "x", 1)
    documents[2].set("c", "[")
    documents[3].append("1", "f")
    #expect(
      trial.written(as: documents)
        == "# one\na: 1\n---\n# two\nb: 2\nx: 1\n...\n---\n{c: '['}\n--- # four\n- d\n- - e\n  - f\n")
    #expect(trial.written(as: Array(documents.prefix(1))) == "# one\na: 1\n")
    #expect(EditTrial("a: 1\n").written(as: [["a": 1], ["b": 2]]) == "a: 1\n---\nb: 2\n")
  }

  @Test func expressionsStayWhereTheyStand() {
    let trial = EditTrial("url: \"${{ env \"DECK_URL\" }}\"\nport: ${{ env \"DECK_PORT\" | toInt }}\nlist: [a, b]\n")
    #expect(trial.text.documents[0]["url"]?.string == "${{ env \"DECK_URL\" }}")
    #expect(
      trial.changed {
        $0.append("list", "c")
        $0.add("", "host", "${{ env \"DECK_HOST\" }}")
      } == "url: \"${{ env \"DECK_URL\" }}\"\nport: ${{ env \"DECK_PORT\" | toInt }}\nlist: [a, b, c]\n"
        + "host: ${{ env \"DECK_HOST\" }}\n")
  }

  @Test func anExpressionMovesAsItIsWritten() {
    let trial = EditTrial("a:\n  key: \"${{ env \"DECK_KEY\" }}\"   # secret\nb: {}\n")
    #expect(
      trial.changed { document in
        let key = document["a"]?["key"] ?? .null
        document.set("a", ["other": key, "more": 1])
      } == "a:\n  other: \"${{ env \"DECK_KEY\" }}\"\n  more: 1\nb: {}\n")
  }
}

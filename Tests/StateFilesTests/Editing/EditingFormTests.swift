import Diagnostics
import Documents
import StateFiles
import Testing

/// Anchors, brackets, JSON, repeated keys, several texts.
@Suite struct EditingFormTests {
  // MARK: Anchors

  private let anchored = EditTrial(
    "base: &base\n  a: 1\n  b: [x]\none: *base\ntwo:\n  <<: *base   # merged\n  c: 3\nlist: [*base, &t {k: v}, *t]\n")

  @Test func anAliasThatChangesIsWrittenOut() {
    #expect(
      anchored.changed { $0.set("one/a", 5) }
        == "base: &base\n  a: 1\n  b: [x]\none:\n  a: 5\n  b: [x]\ntwo:\n  <<: *base   # merged\n  c: 3\n"
        + "list: [*base, &t {k: v}, *t]\n")
  }

  @Test func anAliasStaysWhereItChangesWithItsAnchor() {
    let text = anchored.changed {
      $0.append("base/b", "z")
      $0.append("one/b", "z")
      $0.append("two/b", "z")
      $0.append("list/0/b", "z")
    }
    #expect(
      text
        == "base: &base\n  a: 1\n  b: [x, z]\none: *base\ntwo:\n  <<: *base   # merged\n  c: 3\n"
        + "list: [*base, &t {k: v}, *t]\n")
  }

  @Test func anAnchorThatChangesLeavesTheAliasesWhatTheyWere() {
    let text = anchored.changed { $0.set("base/a", 5) }
    #expect(text.hasPrefix("base: &base\n  a: 5\n  b: [x]\none:\n  a: 1\n  b: [x]\n"))
    #expect(text.contains("list: [{a: 1, b: [x]}, &t {k: v}, *t]\n"))
    #expect(EditTrial(text).text.documents[0]["two"] == ["a": 1, "b": ["x"], "c": 3])
  }

  @Test func aMergedMemberIsOverriddenOrWrittenOut() {
    #expect(
      anchored.changed { $0.set("two/a", 9) }.contains("two:\n  <<: *base   # merged\n  c: 3\n  a: 9\nlist"))
    #expect(anchored.changed { $0.remove("two/a") }.contains("two:\n  c: 3\n  b: [x]\nlist"))
  }

  @Test func anAnchorThatGoesTakesNoAliasWithIt() {
    let text = anchored.changed { $0.remove("base") }
    #expect(!text.contains("*base"))
    #expect(EditTrial(text).text.documents[0]["one"] == ["a": 1, "b": ["x"]])
  }

  @Test func aValueKeepsItsAnchor() {
    #expect(EditTrial("a: &x 1\nb: *x\n").changed { $0.set("a", 2) } == "a: &x 2\nb: 1\n")
    #expect(EditTrial("a: !!str 5\n").changed { $0.set("a", 6) } == "a: 6\n")
  }

  // MARK: Brackets

  private let brackets = EditTrial("a: {\n  b: 1,   # one\n  # two\n  c: [x, y],\n  d: 3\n}\n")

  @Test func entriesInBracketsComeAndGo() {
    #expect(
      brackets.changed { $0.remove("a/c") } == "a: {\n  b: 1,   # one\n  d: 3\n}\n")
    #expect(
      brackets.changed { $0.remove("a/d") } == "a: {\n  b: 1,   # one\n  # two\n  c: [x, y]\n}\n")
    #expect(
      brackets.changed { $0.add("a", "e", ["f": "a,b"]) }
        == "a: {\n  b: 1,   # one\n  # two\n  c: [x, y],\n  d: 3,\n  e: {f: 'a,b'}\n}\n")
    #expect(EditTrial("[a: 1, b]\n").changed { $0.add("0", "c", 2) } == "[{a: 1, c: 2}, b]\n")
    #expect(EditTrial("{a: , b}\n").changed { $0.set("b", 1) } == "{a: , b: 1}\n")
  }

  // MARK: JSON

  @Test func jsonStaysJSONWithItsIndentation() {
    let json = EditTrial(
      "{\n    \"services\": [\n        {\"name\": \"a😀\", \"port\": 1.50}\n    ],\n    \"x\": {}\n}\n")
    #expect(
      json.changed {
        $0.append("services", ["name": "b", "routes": [["paths": []]]])
        $0.set("x", ["y": "z"])
      } == """
        {
            "services": [
                {"name": "a😀", "port": 1.50},
                {
                    "name": "b",
                    "routes": [
                        {
                            "paths": []
                        }
                    ]
                }
            ],
            "x": {
                "y": "z"
            }
        }

        """)
    #expect(EditTrial("{\"a\":[1,2]}").changed { $0.append("a", ["b": 3]) } == "{\"a\":[1,2,{\"b\":3}]}")
    #expect(
      EditTrial("{\n\t\"a\": 1\n}").changed { $0.add("", "b", [2]) } == "{\n\t\"a\": 1,\n\t\"b\": [\n\t\t2\n\t]\n}")
  }

  @Test func anotherNotationIsWrittenAnewInTheOrderOfTheText() {
    let trial = EditTrial("b: 1 # c\na: [1.50]\n")
    let json = trial.text.written(as: trial.text.documents, in: .json)
    #expect(String(decoding: json, as: UTF8.self) == "{\n  \"b\": 1,\n  \"a\": [\n    1.50\n  ]\n}\n")
  }

  @Test func decksStyleHasSortedKeysAndListsBelowTheirKey() {
    let trial = EditTrial("b:\n  - z # c\n  - x: {d: 1, c: 2}\na: \"1\"\n")
    let bytes = DeckStyle.write(trial.text.documents, in: .yaml)
    #expect(String(decoding: bytes, as: UTF8.self) == "a: \"1\"\nb:\n- z\n- x:\n    c: 2\n    d: 1\n")
  }

  // MARK: More

  @Test func ofRepeatedKeysTheLastOneIsEdited() {
    let trial = EditTrial("a: 1\nb: 2\na: 3 # last\n")
    #expect(trial.diagnostics.map(\.severity) == [.warning])
    #expect(trial.changed { $0.set("a", 4) } == "a: 1\nb: 2\na: 4 # last\n")
    #expect(trial.changed { $0.remove("a") } == "b: 2\n")
  }

  @Test func whatComesFromAnotherTextBringsItsComments() {
    let first = EditTrial("services:\n  - name: a\n", name: "first.yaml")
    let second = EditTrial(
      "services:\n# about b\n- name: b   # bee\n  tags:\n  - t\n# extra\nmore: 'x'  # why\n", name: "second.yaml")
    var document = first.text.documents[0]
    let other = second.text.documents[0]
    document.edit("services") { $0.value = .array(($0.array ?? []) + (other["services"]?.array ?? [])) }
    document.changeObject { object in
      if let member = other.object?.member("more") { object.append(member) }
    }
    #expect(
      first.written(as: [document], with: [second])
        == "services:\n  - name: a\n  # about b\n  - name: b   # bee\n    tags:\n    - t\n# extra\nmore: 'x'  # why\n")
  }

  @Test func aListFindsItsItemsAgain() {
    let trial = EditTrial("l:\n- a # 1\n- b # 2\n- c # 3\n")
    #expect(trial.changed { $0.set("l", ["c", "a", "d"]) } == "l:\n- c # 3\n- a # 1\n- d\n")
    #expect(trial.changed { $0.set("l", ["a", "x", "c"]) } == "l:\n- a # 1\n- x # 2\n- c # 3\n")
  }

  @Test func aLongListIsEditedInATimeThatGrowsWithIt() {
    let lines = (0..<20_000).map { "- item \($0)\n" }
    let trial = EditTrial("l:\n" + lines.joined())
    let reversed = trial.changed { document in
      document.edit("l") { $0.value = .array(($0.array ?? []).reversed()) }
    }
    #expect(reversed == "l:\n" + lines.reversed().joined())
  }

  @Test func aTextOfOneLongLineIsEditedInATimeThatGrowsWithIt() {
    let items = (0..<20_000).map { "{\"name\":\"n\($0)\",\"tags\":[]}" }
    let trial = EditTrial("[" + items.joined(separator: ",") + "]")
    let changed = trial.changed { document in
      document.changeItems { _, item in item.append("tags", "new") }
    }
    #expect(changed == "[" + items.map { $0.replacing("[]", with: "[\"new\"]") }.joined(separator: ",") + "]")
  }

  @Test func commentsAboveTheFirstThatStaysAreNotLost() {
    #expect(
      EditTrial("l:\n  - a\n\n# about nobody\n\n  - b\n").changed { $0.remove("l/0") }
        == "l:\n# about nobody\n\n  - b\n")
    #expect(EditTrial("- a: 1\n  # about b\n  b: 2\n").changed { $0.remove("0/a") } == "- # about b\n  b: 2\n")
  }
}

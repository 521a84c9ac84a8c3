import Comparison
import Diagnostics
import Documents
import GatewayModel
import GatewaySchemas
import Testing

/// What counts as a change, and what does not.
@Suite struct FieldComparisonTests {
  private let schema = Schema(
    name: "sample",
    document: [
      "fields": [
        ["host": ["type": "string", "required": true]],
        ["port": ["type": "integer", "default": 80]],
        ["rate": ["type": "number"]],
        ["enabled": ["type": "boolean", "default": true, "required": true]],
        ["secret": ["type": "string", "auto": true]],
        ["tags": ["type": "set", "elements": ["type": "string"]]],
        ["codes": ["type": "set", "elements": ["type": "integer"]]],
        ["paths": ["type": "array", "elements": ["type": "string"]]],
        ["methods": ["type": "array", "default": ["GET", "POST"], "elements": ["type": "string"]]],
        [
          "servers": [
            "type": "set",
            "elements": [
              "type": "record",
              "fields": [["name": ["type": "string"]], ["weight": ["type": "integer", "default": 100]]],
            ],
          ]
        ],
        [
          "steps": [
            "type": "array",
            "elements": [
              "type": "record",
              "fields": [["kind": ["type": "string"]], ["wait": ["type": "integer", "default": 5]]],
            ],
          ]
        ],
        [
          "headers": [
            "type": "map", "keys": ["type": "string"],
            "values": ["type": "array", "elements": ["type": "string"]],
          ]
        ],
        [
          "redis": [
            "type": "record", "required": true,
            "fields": [
              ["host": ["type": "string"]], ["timeout": ["type": "integer", "default": 2000]],
              ["password": ["type": "string", "encrypted": true]],
            ],
          ]
        ],
        [
          "optional": [
            "type": "record", "fields": [["size": ["type": "integer", "default": 7]], ["name": ["type": "string"]]],
          ]
        ],
      ],
      "shorthand_fields": [
        [
          "redis_host": ["type": "string", "deprecation": ["replaced_with": [["path": ["redis", "host"]]]]]
        ],
        [
          "redis_timeout": ["type": "integer", "translate_backwards": ["redis", "timeout"]]
        ],
      ],
    ])

  /// What a gateway answers for an entity with nothing but a host.
  private let plain: [(String, Node)] = [
    ("host", "a"), ("port", 80), ("rate", .null), ("enabled", true), ("secret", "generated"), ("tags", .null),
    ("codes", .null), ("paths", .null), ("methods", ["GET", "POST"]), ("servers", .null), ("steps", .null),
    ("headers", .null),
    ("redis", ["host": .null, "timeout": 2000, "password": .null]), ("optional", .null), ("redis_host", .null),
    ("redis_timeout", 2000),
  ]

  private func differences(_ desired: Node, _ changes: [(String, Node)] = []) throws -> [FieldDifference] {
    let schema = try #require(schema)
    var live = Object(plain.map { Object.Member(key: $0.0, node: $0.1) })
    for (key, node) in changes { live[key] = node }
    var wanted = try #require(desired.object)
    var normaliser = Normaliser()
    normaliser.normalise(&wanted, record: schema.root)
    var comparison = FieldComparison()
    comparison.compare(record: schema.root, desired: wanted, live: live)
    return comparison.differences
  }

  private func paths(_ desired: Node, _ changes: [(String, Node)] = []) throws -> [String] {
    try differences(desired, changes).map { "\($0.path)" }
  }

  @Test func whatTheFileLeavesOutMeansItsDefault() throws {
    #expect(try paths(["host": "a"]).isEmpty)
    #expect(try paths(["host": "a", "port": 80, "enabled": true, "redis": ["timeout": 2000]]).isEmpty)
    #expect(try paths(["host": "a"], [("port", 81)]) == ["port"])
    #expect(try paths(["host": "a"], [("redis", ["host": "r", "timeout": 1])]) == ["redis.host", "redis.timeout"])
    #expect(try paths(["host": "a"], [("methods", ["GET"])]) == ["methods"])
  }

  /// On a target that leaves defaults out; of any other, what is missing at the top was null, and below it was left out.
  @Test func whatTheGatewayLeavesOutMeansItsDefaultToo() throws {
    let schema = try #require(schema)
    func paths(_ desired: Object, _ live: Object, leavesDefaultsOut: Bool = true) -> [String] {
      var comparison = FieldComparison(leavesDefaultsOut: leavesDefaultsOut)
      comparison.compare(record: schema.root, desired: desired, live: live)
      return comparison.differences.map { "\($0.path)" }
    }
    #expect(paths(["host": "a"], ["host": "a"]).isEmpty)
    #expect(
      paths(["host": "a", "port": 80, "methods": ["GET", "POST"], "redis": ["timeout": 2000]], ["host": "a"]).isEmpty)
    #expect(paths(["host": "a", "port": .null], ["host": "a"]).isEmpty)
    let missing = paths(
      ["host": "a", "redis": ["timeout": 2000]], ["host": "a", "redis": ["host": .null]], leavesDefaultsOut: false)
    #expect(missing.contains("port") && !missing.contains("redis.timeout"), "\(missing)")
    #expect(paths(["host": "a", "port": 81, "redis": ["timeout": 1]], ["host": "a"]) == ["port", "redis.timeout"])
    #expect(paths(["host": "a"], ["host": "a", "redis": ["host": "r"]]) == ["redis.host"])
    #expect(paths(["host": "a"], ["host": "a", "port": .null]) == ["port"], "null is something that is said")
    #expect(
      paths(["host": "a", "steps": [["wait": 5]]], ["host": "a", "steps": [["kind": "k"]]]) == ["steps[0].kind"])
  }

  @Test func anAutoFieldKeepsItsLiveValue() throws {
    #expect(try paths(["host": "a"], [("secret", "other")]).isEmpty)
    #expect(try paths(["host": "a", "secret": "mine"]) == ["secret"])
  }

  @Test func anExplicitNullMeansNull() throws {
    #expect(try paths(["host": "a", "port": .null]) == ["port"])
    #expect(try paths(["host": "a", "port": .null], [("port", .null)]).isEmpty)
    #expect(try paths(["host": "a", "rate": .null]).isEmpty)
  }

  @Test func emptyAndAbsentAreTheSame() throws {
    #expect(try paths(["host": "a", "tags": [], "paths": [], "headers": [:]]).isEmpty)
    #expect(try paths(["host": "a"], [("tags", []), ("paths", []), ("headers", [:])]).isEmpty)
    #expect(try paths(["host": "a", "tags": []], [("tags", ["x"])]) == ["tags"])
    #expect(try paths(["host": "a", "methods": []]) == ["methods"])
  }

  @Test func setsHaveNoOrderAndArraysDo() throws {
    #expect(try paths(["host": "a", "tags": ["x", "y", "x"]], [("tags", ["y", "x"])]).isEmpty)
    #expect(try paths(["host": "a", "codes": [1, 2]], [("codes", [2, 1])]).isEmpty)
    #expect(try paths(["host": "a", "codes": [1, 2]], [("codes", [2, 3])]) == ["codes"])
    let moved = try differences(["host": "a", "paths": ["/b", "/a"]], [("paths", ["/a", "/b"])])
    #expect(moved.map { "\($0.path)" } == ["paths"])
    #expect(moved.first?.reason == .reordered)
  }

  @Test func recordsInListsAreFilledToo() throws {
    #expect(
      try paths(
        ["host": "a", "servers": [["name": "s1"], ["name": "s2", "weight": 5]]],
        [("servers", [["name": "s2", "weight": 5], ["name": "s1", "weight": 100]])]
      ).isEmpty)
    #expect(try paths(["host": "a", "steps": [["kind": "k"]]], [("steps", [["kind": "k", "wait": 5]])]).isEmpty)
    #expect(
      try paths(["host": "a", "steps": [["kind": "k"]]], [("steps", [["kind": "k", "wait": 6]])]) == ["steps[0].wait"])
  }

  @Test func mapsAreComparedKeyByKey() throws {
    let live: [(String, Node)] = [("headers", ["x-a": ["1"], "x-b": ["2"]])]
    #expect(try paths(["host": "a", "headers": ["x-b": ["2"], "x-a": ["1"]]], live).isEmpty)
    #expect(try paths(["host": "a", "headers": ["x-a": ["3"]]], live) == ["headers.x-a", "headers.x-b"])
  }

  @Test func anOptionalRecordIsFilledOnceItIsGiven() throws {
    #expect(try paths(["host": "a", "optional": ["name": "n"]], [("optional", ["size": 7, "name": "n"])]).isEmpty)
    #expect(try paths(["host": "a"], [("optional", ["size": 7, "name": "n"])]) == ["optional"])
    #expect(try paths(["host": "a", "optional": [:]]).isEmpty)
  }

  @Test func shorthandNamesStandForTheirFields() throws {
    let live: [(String, Node)] = [
      ("redis", ["host": "r", "timeout": 9]), ("redis_host", "r"), ("redis_timeout", 9),
    ]
    #expect(try paths(["host": "a", "redis_host": "r", "redis_timeout": 9], live).isEmpty)
    #expect(try paths(["host": "a", "redis": ["host": "r", "timeout": 9]], live).isEmpty)
    // Both given: the new name wins.
    #expect(try paths(["host": "a", "redis_host": "old", "redis": ["host": "r", "timeout": 9]], live).isEmpty)
    #expect(try paths(["host": "a", "redis_host": "old"], live) == ["redis.host", "redis.timeout"])
  }

  @Test(arguments: [
    ("0.12345678901234567", "0.12345678901235", true), ("1.0", "1", true), ("0.5", "0.25", false),
    ("1e2", "100", true), ("0.1234567890123", "0.1234567890124", false),
  ])
  func numbersAreComparedAsTheGatewayHoldsThem(wanted: String, answered: String, equal: Bool) throws {
    let live = Node(.decimal(DecimalNumber(text: answered)))
    let desired: Node = ["host": "a", "rate": Node(.decimal(DecimalNumber(text: wanted)))]
    #expect(try paths(desired, [("rate", live)]).isEmpty == equal)
  }

  @Test func integersBeyondTheGatewaysPrecisionAreEqualAsItRoundsThem() throws {
    #expect(
      try paths(["host": "a", "port": 9_007_199_254_740_993], [("port", 9_007_199_254_740_992)]).isEmpty)
    #expect(try paths(["host": "a", "port": 100_000_000_000_001], [("port", 100_000_000_000_002)]) == ["port"])
  }

  @Test func secretsAreMaskedOldAndNew() throws {
    let changed = try differences(
      ["host": "a", "redis": ["password": "new-secret"]], [("redis", ["timeout": 2000, "password": "old-secret"])])
    let difference = try #require(changed.first)
    #expect(difference.isSecret)
    #expect(difference.old == "[masked]" && difference.new == "[masked]")
  }

  @Test func whatCameFromTheEnvironmentIsSecretWhereverItIs() throws {
    var node: Node = "from-environment"
    node.place.origin = ValueOrigin(environment: ["DECK_X"])
    let changed = try differences(["host": node], [("host", "older-from-environment")])
    #expect(changed.map(\.isSecret) == [true])
    #expect(changed.first?.old == "[masked]")
    let inList = try differences(["host": "a", "paths": [node]], [("paths", ["older"])])
    #expect(inList.first?.old == ["[masked]"] && inList.first?.new == ["[masked]"])
  }

  @Test func aVaultReferenceIsShown() throws {
    let changed = try differences(
      ["host": "a", "redis": ["password": "{vault://env/redis}"]], [("redis", ["timeout": 2000, "password": "plain"])])
    #expect(changed.first?.new == "{vault://env/redis}")
    #expect(changed.first?.old == "[masked]")
  }

  @Test func aWordIsABooleanWhereTheSchemaWantsOne() throws {
    let schema = try #require(schema)
    var wanted: Object = try #require((["host": "yes", "enabled": "yes"] as Node).object)
    var normaliser = Normaliser()
    normaliser.normalise(&wanted, record: schema.root)
    #expect(wanted["enabled"] == true)
    #expect(wanted["host"] == "yes")
    #expect(normaliser.diagnostics.diagnostics.map(\.code) == ["boolean-word"])
  }
}

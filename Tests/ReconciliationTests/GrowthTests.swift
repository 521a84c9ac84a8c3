import Diagnostics
import Documents
import GatewayModel
import Reconciliation
import StateFiles
import Testing

/// Four times the data must not be more than four times the work: counted, not timed.
@Suite struct GrowthTests {
  /// A state file with so many services and consumers; the targets are below two upstreams, however many there are.
  private func file(_ size: Int, host: String = "h", prefix: String = "s") -> String {
    var text = "_format_version: \"3.0\"\nservices:\n"
    for number in 0..<size {
      text += """
        - name: \(prefix)-\(number)
          host: \(host)
          tags: [t\(number % 3)]
          routes: [{name: \(prefix)-r-\(number), paths: [/\(number)]}]
          plugins: [{name: rate-limiting, config: {minute: 5, policy: local}}]

        """
    }
    text += "consumers:\n"
    for number in 0..<size {
      text += "- {username: \(prefix)-c-\(number), keyauth_credentials: [{key: \(prefix)-k-\(number)}]}\n"
    }
    text += "upstreams:\n"
    for upstream in 0..<2 {
      text += "- name: \(prefix)-u-\(upstream)\n  targets:\n"
      for number in 0..<size {
        text += "  - {target: \"10.\(upstream).\(number / 250).\(number % 250 + 1):8000\", weight: 5}\n"
      }
    }
    return text
  }

  /// A piece of work on a state of some size.
  struct Work: Sendable, CustomTestStringConvertible {
    let testDescription: String
    /// Prepares; what it returns is counted.
    let prepare: @Sendable (GrowthTests, Int) throws -> () throws -> Void
  }

  static let works = [
    Work(testDescription: "load a file") { tests, size in
      let text = tests.file(size)
      return { _ = try LoadedText.load(text) }
    },
    Work(testDescription: "check a file") { tests, size in
      let loaded = try LoadedState(tests.file(size))
      return {
        for position in loaded.desired.entities.indices {
          let found = EntityFaults.find(
            in: loaded.desired.entities[position], title: loaded.desired.title(position), schemas: LoadedState.schemas)
          #expect(found.isEmpty)
        }
      }
    },
    Work(testDescription: "plan, nothing changed") { tests, size in
      let loaded = try LoadedState(tests.file(size))
      return { try tests.plan(loaded.desired, loaded, expecting: 0) }
    },
    Work(testDescription: "plan, every service changed") { tests, size in
      let loaded = try LoadedState(tests.file(size))
      let other = try LoadedText.load(tests.file(size, host: "other"))
      return { try tests.plan(other, loaded, expecting: size) }
    },
    Work(testDescription: "plan, everything new") { tests, size in
      var loaded = try LoadedState(tests.file(size))
      loaded.live = GatewayState()
      return { [loaded] in try tests.plan(loaded.desired, loaded, expecting: 7 * size + 2) }
    },
    Work(testDescription: "plan, everything deleted and made anew under other names") { tests, size in
      let loaded = try LoadedState(tests.file(size))
      let other = try LoadedText.load(tests.file(size, prefix: "x"))
      return { try tests.plan(other, loaded, expecting: 2 * (7 * size + 2)) }
    },
    Work(testDescription: "dump") { tests, size in
      let loaded = try LoadedState(tests.file(size))
      var options = DumpOptions()
      options.schemas = LoadedState.schemas
      return { [options] in
        let document = StateDump.document(of: loaded.live, options)
        #expect(document["services"]?.array?.count == size)
      }
    },
    Work(testDescription: "dump without defaults") { tests, size in
      let loaded = try LoadedState(tests.file(size))
      var options = DumpOptions()
      options.schemas = LoadedState.schemas
      options.skipsDefaults = true
      return { [options] in
        let document = StateDump.document(of: loaded.live, options)
        #expect(document["services"]?.array?.count == size)
      }
    },
  ]

  private func plan(_ desired: DesiredState, _ loaded: LoadedState, expecting count: Int) throws {
    let (plan, diagnostics) = Planner.plan(desired: desired, state: loaded.live, schemas: LoadedState.schemas)
    #expect(diagnostics.isEmpty, "\(diagnostics.prefix(3))")
    #expect(plan.changes.count == count, "\(plan.changes.prefix(3).map(\.title))")
  }

  /// The counts of a piece of work; nothing is counted in release builds.
  private func counts(_ work: Work, _ size: Int) throws -> [OperationTally.Operation: Int] {
    let run = try work.prepare(self, size)
    let tally = OperationTally()
    try OperationTally.$current.withValue(tally) { try run() }
    return tally.counts
  }

  #if DEBUG
  @Test(arguments: works) func workGrowsAsTheDataDo(_ work: Work) throws {
    let (small, large) = (try counts(work, 50), try counts(work, 200))
    #expect((small[.lookUp] ?? 0) > 50, "\(small)")
    for (operation, count) in large {
      // How many probes a table takes is another matter in each process, as hashing is seeded anew: half-way between
      // four times the work and sixteen, which is what comparing each with each takes. The others are the same each time.
      let before = small[operation] ?? 0
      let allowed = operation == .probe ? before * 8 + 100 : before * 46 / 10
      #expect(count <= allowed, "\(operation): \(before), with four times the data \(count)")
    }
  }

  /// An entity that is as it should be is compared once, and its fields are not searched for one by one.
  @Test func equalEntitiesCostLittle() throws {
    let loaded = try LoadedState(file(100))
    let work = Work(testDescription: "") { _, _ in { try plan(loaded.desired, loaded, expecting: 0) } }
    let counts = try counts(work, 100)
    let entities = loaded.desired.entities.count
    // The configuration of a plugin is a record of its own, with another one within.
    #expect((counts[.comparison] ?? 0) <= entities * 2, "\(counts) for \(entities) entities")
    #expect((counts[.lookUp] ?? 0) <= entities * 20, "\(counts) for \(entities) entities")
  }
  #endif
}

/// Reading alone.
enum LoadedText {
  static func load(_ text: String) throws -> DesiredState {
    var collector = DiagnosticCollector()
    let input = InputText(name: "kong.yaml", bytes: Array(text.utf8))
    let loaded = StateFileLoader.load([input], environment: .verbatim, &collector)
    return try #require(loaded, "\(collector.diagnostics)")
  }
}

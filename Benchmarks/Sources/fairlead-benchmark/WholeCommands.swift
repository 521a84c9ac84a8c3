import Targets
import Diagnostics
import Glibc
import GatewayModel
import Reconciliation
import StateFiles
import Synchronization

/// Whole commands against a gateway, next to the plain client and the plain writer of the same run.
struct WholeCommands {
  let tool: String
  let sandbox: String
  let scale: Scale
  let repetitions: Int
  /// The state file, and the same with one change.
  let file: String
  let changedFile: String
  let dumpFile: String
  let planFile: String
  /// The gateway to measure against; nil for a sandbox.
  let address: String?

  struct Row {
    var name: String
    var measurement: Measurement
    var remark = ""
  }

  func run() async throws -> [Row] {
    var rows = [
      Row(name: "version", measurement: try repeated { try Measurement.run(tool, ["version"]) }),
      Row(name: "file validate", measurement: try repeated { try Measurement.run(tool, ["file", "validate", file]) }),
    ]
    var (plans, syncs, journaled): ([Measurement], [Measurement], [Measurement]) = ([], [], [])
    for _ in 0..<repetitions {
      let gateway = try emptyGateway()
      defer { gateway.stop() }
      plans.append(try fairlead(gateway, ["plan", file, "-o", planFile]))
      syncs.append(try fairlead(gateway, ["sync", file]))
      // Next to the run without one, so that both have the same neighbours.
      journaled.append(try journaledSync())
    }
    let writer = PlainWriter(try await recordedWrites())
    var plainWrites: [Measurement] = []
    for _ in 0..<repetitions {
      let gateway = try emptyGateway()
      defer { gateway.stop() }
      plainWrites.append(try await writer.run(gateway.address))
    }
    let sync = Measurement.median(syncs)
    let plainWrite = Measurement.median(plainWrites)
    rows.append(Row(name: "plain writer, \(writer.count) writes", measurement: plainWrite))
    rows.append(
      Row(
        name: "sync of everything from empty", measurement: sync,
        remark: "\(ratio(sync.seconds, plainWrite.seconds)) × the plain writer"))
    let withJournal = Measurement.median(journaled)
    rows.append(
      Row(
        name: "the same with a journal", measurement: withJournal,
        remark: "\(ratio(withJournal.seconds, sync.seconds)) × without"))
    rows.append(Row(name: "plan of everything, to a file", measurement: Measurement.median(plans)))

    let gateway = try emptyGateway()
    defer { gateway.stop() }
    _ = try fairlead(gateway, ["sync", file])
    var plain: [Measurement] = []
    var diffs: [Measurement] = []
    var dumps: [Measurement] = []
    var changes: [Measurement] = []
    var validations: [Measurement] = []
    for round in 0..<repetitions {
      plain.append(try await PlainClient.run(gateway.address))
      diffs.append(try fairlead(gateway, ["diff", "--non-zero-exit-code", file]))
      validations.append(try fairlead(gateway, ["validate", file]))
      dumps.append(try fairlead(gateway, ["dump", "-o", dumpFile, "--yes"]))
      changes.append(try fairlead(gateway, ["sync", changedFile]))
      if round + 1 < repetitions { _ = try fairlead(gateway, ["sync", file]) }
    }
    _ = try fairlead(gateway, ["sync", file])
    let client = Measurement.median(plain)
    rows.append(Row(name: "plain client", measurement: client))
    for (name, measurements) in [
      ("diff without changes", diffs), ("dump to a file", dumps), ("sync of one change", changes),
    ] {
      let measurement = Measurement.median(measurements)
      rows.append(
        Row(
          name: name, measurement: measurement,
          remark: "\(fixed(measurement.cpuSeconds - client.cpuSeconds)) s of CPU beyond the plain client"))
    }
    let (diff, validation) = (Measurement.median(diffs), Measurement.median(validations))
    rows.append(
      Row(
        name: "validate", measurement: validation, remark: "\(ratio(validation.seconds, diff.seconds)) × diff"))
    return rows + (address == nil ? try loads() : [])
  }

  /// The same on a gateway without a database, which is loaded as a whole each time.
  private func loads() throws -> [Row] {
    var (syncs, diffs, changes): ([Measurement], [Measurement], [Measurement]) = ([], [], [])
    for _ in 0..<repetitions {
      let gateway = try BenchmarkGateway(starting: sandbox, ["--dbless", "--largest-body", "500"])
      defer { gateway.stop() }
      syncs.append(try fairlead(gateway, ["sync", file]))
      diffs.append(try fairlead(gateway, ["diff", "--non-zero-exit-code", file]))
      changes.append(try fairlead(gateway, ["sync", changedFile]))
    }
    return [
      ("DB-less: sync of everything from empty", syncs), ("DB-less: diff without changes", diffs),
      ("DB-less: sync of one change", changes),
    ].map { Row(name: $0.0, measurement: Measurement.median($0.1)) }
  }

  private func journaledSync() throws -> Measurement {
    let gateway = try emptyGateway()
    defer { gateway.stop() }
    let journal = "\(planFile).journal"
    // A journal is never overwritten.
    unlink(journal)
    return try fairlead(gateway, ["sync", file, "--journal", journal])
  }

  private func emptyGateway() throws -> BenchmarkGateway {
    if let address { return try BenchmarkGateway(emptying: address, with: tool) }
    return try BenchmarkGateway(starting: sandbox)
  }

  private func repeated(_ measure: () throws -> Measurement) throws -> Measurement {
    Measurement.median(try (0..<repetitions).map { _ in try measure() })
  }

  private func fairlead(_ gateway: BenchmarkGateway, _ arguments: [String]) throws -> Measurement {
    try Measurement.run(tool, ["gateway"] + arguments + ["--kong-addr", gateway.address])
  }

  /// The writes of a sync from empty, as they go over the wire.
  private func recordedWrites() async throws -> [PlainWriter.Write] {
    let gateway = try emptyGateway()
    defer { gateway.stop() }
    let writes = Mutex<[PlainWriter.Write]>([])
    var policy = RequestPolicy()
    policy.observer = { event in
      guard case .request(_, let method, let target, .bytes(let body)?) = event, method != .get else { return }
      writes.withLock { $0.append(PlainWriter.Write(method: method, target: target, body: body)) }
    }
    let api = try AdminWriter(ConnectionSettings(address: gateway.address, version: "benchmark"), policy: policy)
    var collector = DiagnosticCollector()
    let texts = InputFiles.read([file], &collector)
    guard let desired = StateFileLoader.load(texts, environment: .verbatim, &collector) else {
      throw Failure("the state file does not load: \(collector.diagnostics.first?.message ?? "")")
    }
    let snapshot = try await api.reader.snapshot(SnapshotRequest(for: desired))
    var planner = Planner(desired: desired, snapshot: snapshot)
    let (plan, diagnostics) = planner.plan()
    guard !diagnostics.contains(where: { $0.severity == .error }) else {
      throw Failure("no plan: \(diagnostics.first?.message ?? "")")
    }
    let result = await PlanExecutor.execute(plan, onto: snapshot, writer: api)
    guard result.isComplete else { throw Failure("the plan was not done: \(result.diagnostics.first?.message ?? "")") }
    await api.reader.shutdown()
    return writes.withLock { $0 }
  }
}

/// A number with so many decimals.
func fixed(_ number: Double, decimals: Int = 3) -> String {
  let scale = Int(pow(10, Double(decimals)))
  let units = Int((number * Double(scale)).rounded())
  let digits = "\(abs(units) % scale)"
  let zeros = String(repeating: "0", count: decimals - digits.count)
  return "\(units < 0 ? "-" : "")\(abs(units) / scale).\(zeros)\(digits)"
}

/// One number in terms of another.
func ratio(_ number: Double, _ base: Double) -> String { base > 0 ? fixed(number / base, decimals: 2) : "-" }

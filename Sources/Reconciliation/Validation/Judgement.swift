import Diagnostics
import Documents
import Gathering
import GatewayModel
import StateFiles

/// Puts entities to the target before anything is written, and says what it has against them.
struct Judgement {
  private let reader: any TargetReader
  private let parallelism: Int
  private let canJudge: Bool
  private(set) var diagnostics: [Diagnostic] = []
  /// What kept entities that nothing is suspected of from being judged, with the first of them and how many there are.
  private var unanswered: [(error: TargetError, place: SourcePlace, count: Int)] = []

  /// - Parameters:
  ///   - reader: The way to the target.
  ///   - information: What it can do.
  ///   - parallelism: How many questions are under way at a time.
  init(_ reader: any TargetReader, _ information: TargetInformation, parallelism: Int) {
    self.reader = reader
    self.parallelism = max(1, parallelism)
    self.canJudge = information.capabilities.judges
  }

  /// Asks about what a planner would write.
  ///
  /// - Returns: The target's refusals, as errors at the lines concerned, and what got no verdict, as warnings.
  static func diagnostics(
    of planner: Planner, _ asking: Asking, _ reader: any TargetReader, _ information: TargetInformation,
    parallelism: Int
  ) async -> [Diagnostic] {
    var judgement = Judgement(reader, information, parallelism: parallelism)
    await judgement.ask(planner, planner.suspects, by: { Judgement.key($0) })
    if asking != .suspects, judgement.canJudge {
      let isBrief = asking == .undecided
      let unsettled = await judgement.ask(
        planner, planner.unsuspected,
        by: { question in
          isBrief ? QuestionShape.key(question) : Judgement.key(question)
        })
      if isBrief { await judgement.ask(planner, unsettled, by: { Judgement.key($0) }) }
    }
    judgement.tellUnanswered()
    return judgement.diagnostics
  }

  /// Two entities with the same key are asked about once.
  private static func key(_ question: Question) -> [UInt8] {
    let fields = question.write.references.map { reference in
      Object.Member(key: "\(reference.field)[\(reference.item ?? 0)]", node: Node(.string(reference.id)))
    }
    let body = JSONWriter.write(Node(.object(Object(Array(question.change.fields) + fields))))
    return Array(question.change.kind.collection.utf8) + body
  }

  /// Asks about entities at these positions of the files, about those with equal keys once.
  ///
  /// - Returns: The positions whose keys equal that of a refused one, and that are not equal to it in all.
  @discardableResult
  private mutating func ask(
    _ planner: Planner, _ positions: [Int], by key: (Question) -> [UInt8]
  ) async -> [Int] {
    var groups: [[Int]] = []
    var known: [[UInt8]: Int] = [:]
    for position in positions {
      let question = planner.question(about: position)
      guard canJudge, question.isAskable else {
        warn(of: question, because: nil)
        continue
      }
      let key = key(question)
      if let group = known[key] {
        groups[group].append(position)
      } else {
        known[key] = groups.count
        groups.append([position])
      }
    }
    known = [:]
    let reader = reader
    let firsts = groups.compactMap(\.first).map { planner.question(about: $0).write }
    let verdicts = await gather(firsts, atMost: parallelism) { write in await reader.judge(write) }
    var others: [Int] = []
    for (group, verdict) in zip(groups, verdicts) {
      switch verdict {
      case .accepted: continue
      case .refused(let refusal):
        let first = group.first.map { Judgement.key(planner.question(about: $0)) }
        for position in group {
          let question = planner.question(about: position)
          if Judgement.key(question) == first {
            guard let news = question.news(in: refusal) else { continue }
            diagnostics += RefusalReport.diagnostics(for: .refused(news), change: question.change)
          } else {
            others.append(position)
          }
        }
      case .undecided(let error):
        for position in group { warn(of: planner.question(about: position), because: error) }
      }
    }
    return others
  }

  /// What is suspected and was not judged is said at its line; the run goes on.
  private mutating func warn(of question: Question, because error: TargetError?) {
    for suspicion in question.suspicions {
      var warning = suspicion
      warning.severity = .warning
      warning.code = "unjudged-value"
      warning.message += "; the gateway could not be asked whether it takes this" + (error.map { ": \($0)" } ?? "")
      diagnostics.append(warning)
    }
    guard question.suspicions.isEmpty, let error else { return }
    let words = "\(error)"
    if let index = unanswered.firstIndex(where: { "\($0.error)" == words }) {
      unanswered[index].count += 1
    } else {
      unanswered.append((error, question.change.place, 1))
    }
  }

  private mutating func tellUnanswered() {
    for (error, place, count) in unanswered {
      let subject = count == 1 ? "this entity" : "this entity and \(count - 1) more"
      diagnostics.append(
        Diagnostic(
          .warning, code: "unjudged-value", "the gateway did not say whether it would take \(subject): \(error)",
          at: place, hint: error.hint))
    }
    unanswered = []
  }
}

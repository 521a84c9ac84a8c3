import Comparison
import Diagnostics
import Documents
import GatewayModel

/// What of a plan is otherwise than it was when the plan was kept.
enum PlanDeparture {
  /// A change is not needed any more.
  case gone(SavedChange)
  /// A change is needed that was not.
  case added(SavedChange)
  /// Something else is to be done to the entity.
  case replaced(SavedChange, by: SavedChange)
  /// The same is to be done, with other values in this field.
  case field(String, of: SavedChange, now: SavedChange)
  /// It has to wait for something else.
  case order(SavedChange)

  /// What is different between a plan that was kept and one that was made now.
  static func find(_ kept: [SavedChange], _ now: [SavedChange]) -> [PlanDeparture] {
    let (before, after) = (PlanPromise(kept), PlanPromise(now))
    var seen: Set<PlanPromise.Identity> = []
    var found: [PlanDeparture] = []
    for identity in before.identities + after.identities where seen.insert(identity).inserted {
      var (old, new) = (before.items[identity] ?? [], after.items[identity] ?? [])
      // What is the same on both sides holds; several changes may be known by the same.
      old.removeAll { item in
        guard let index = new.firstIndex(where: { $0.isSame(as: item) }) else { return false }
        new.remove(at: index)
        return true
      }
      while let item = old.first {
        old.removeFirst()
        guard let index = new.firstIndex(where: { $0.action == item.action }) ?? new.indices.first else {
          found.append(.gone(kept[item.position]))
          continue
        }
        found += departures(from: item, kept, to: new.remove(at: index), now)
      }
      found += new.map { .added(now[$0.position]) }
    }
    return found
  }

  private static func departures(
    from old: PlanPromise.Item, _ kept: [SavedChange], to new: PlanPromise.Item, _ now: [SavedChange]
  ) -> [PlanDeparture] {
    let (before, after) = (kept[old.position], now[new.position])
    guard old.action == new.action else { return [.replaced(before, by: after)] }
    var paths = before.shown.differences.map { "\($0.path)" }
    for difference in after.shown.differences where old.fields["\(difference.path)"] == nil {
      paths.append("\(difference.path)")
    }
    let changed = paths.filter { old.fields[$0] != new.fields[$0] }
    return changed.isEmpty ? [.order(after)] : changed.map { .field($0, of: before, now: after) }
  }
}

/// Says why a plan that was kept is not carried out.
struct PlanDepartureText {
  /// The files that are otherwise than they were.
  let movedFiles: Set<String>

  /// What the two sides of a field are called.
  private enum Mover: String {
    case files = "the files moved"
    case values = "the values from the environment moved"
    case targetOrValues = "the target or the values from the environment moved"
    case target = "the target moved"
    case either = "the files or the target moved"
  }

  func diagnostic(_ departure: PlanDeparture) -> Diagnostic {
    switch departure {
    case .gone(let change):
      // A place of the saved document is told in words: what stands there is not to be looked up and shown.
      let place = change.shown.place
      // What has no name of its own is called by its place already.
      let words = place.isKnown && change.shown.detail == nil ? " (\(place))" : ""
      return Diagnostic(
        code: "plan-outdated",
        "\(either(change).rawValue): \(change.shown.title)\(words) was to be \(word(change)), and that is not needed any more"
      )
    case .added(let change):
      return report(either(change), "\(change.shown.title) would be \(word(change)) as well\(fields(change))", change)
    case .replaced(let old, let new):
      return report(either(new), "\(new.shown.title) was to be \(word(old)), and would be \(word(new)) now", new)
    case .order(let change):
      return report(either(change), "\(change.shown.title) would have to wait for other changes than it was to", change)
    case .field(let path, let old, let new):
      return field(path, old.shown.differences.first { "\($0.path)" == path }, old, new)
    }
  }

  private func field(_ path: String, _ old: FieldDifference?, _ before: SavedChange, _ now: SavedChange) -> Diagnostic {
    let new = now.shown.differences.first { "\($0.path)" == path }
    let title = now.shown.title
    switch (old, new) {
    case (let old?, let new?) where (old.old ?? .null) != (new.old ?? .null):
      return report(
        .target, "\(title): '\(path)' was \(value(old.old)), and is \(value(new.old)) now", now, at: new.place)
    case (let old?, let new?):
      return report(
        movedFiles.isEmpty ? .values : .files,
        "\(title): '\(path)' was to become \(value(old.new)), and would become \(value(new.new)) now", now,
        at: new.place)
    case (let old?, nil):
      return report(
        either(now, path),
        "\(title): '\(path)' was to change from \(value(old.old)) to \(value(old.new)), and needs no change now",
        now)
    case (nil, let new?):
      return report(
        either(now, path), "\(title): '\(path)' would change from \(value(new.old)) to \(value(new.new)) as well", now,
        at: new.place)
    case (nil, nil):
      return report(either(now, path), "\(title): '\(path)' is otherwise", now)
    }
  }

  /// Who moved where the plans do not tell: what stands in a file that is as it was can only be otherwise on the target, or
  /// in the environment where it is secret.
  private func either(_ change: SavedChange, _ path: String? = nil) -> Mover {
    let place = change.shown.place
    guard movedFiles.isEmpty || place.isKnown && !movedFiles.contains(place.source.name) else { return .either }
    let concerned = change.shown.differences.filter { path == nil || "\($0.path)" == path }
    return concerned.contains(where: \.isSecret) && change.shown.action == .update ? .targetOrValues : .target
  }

  private func report(_ mover: Mover, _ words: String, _ change: SavedChange, at place: SourcePlace = .none)
    -> Diagnostic
  {
    Diagnostic(code: "plan-outdated", "\(mover.rawValue): \(words)", at: place.isKnown ? place : change.shown.place)
  }

  private func word(_ change: SavedChange) -> String {
    switch change.shown.action {
    case .create: "created"
    case .update: "updated"
    case .delete: "deleted"
    case .free: "given a temporary value"
    }
  }

  private func fields(_ change: SavedChange) -> String {
    guard change.shown.action == .update else { return "" }
    let differences = change.shown.differences.map { "'\($0.path)' from \(value($0.old)) to \(value($0.new))" }
    return ": \(differences.joined(separator: ", "))"
  }

  private func value(_ node: Node?) -> String {
    guard let node else { return "nothing" }
    return String(String(decoding: JSONWriter.write(node), as: UTF8.self).prefix(PlanDepartureText.longestValue))
  }

  /// Longer values are cut.
  private static let longestValue = 200
}

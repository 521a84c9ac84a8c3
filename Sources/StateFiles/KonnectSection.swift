package import Diagnostics
import Documents
import GatewayModel

/// `_konnect`: which control plane of Konnect files are for.
package struct KonnectSection: Sendable {
  /// The name of the control plane; nil where the section is empty.
  package internal(set) var controlPlane: String?
  /// Where the section begins.
  package internal(set) var place: SourcePlace
  /// Where the name stands.
  package internal(set) var namePlace = SourcePlace.none

  private static let name = "control_plane_name"
  private static let oldName = "runtime_group_name"

  /// Takes in the section of a file; what is wrong with it goes into `diagnostics`.
  init(_ member: Object.Member, _ diagnostics: inout DiagnosticCollector) {
    place = member.keyPlace
    if let object = member.node.object {
      read(object, &diagnostics)
    } else if !member.node.isNull {
      diagnostics.error(
        code: "wrong-type", "'_konnect' is a mapping, not \(member.node.value.kindDescription)", at: member.node.place,
        hint: "write _konnect: {control_plane_name: NAME}")
    }
  }

  private mutating func read(_ object: Object, _ diagnostics: inout DiagnosticCollector) {
    for member in object where !StateHeader.isRemark(member.key) {
      guard [KonnectSection.name, KonnectSection.oldName].contains(member.key) else {
        diagnostics.error(
          code: "unknown-key", "unknown key '_konnect.\(member.key)'", at: member.keyPlace,
          hint: NearestName.find(member.key, among: [KonnectSection.name, KonnectSection.oldName]).map {
            "did you mean '\($0)'?"
          } ?? "write _konnect: {control_plane_name: NAME}")
        continue
      }
      add(member, &diagnostics)
    }
    if let first = object.member(KonnectSection.name), let second = object.member(KonnectSection.oldName) {
      diagnostics.error(
        code: "several-control-planes", "a '_konnect' section names a control plane twice", at: second.keyPlace,
        hint: "'runtime_group_name' is the older name of 'control_plane_name': keep the latter",
        notes: [Diagnostic.Note("the other one", at: first.keyPlace)])
    }
  }

  private mutating func add(_ member: Object.Member, _ diagnostics: inout DiagnosticCollector) {
    guard !member.node.isNull else { return }
    guard let text = member.node.string else {
      return diagnostics.error(
        code: "wrong-type",
        "'_konnect.\(member.key)' is the name of a control plane, not "
          + member.node.value.kindDescription, at: member.node.place)
    }
    guard !text.isEmpty, controlPlane == nil else { return }
    (controlPlane, namePlace) = (text, member.node.place)
  }

  /// Joins the section of another file, which must not name another control plane.
  mutating func join(_ other: KonnectSection, _ diagnostics: inout DiagnosticCollector) {
    guard let name = other.controlPlane else { return }
    guard let controlPlane else {
      self = other
      return
    }
    guard controlPlane != name else { return }
    diagnostics.error(
      code: "several-control-planes",
      "the files are for different control planes, '\(controlPlane)' and '\(name)'", at: other.namePlace,
      hint: "sync each control plane in a run of its own",
      notes: [Diagnostic.Note("'\(controlPlane)' here", at: namePlace)])
  }
}

package import Diagnostics
package import Documents

/// A way from state files for one gateway to those for another.
package enum Conversion: Sendable {
  /// From any gateway of version 2 to any of version 3.
  case versionThree
  /// From 2.8 to 3.4.
  case toThreeFour
  /// From 3.4 to 3.10.
  case toThreeTen
  /// From 3.10 to 3.14.
  case toThreeFourteen
  /// To the older form of Konnect, which has packages of services.
  case servicePackages
  /// To what a control plane of Konnect takes.
  case controlPlane

  /// What files can be converted from.
  package static let sources = ["kong-gateway", "kong-gateway-2.x", "2.8", "3.4", "3.10"]
  /// What files can be converted to.
  package static let targets = ["konnect", "konnect-control-plane", "kong-gateway-3.x", "3.4", "3.10", "3.14"]

  /// The way from one to the other.
  ///
  /// - Throws: That there is none.
  package init(from source: String, to target: String) throws(DiagnosticError) {
    try Self.check(source, "--from", Self.sources)
    try Self.check(target, "--to", Self.targets)
    switch (source, target) {
    case ("kong-gateway", "konnect"): self = .servicePackages
    case ("kong-gateway", "konnect-control-plane"), ("3.4", "konnect-control-plane"), ("3.10", "konnect-control-plane"):
      self = .controlPlane
    case ("kong-gateway-2.x", "kong-gateway-3.x"): self = .versionThree
    case ("2.8", "3.4"): self = .toThreeFour
    case ("3.4", "3.10"): self = .toThreeTen
    case ("3.10", "3.14"): self = .toThreeFourteen
    default:
      throw DiagnosticError(
        Diagnostic(
          code: "no-conversion", "there is no way from '\(source)' to '\(target)'",
          hint: "there are kong-gateway-2.x to kong-gateway-3.x, 2.8 to 3.4, 3.4 to 3.10, 3.10 to 3.14, and "
            + "kong-gateway to konnect or konnect-control-plane; longer ways go step by step"))
    }
  }

  private static func check(_ word: String, _ flag: String, _ known: [String]) throws(DiagnosticError) {
    guard !known.contains(word) else { return }
    let what = word.isEmpty ? "\(flag) is needed" : "'\(word)' is no value of \(flag)"
    throw DiagnosticError(Diagnostic(code: "usage", what, hint: "values are \(known.joined(separator: ", "))"))
  }

  /// Converts the documents of a file.
  package func convert(_ documents: inout [Node]) -> ConversionReport {
    var report = ConversionReport()
    switch self {
    case .versionThree: VersionThree.convert(&documents, &report)
    case .toThreeFour:
      VersionThree.convert(&documents, &report)
      FieldRenaming.toThreeFour(&documents, &report)
      ThreeFourAdvice.find(in: documents, &report)
    case .toThreeTen:
      FieldRenaming.toThreeTen(&documents, &report)
      ThreeTenAdvice.find(in: documents, &report)
    case .toThreeFourteen: OldDefaults.pin(in: &documents, &report)
    case .servicePackages: ServicePackages.convert(&documents, &report)
    case .controlPlane: ControlPlaneForm.convert(&documents, &report)
    }
    return report
  }
}

/// What a conversion did, and what it leaves to a person.
package struct ConversionReport: Sendable {
  /// Something that was changed.
  package struct Change: Sendable {
    /// What it is now.
    package var message: String
    /// Where it stood before.
    package var place: SourcePlace
  }

  /// What was changed, from top to bottom.
  package var changes: [Change] {
    unordered.sorted { ($0.place.line, $0.place.column) < ($1.place.line, $1.place.column) }
  }

  private var unordered: [Change] = []
  /// What has to be looked at, and what cannot be converted.
  package var diagnostics = DiagnosticCollector()

  mutating func changed(_ message: String, at place: SourcePlace) {
    unordered.append(Change(message: message, place: place))
  }

  /// Notes what needs a person's hand.
  mutating func byHand(_ message: String, at place: SourcePlace, hint: String? = nil) {
    diagnostics.warning(code: "convert-by-hand", message, at: place, hint: hint)
  }

  /// Notes what makes the conversion impossible.
  mutating func impossible(
    _ message: String, at place: SourcePlace, hint: String? = nil, notes: [Diagnostic.Note] = []
  ) {
    diagnostics.error(code: "convert-impossible", message, at: place, hint: hint, notes: notes)
  }
}

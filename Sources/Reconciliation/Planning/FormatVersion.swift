import Diagnostics
import StateFiles

/// Whether a format's version fits a gateway's.
enum FormatVersion {
  /// What is wrong with the version of the files for a gateway.
  static func faults(of desired: DesiredState, for information: TargetInformation) -> [Diagnostic] {
    guard let format = desired.header.formatVersion else { return [] }
    let major = information.version.prefix { $0 != "." }
    // What is no version at all was told when the file was read.
    guard let number = Int(major), ["1.1", "3.0"].contains(format) else { return [] }
    let expected = number >= 3 ? "3.0" : "1.1"
    guard format != expected else { return [] }
    return [
      Diagnostic(
        code: "format-version",
        "cannot apply '\(format)' config format version to Kong version \(number >= 3 ? "3.0 or above" : "below 3.0")",
        at: desired.header.versionPlace, hint: "convert the file to format version \"\(expected)\"")
    ]
  }
}

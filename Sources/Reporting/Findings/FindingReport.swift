import Diagnostics

/// The formats in which findings are handed to other programs, and the one place that tells them apart.
package enum FindingReport: String, Sendable, CaseIterable {
  /// Test results: each finding a failed case.
  case junit
  /// SARIF 2.1.0, which code hosts show beside the lines.
  case sarif
  /// Commands by which a job at GitHub annotates lines.
  case github

  /// Writes findings in this format.
  ///
  /// - Parameters:
  ///   - findings: What was found, in order.
  ///   - command: The command that looked.
  ///   - version: The version of the program.
  package func render(_ findings: [ReportedFinding], command: String, version: String) -> [UInt8] {
    switch self {
    case .junit: FindingJUnit.render(findings, command: command)
    case .sarif: SARIFReport.render(findings, version: version)
    case .github: GitHubAnnotations.render(findings)
    }
  }
}

/// Test results: each finding is a case that failed, at its file and line.
enum FindingJUnit {
  static func render(_ findings: [ReportedFinding], command: String) -> [UInt8] {
    var cases = findings.map { finding in
      var attributes = [("classname", finding.place.isKnown ? finding.place.source.name : "fairlead")]
      attributes.append(("name", finding.place.isKnown ? "\(finding.code) \(finding.place)" : finding.code))
      if finding.place.isKnown {
        attributes += [("file", finding.place.source.name), ("line", String(finding.place.line))]
      }
      let text = XMLText.escaped(finding.text)
      return "<testcase \(joined(attributes))><failure type=\"\(finding.level.rawValue)\" message=\"\(text)\">"
        + "\(text)</failure></testcase>"
    }
    if cases.isEmpty { cases = ["<testcase \(joined([("classname", "fairlead"), ("name", "nothing was found")]))/>"] }
    let suite = joined([
      ("name", "fairlead \(command)"), ("tests", "\(cases.count)"), ("failures", "\(findings.count)"), ("errors", "0"),
    ])
    let lines =
      ["<?xml version=\"1.0\" encoding=\"UTF-8\"?>", "<testsuites>", "  <testsuite \(suite)>"]
      + cases.map { "    \($0)" } + ["  </testsuite>", "</testsuites>", ""]
    return Array(lines.joined(separator: "\n").utf8)
  }

  private static func joined(_ attributes: [(String, String)]) -> String {
    attributes.map { "\($0)=\"\(XMLText.escaped($1))\"" }.joined(separator: " ")
  }
}

/// Commands on the output of a job, one for each finding.
enum GitHubAnnotations {
  static func render(_ findings: [ReportedFinding]) -> [UInt8] {
    let lines = findings.map { finding in
      let command = finding.level == .note ? "notice" : finding.level.rawValue
      var properties: [String] = []
      if finding.place.isKnown {
        properties = [
          "file=\(property(finding.place.source.name))", "line=\(finding.place.line)", "col=\(finding.place.column)",
        ]
      }
      properties.append("title=\(property(finding.code))")
      return "::\(command) \(properties.joined(separator: ","))::\(escaped(finding.text))\n"
    }
    return Array(lines.joined().utf8)
  }

  private static func escaped(_ text: String) -> String {
    text.unicodeScalars.reduce(into: "") { result, scalar in
      switch scalar {
      case "%": result += "%25"
      case "\r": result += "%0D"
      case "\n": result += "%0A"
      default: result.unicodeScalars.append(scalar)
      }
    }
  }

  private static func property(_ text: String) -> String {
    escaped(text).unicodeScalars.reduce(into: "") { result, scalar in
      switch scalar {
      case ":": result += "%3A"
      case ",": result += "%2C"
      default: result.unicodeScalars.append(scalar)
      }
    }
  }
}

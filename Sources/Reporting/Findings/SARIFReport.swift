import Diagnostics
import Documents

/// Findings as SARIF 2.1.0 (OASIS): the rules once, each finding with its place.
enum SARIFReport {
  static func render(_ findings: [ReportedFinding], version: String) -> [UInt8] {
    var codes: [String] = []
    var positions: [String: Int] = [:]
    for finding in findings where positions[finding.code] == nil {
      positions[finding.code] = codes.count
      codes.append(finding.code)
    }
    let driver: Node = [
      "name": "fairlead", "version": Node(.string(version)), "rules": Node(.array(codes.map(rule))),
    ]
    let results = findings.map { result($0, at: positions[$0.code] ?? 0) }
    let run: Node = [
      "tool": ["driver": driver], "columnKind": "unicodeCodePoints", "results": Node(.array(results)),
    ]
    let document: Node = [
      "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
      "version": "2.1.0", "runs": [run],
    ]
    return JSONWriter.write(document, indent: 2) + [0x0A]
  }

  private static func rule(_ code: String) -> Node {
    guard let row = DiagnosticCode.named(code) else { return ["id": Node(.string(code))] }
    return ["id": Node(.string(code)), "shortDescription": ["text": Node(.string(row.summary))]]
  }

  private static func result(_ finding: ReportedFinding, at position: Int) -> Node {
    var result = Object([
      Object.Member(key: "ruleId", node: Node(.string(finding.code))),
      Object.Member(key: "ruleIndex", node: Node(.integer(position))),
      Object.Member(key: "level", node: Node(.string(finding.level.rawValue))),
      Object.Member(key: "message", node: ["text": Node(.string(finding.text))]),
    ])
    if finding.place.isKnown {
      let region: Node = [
        "startLine": Node(.integer(Int(finding.place.line))), "startColumn": Node(.integer(Int(finding.place.column))),
      ]
      let location: Node = [
        "artifactLocation": ["uri": Node(.string(uri(finding.place.source.name)))], "region": region,
      ]
      result["locations"] = [["physicalLocation": location]]
    }
    return Node(.object(result))
  }

  /// A path as a reference by RFC 3986, for which most other characters have to be escaped.
  private static func uri(_ path: String) -> String {
    let escaped = PercentEncoding.encoded(path).replacing("%2F", with: "/")
    return path.hasPrefix("/") ? "file://" + escaped : escaped
  }
}

import Diagnostics
import Testing

/// The one table of codes.
@Suite struct DiagnosticCodeTests {
  @Test func eachCodeStandsForOneThing() {
    let codes = DiagnosticCode.all.map(\.code)
    #expect(Set(codes).count == codes.count)
    for row in DiagnosticCode.all {
      #expect(row.code.allSatisfy { $0.isASCII && ($0.isLowercase || $0 == "-" || $0 == "8") }, "\(row.code)")
      #expect(!row.summary.isEmpty && !row.summary.hasSuffix("."), "\(row.code)")
    }
  }

  @Test func eachRuleOfTheProgramHasACase() {
    #expect(Set(BuiltinRuleCase.all.map(\.code)) == Set(DiagnosticCode.lint.map(\.code)))
  }
}

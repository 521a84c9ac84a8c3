import ArgumentParser
import Diagnostics
import StateFileTools

/// The flag of a verb that works on chosen values of a document.
struct SelectorOptions: ParsableArguments {
  @Option(name: .customLong("selector"), help: "JSONPath of what is meant; may be repeated.")
  var texts: [String] = []

  /// The paths, which may be none.
  func selectors() throws(DiagnosticError) -> Selectors {
    try Selectors(texts.map { Selectors.Text($0) })
  }
}

import ArgumentParser
import Diagnostics

/// The flags of a verb that rewrites the one file it reads.
struct EditingOptions: ParsableArguments {
  @OptionGroup var output: DocumentOutput

  @Flag(name: .customLong("sort-keys"), help: "Write all of it anew in decK's order and style, without comments.")
  var sortsKeys = false

  @Flag(name: .customLong("in-place"), help: "Write the file that was read, at once and with its mode.")
  var isInPlace = false

  /// Where the result goes, for a verb that read a file of this name.
  func target(reading name: String) throws(DiagnosticError) -> DocumentOutput {
    guard isInPlace else { return output }
    guard name != "-" else {
      throw DiagnosticError(
        Diagnostic(code: "usage", "--in-place needs a file", hint: "name it instead of reading standard input"))
    }
    guard output.outputFile == "-" else {
      throw DiagnosticError(Diagnostic(code: "usage", "--in-place and --output-file exclude each other"))
    }
    var target = output
    target.outputFile = name
    return target
  }
}

public import Diagnostics
public import Documents
public struct TemplateEnvironment: Sendable { public enum Mode: Sendable { case expand(lookup: @Sendable (String) -> String?) }; public init(mode: Mode) {} }
public enum TemplatedDocument {
  public static func read(_ bytes: [UInt8], source: SourceID, environment: TemplateEnvironment, diagnostics: inout DiagnosticCollector) -> [Node] {
    DocumentReader.read(bytes, source: source, diagnostics: &diagnostics)
  }
}

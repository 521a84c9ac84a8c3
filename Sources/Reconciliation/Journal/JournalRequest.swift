package import Diagnostics

/// The journal that a run is to keep.
package struct JournalRequest: Sendable {
  /// The file, which is made when the run is about to write.
  package var path: String
  /// What is known of the run beforehand.
  package var header: JournalHeader
  /// Whether the file is to stay when all is well.
  package var isKept = true

  /// Makes a request.
  package init(path: String, header: JournalHeader) {
    self.path = path
    self.header = header
  }
}

/// How a run takes itself back.
package struct AtomicRequest: Sendable {
  /// Whether the run may begin although something of it could not be taken back.
  package var isGranted = false
  private let makeWriter: @Sendable () throws(DiagnosticError) -> any TargetWriter

  /// Makes a request.
  package init(isGranted: Bool, writer: @escaping @Sendable () throws(DiagnosticError) -> any TargetWriter) {
    self.isGranted = isGranted
    self.makeWriter = writer
  }

  /// Another way to the target, which no limit of time and no interruption ends.
  package func writer() throws(DiagnosticError) -> any TargetWriter { try makeWriter() }
}

package import Diagnostics
import Documents
import Glibc

/// One text to read: a file or standard input.
package struct InputText: Sendable {
  /// The name by which diagnostics call it: the path as given, or `-`.
  package var name: String
  /// The content.
  package var bytes: [UInt8]

  /// Makes a text.
  package init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
  }
}

/// Finds and reads state files: files as named, directories with all that is in them, `-` for standard input.
package enum InputFiles {
  /// No file is read beyond this size in bytes.
  package static let maximumBytes = DocumentLimits.maximumBytes

  /// Reads what the arguments name, in their order; a directory's files in the order of their paths' bytes.
  ///
  /// What cannot be read is reported with the system's reason, and the rest is read all the same.
  package static func read(_ arguments: [String], _ diagnostics: inout DiagnosticCollector) -> [InputText] {
    var texts: [InputText] = []
    for argument in arguments.isEmpty ? ["-"] : arguments {
      if argument == "-" {
        read(descriptor: STDIN_FILENO, name: "-", into: &texts, &diagnostics)
      } else if isDirectory(argument) {
        let paths = DirectoryWalk.paths(in: argument, &diagnostics)
        if paths.isEmpty {
          diagnostics.error(
            code: "unreadable-file", "the directory '\(argument)' holds no .yaml, .yml or .json file")
        }
        for path in paths { readFile(path, into: &texts, &diagnostics) }
      } else {
        readFile(argument, into: &texts, &diagnostics)
      }
    }
    return texts
  }

  /// Reads one file, or standard input where the name is `-`; a directory is none.
  package static func text(_ name: String) throws(DiagnosticError) -> InputText {
    var texts: [InputText] = []
    var diagnostics = DiagnosticCollector()
    if name == "-" {
      read(descriptor: STDIN_FILENO, name: name, into: &texts, &diagnostics)
    } else {
      readFile(name, into: &texts, &diagnostics)
    }
    guard let text = texts.first else { throw DiagnosticError(diagnostics.diagnostics) }
    return text
  }

  private static func readFile(
    _ path: String, into texts: inout [InputText], _ diagnostics: inout DiagnosticCollector
  ) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return report(path, errno, &diagnostics) }
    defer { close(descriptor) }
    read(descriptor: descriptor, name: path, into: &texts, &diagnostics)
  }

  private static func read(
    descriptor: Int32, name: String, into texts: inout [InputText], _ diagnostics: inout DiagnosticCollector
  ) {
    var bytes: [UInt8] = []
    let chunk = 1 << 16
    while true {
      let count = bytes.count
      bytes.append(contentsOf: repeatElement(0, count: chunk))
      let received = bytes.withUnsafeMutableBytes { buffer in
        Glibc.read(descriptor, buffer.baseAddress.map { $0 + count }, chunk)
      }
      bytes.removeLast(chunk - max(0, received))
      if received < 0 {
        if errno == EINTR { continue }
        return report(name, errno, &diagnostics)
      }
      if received == 0 { break }
      if bytes.count > maximumBytes {
        return diagnostics.error(
          code: "too-large", "'\(name)' is larger than \(maximumBytes >> 20) MiB", hint: "split the file")
      }
    }
    if name == "-" { StandardInput.keep(bytes) }
    texts.append(InputText(name: name, bytes: bytes))
  }

  private static func isDirectory(_ path: String) -> Bool {
    var information = stat()
    return stat(path, &information) == 0 && information.st_mode & S_IFMT == S_IFDIR
  }

  static func report(_ name: String, _ code: Int32, _ diagnostics: inout DiagnosticCollector) {
    let reason = String(cString: strerror(code))
    let shown = name == "-" ? "standard input" : "'\(name)'"
    diagnostics.error(
      code: "unreadable-file", "\(shown) cannot be read: \(reason.lowercased())",
      at: SourcePlace(line: 1, column: 1, source: SourceID(name: name)),
      hint: "check the path and who may read it; - stands for standard input")
  }
}

import Glibc

/// Why a sandbox does not start or can't keep its state; a sentence for the user.
package struct SandboxFailure: Error, Sendable, CustomStringConvertible {
  /// What is wrong, and where.
  package let description: String

  init(_ description: String) {
    self.description = description
  }

  /// TLS is asked of a sandbox that has none.
  static let withoutTLS = SandboxFailure(
    "this sandbox was built without TLS, which needs a cryptographic library; to have it: "
      + "swift build -c release --static-swift-stdlib --traits TLS --product fairlead-sandbox")

  /// The operating system's reason, read before anything else changes it.
  init(_ what: String, path: String) {
    self.description = "\(what) \(path): \(String(cString: strerror(errno)))"
  }
}

/// Files, read and written whole.
enum Files {
  /// The names in a folder, sorted; none where it is not there.
  static func names(in folder: String) -> [String] {
    guard let handle = opendir(folder) else { return [] }
    defer { closedir(handle) }
    var names: [String] = []
    while let entry = readdir(handle) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    return names.sorted()
  }

  /// A file's bytes; nil where it is not there.
  static func read(_ path: String) throws(SandboxFailure) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      if errno == ENOENT { return nil }
      throw SandboxFailure("can't read", path: path)
    }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = Glibc.read(descriptor, &chunk, chunk.count)
      if count < 0 { throw SandboxFailure("can't read", path: path) }
      if count == 0 { return bytes }
      bytes += chunk.prefix(count)
    }
  }

  /// Writes a file so that it is there whole or not at all: beside it first, then renamed. Only the user may read it.
  static func replace(_ path: String, with pieces: some Sequence<[UInt8]>) throws(SandboxFailure) {
    let beside = path + ".new"
    let descriptor = open(beside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw SandboxFailure("can't write", path: beside) }
    var buffer: [UInt8] = []
    var isWritten = true
    for piece in pieces where isWritten {
      buffer += piece
      if buffer.count >= 1 << 20 {
        isWritten = write(buffer, to: descriptor)
        buffer.removeAll(keepingCapacity: true)
      }
    }
    isWritten = isWritten && write(buffer, to: descriptor) && fsync(descriptor) == 0
    close(descriptor)
    guard isWritten, rename(beside, path) == 0 else { throw SandboxFailure("can't write", path: path) }
  }

  private static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }
}

import Synchronization

/// Keeps the state of a sandbox in a file: soon after each change, and at the end.
final class Keeper: Sendable {
  private let backend: any Backend
  private let path: String
  private let saved = Mutex(0)
  private let onFailure: @Sendable (SandboxFailure) -> Void

  /// Reads the file, if it is there, into what is still empty.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - backend: Whose state it is.
  ///   - onFailure: Told when the state can't be written later on.
  init(
    path: String, backend: any Backend, onFailure: @escaping @Sendable (SandboxFailure) -> Void
  ) throws(SandboxFailure) {
    self.path = path
    self.backend = backend
    self.onFailure = onFailure
    if let bytes = try Files.read(path) { try backend.restore(bytes, path: path) }
  }

  /// Writes changes until the task is cancelled, at most twice a second.
  func run() async {
    while !Task.isCancelled {
      try? await Task.sleep(for: .milliseconds(500))
      save()
    }
  }

  /// Writes the state if it has changed since it was last written.
  func save() {
    saved.withLock { saved in
      guard let state = backend.state(unlessAfter: saved) else { return }
      do throws(SandboxFailure) {
        try Files.replace(path, with: state.lines)
        saved = state.changes
      } catch {
        onFailure(error)
      }
    }
  }
}

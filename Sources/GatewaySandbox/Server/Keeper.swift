import Synchronization

/// Keeps the state of a gateway in a file: soon after each change, and at the end.
final class Keeper: Sendable {
  private let gateway: Gateway
  private let path: String
  private let saved = Mutex(0)
  private let onFailure: @Sendable (SandboxFailure) -> Void

  /// Reads the file, if it is there, into the gateway.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - gateway: The gateway, still empty.
  ///   - onFailure: Told when the state can't be written later on.
  init(
    path: String, gateway: Gateway, onFailure: @escaping @Sendable (SandboxFailure) -> Void
  ) throws(SandboxFailure) {
    self.path = path
    self.gateway = gateway
    self.onFailure = onFailure
    guard let bytes = try Files.read(path) else { return }
    let failure = gateway.withState { workspaces -> SandboxFailure? in
      do throws(SandboxFailure) {
        try StateFile.restore(bytes, path: path, into: &workspaces)
        return nil
      } catch {
        return error
      }
    }
    if let failure { throw failure }
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
      let state = gateway.withState { $0 }
      guard state.changes != saved else { return }
      do throws(SandboxFailure) {
        try Files.replace(path, with: StateFile.lines(of: state))
        saved = state.changes
      } catch {
        onFailure(error)
      }
    }
  }
}

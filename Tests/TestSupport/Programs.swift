import Glibc

/// The programs that tests start: those that people would install.
public enum Programs {
  /// The folder they stand in: that of the release build of this package, or the one that FAIRLEAD_TEST_PROGRAMS names,
  /// such as a folder of sanitized programs.
  public static let folder: String = {
    if let given = getenv("FAIRLEAD_TEST_PROGRAMS") { return String(cString: given) }
    let file = #filePath
    let root = file.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/")
    return "\(root)/.build/release"
  }()

  /// The path of a program.
  ///
  /// - Throws: `ChildProcess.Failure` where it is not there, which says how it is built: a test does not fall back on what
  ///   nobody installs.
  public static func path(_ name: String) throws -> String {
    let path = "\(folder)/\(name)"
    guard access(path, X_OK) == 0 else {
      throw ChildProcess.Failure(
        description: "\(path) is not there: Tests/run.sh builds it, or swift build -c release --static-swift-stdlib"
      )
    }
    return path
  }
}

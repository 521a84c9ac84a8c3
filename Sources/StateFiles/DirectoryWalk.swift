import Diagnostics
import Glibc

/// Finds the state files of a directory, each once, whatever links lead to it: what is mounted is often linked twice.
struct DirectoryWalk {
  /// No directory is entered deeper than this.
  private static let maximumDepth = 32
  private static let endings = [".yaml", ".yml", ".json"]

  /// A directory that a link leads to.
  private struct Link {
    var path: String
    var depth: Int
  }

  /// Where the directories that were entered stand themselves.
  private var entered: Set<String> = []
  /// The links that were met, which are followed when all that stands there itself is known.
  private var links: [Link] = []
  /// By where each file stands itself, the path that it is called by.
  private var files: [String: String] = [:]

  /// The paths of the files, in the order of their bytes; of several to one file the shortest.
  static func paths(in directory: String, _ diagnostics: inout DiagnosticCollector) -> [String] {
    var walk = DirectoryWalk()
    walk.links = [Link(path: directory, depth: 0)]
    while !walk.links.isEmpty {
      let next = walk.links.removeFirst()
      walk.enter(next.path, depth: next.depth, &diagnostics)
    }
    return walk.files.values.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  private mutating func enter(_ directory: String, depth: Int, _ diagnostics: inout DiagnosticCollector) {
    guard entered.insert(DirectoryWalk.origin(of: directory)).inserted else { return }
    guard depth < DirectoryWalk.maximumDepth else {
      return diagnostics.error(code: "unreadable-file", "the directory '\(directory)' is nested too deeply")
    }
    guard let names = DirectoryNames.read(directory) else {
      return InputFiles.report(directory, errno, &diagnostics)
    }
    for name in names {
      let path = directory.hasSuffix("/") ? directory + name : "\(directory)/\(name)"
      if DirectoryWalk.form(of: path, stat) == S_IFDIR {
        if DirectoryWalk.form(of: path, lstat) == S_IFLNK {
          links.append(Link(path: path, depth: depth + 1))
        } else {
          enter(path, depth: depth + 1, &diagnostics)
        }
      } else if DirectoryWalk.endings.contains(where: name.lowercased().hasSuffix) {
        let origin = DirectoryWalk.origin(of: path)
        if files[origin].map({ path.utf8.count < $0.utf8.count }) ?? true { files[origin] = path }
      }
    }
  }

  /// Where something stands itself; the path as it is where that leads nowhere, which is told when it is read.
  private static func origin(of path: String) -> String {
    guard let resolved = realpath(path, nil) else { return path }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  /// What something is, by one of the system's two ways of looking; nil where nothing is there.
  private static func form(
    of path: String, _ look: (UnsafePointer<CChar>, UnsafeMutablePointer<stat>) -> Int32
  ) -> mode_t? {
    var information = Glibc.stat()
    return look(path, &information) == 0 ? information.st_mode & S_IFMT : nil
  }
}

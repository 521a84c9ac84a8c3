import Diagnostics
import Glibc

/// Finds the state files of a directory, each once, whatever links lead to it: what is mounted is often linked twice.
struct DirectoryWalk {
  /// No directory is entered deeper than this.
  private static let maximumDepth = 32
  private static let endings = [".yaml", ".yml", ".json"]

  /// Which file it is, under any name.
  private struct FileID: Hashable {
    var device: dev_t
    var number: ino_t

    init(_ information: stat) {
      device = information.st_dev
      number = information.st_ino
    }
  }

  private var entered: Set<FileID> = []
  private var files: [FileID: String] = [:]

  /// The paths of the files, in the order of their bytes; of several to one file the shortest.
  static func paths(in directory: String, _ diagnostics: inout DiagnosticCollector) -> [String] {
    var walk = DirectoryWalk()
    walk.enter(directory, depth: 0, &diagnostics)
    return walk.files.values.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  private mutating func enter(_ directory: String, depth: Int, _ diagnostics: inout DiagnosticCollector) {
    guard depth < DirectoryWalk.maximumDepth else {
      return diagnostics.error(code: "unreadable-file", "the directory '\(directory)' is nested too deeply")
    }
    var information = stat()
    guard stat(directory, &information) == 0, entered.insert(FileID(information)).inserted else { return }
    guard let names = DirectoryWalk.names(in: directory) else {
      return InputFiles.report(directory, errno, &diagnostics)
    }
    var links: [String] = []
    for name in names {
      let path = directory.hasSuffix("/") ? directory + name : "\(directory)/\(name)"
      if stat(path, &information) == 0, information.st_mode & S_IFMT == S_IFDIR {
        // Where a folder stands itself is its path, and not where it is linked.
        if lstat(path, &information) == 0, information.st_mode & S_IFMT == S_IFLNK {
          links.append(path)
        } else {
          enter(path, depth: depth + 1, &diagnostics)
        }
      } else if DirectoryWalk.endings.contains(where: name.lowercased().hasSuffix) {
        // One that leads nowhere has a number of its own, and is told when it is read.
        if stat(path, &information) != 0 { _ = lstat(path, &information) }
        let known = files[FileID(information)]
        if known.map({ path.utf8.count < $0.utf8.count }) ?? true { files[FileID(information)] = path }
      }
    }
    for path in links { enter(path, depth: depth + 1, &diagnostics) }
  }

  /// The names in a directory, in the order of their bytes; nil where it cannot be read.
  private static func names(in directory: String) -> [String]? {
    guard let stream = opendir(directory) else { return nil }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: Int(entry.pointee.d_reclen)) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }
}

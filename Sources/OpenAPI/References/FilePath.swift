/// Paths of files as texts: nothing here asks the system.
enum FilePath {
  /// The path that a relative one means in a file; without `.` and `..` where that is possible.
  static func joined(_ file: String, _ relative: String) -> String {
    normalised(relative.hasPrefix("/") ? relative : folder(of: file) + relative)
  }

  /// The folder of a file with its slash; empty for a file in the working directory.
  static func folder(of file: String) -> String {
    file.lastIndex(of: "/").map { String(file[...$0]) } ?? ""
  }

  /// The path without `.` and without `..` after a folder.
  static func normalised(_ path: String) -> String {
    var parts: [Substring] = []
    for part in path.split(separator: "/") where part != "." {
      if part == "..", let last = parts.last, last != ".." { parts.removeLast() } else { parts.append(part) }
    }
    return (path.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
  }

  /// Whether a path lies in a folder or below it; both normalised, the folder with its slash.
  static func isBelow(_ path: String, _ folder: String) -> Bool {
    if folder.isEmpty { return !path.hasPrefix("/") && path != ".." && !path.hasPrefix("../") }
    return path.hasPrefix(folder)
  }
}

import Documents

/// The first line of a journal: which run it is of.
package struct JournalHeader: Sendable {
  /// The name and version of the form; the number grows when a reader of the former one could fail.
  package static let schema = "fairlead-journal/1"

  /// Whoever ran it, as far as the system and the environment tell.
  package struct Author: Sendable {
    /// The user.
    package var user: String?
    /// The machine.
    package var host: String?
    /// The job of a pipeline.
    package var job: String?
    /// The commit that the job was about.
    package var commit: String?

    /// Makes an author of whom nothing is known.
    package init() {}
  }

  /// The version of the program.
  package var toolVersion: String
  /// The command, such as `gateway sync`.
  package var command: String
  /// Whoever ran it.
  package var author: Author
  /// The files that it was run with.
  package var files: [String]
  /// What tells the target from others.
  package var identity = ""
  /// What messages call the target: its address, without credentials.
  package var address = ""
  /// The workspace; nil for the default one.
  package var workspace: String?
  /// When the target was read, in seconds since 1970.
  package var readAt = 0
  /// How many changes were planned, but for what goes with deletions.
  package var planned = 0

  /// Makes the header of a run that is yet to be prepared.
  package init(toolVersion: String, command: String, author: Author, files: [String]) {
    self.toolVersion = toolVersion
    self.command = command
    self.author = author
    self.files = files
  }

  /// Now, as it may be part of a file's name.
  package static var fileTime: String { JournalTime.text(JournalTime.now).replacing(":", with: "-") }

  /// When it was run, such as `2026-03-01T09:30:00Z`.
  package var time: String { JournalTime.text(readAt) }
}

extension JournalHeader {
  private static let warning = "this file holds keys and other secrets in clear"

  var node: Node {
    var by = Object()
    by["user"] = author.user.map { Node(.string($0)) }
    by["host"] = author.host.map { Node(.string($0)) }
    by["job"] = author.job.map { Node(.string($0)) }
    by["commit"] = author.commit.map { Node(.string($0)) }
    return [
      "schema": Node(.string(JournalHeader.schema)), "warning": Node(.string(JournalHeader.warning)),
      "tool": ["name": "fairlead", "version": Node(.string(toolVersion))], "command": Node(.string(command)),
      "read": Node(.string(time)), "read_seconds": Node(.integer(readAt)),
      "target": [
        "id": Node(.string(identity)), "address": Node(.string(address)),
        "workspace": workspace.map { Node(.string($0)) } ?? .null,
      ],
      "by": Node(.object(by)), "files": Node(.array(files.map { Node(.string($0)) })),
      "planned": Node(.integer(planned)),
    ]
  }

  /// Reads a first line; nil for one that is no journal's.
  init?(_ node: Node) {
    guard node["schema"]?.string == JournalHeader.schema, let command = node["command"]?.string,
      let identity = node["target"]?["id"]?.string, let readAt = node["read_seconds"]?.integer,
      JournalTime.range.contains(readAt)
    else { return nil }
    var author = Author()
    author.user = node["by"]?["user"]?.string
    author.host = node["by"]?["host"]?.string
    author.job = node["by"]?["job"]?.string
    author.commit = node["by"]?["commit"]?.string
    self.init(
      toolVersion: node["tool"]?["version"]?.string ?? "", command: command, author: author,
      files: (node["files"]?.array ?? []).compactMap(\.string))
    self.identity = identity
    self.address = node["target"]?["address"]?.string ?? identity
    self.workspace = node["target"]?["workspace"]?.string
    self.readAt = readAt
    self.planned = node["planned"]?.integer ?? 0
  }
}

package import Comparison
package import Documents

/// A plan that is kept: what is to change and what it was made of, without any secret.
///
/// It is a promise, not a payload: whoever carries it out plans anew, and goes on only where the same comes out.
package struct SavedPlan: Sendable {
  /// The name and version of the document's form; the number grows when a reader of the former one could fail.
  package static let schema = "fairlead-plan/1"

  /// The version of the program that made it.
  package var toolVersion = ""
  /// The verb that it is for: `sync`, `apply` or `reset`.
  package var verb = ""
  /// Where it is to be carried out.
  package var target = Target()
  /// What the files were.
  package var files: [File] = []
  /// What the files were that these were held against to tell drift; empty where none were.
  package var base: [File] = []
  /// The flags that a plan depends on, with their values.
  package var flags: [Flag] = []
  /// The workspace that is missing and created first; nil for none.
  package var createdWorkspace: String?
  /// How many entities of each collection no file has and the plan keeps all the same.
  package var kept: [String: Int] = [:]
  /// What changes, in the order of the plan.
  package var changes: [SavedChange] = []

  /// An empty plan.
  package init() {}

  /// A target as a plan knows it.
  package struct Target: Sendable, Equatable {
    /// What tells the target from others.
    package var identity = ""
    /// What messages call it: its address, without credentials.
    package var address = ""
    /// The name that the user gave it; nil where none was given.
    package var name: String?
    /// The version of the gateway.
    package var version = ""
    /// The edition of the gateway.
    package var edition = ""
    /// The workspace; nil for the default one.
    package var workspace: String?
  }

  /// A file by its name and digest.
  package struct File: Sendable, Equatable {
    /// The name as it was given.
    package var name: String
    /// The SHA-256 of its bytes.
    package var digest: String
  }

  /// A flag by its name.
  package struct Flag: Sendable, Equatable {
    /// The name without dashes.
    package var name: String
    /// The value; several for a list.
    package var values: [String]

    /// Makes a flag.
    package init(name: String, values: [String]) {
      self.name = name
      self.values = values
    }
  }

  /// How many changes of an action there are.
  package func count(_ action: Change.Action) -> Int { changes.count { $0.shown.action == action } }

  /// Whether it is told of each change who moved.
  package var isClassified: Bool { !base.isEmpty }

  /// How many changes are of a class.
  package func count(_ drift: DriftClass) -> Int { changes.count { $0.shown.classes.contains(drift) } }

  /// Whether nothing is to be done.
  package var isEmpty: Bool { changes.isEmpty && createdWorkspace == nil }
}

/// A change as a plan keeps it.
package struct SavedChange: Sendable {
  /// The change without the fields to send: its differences are all that is known of them, for creations and deletions too.
  package var shown: Change
  /// What the entity is known by, references by their names; empty where that is secret or there is nothing.
  package var key: Object
}

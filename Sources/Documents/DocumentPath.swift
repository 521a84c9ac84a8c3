/// The way from a node down to one within it: keys and positions.
public struct DocumentPath: Hashable, Sendable {
  /// One step down.
  public enum Step: Hashable, Sendable {
    /// To the member of a mapping.
    case key(String)
    /// To the item of a list, from 0.
    case index(Int)
  }

  /// The steps from the outside in.
  public var steps: [Step]

  /// Makes a path.
  public init(_ steps: [Step] = []) {
    self.steps = steps
  }

  /// The path one key further down.
  public func appending(_ key: String) -> DocumentPath { DocumentPath(steps + [.key(key)]) }
  /// The path to one item further down.
  public func appending(_ index: Int) -> DocumentPath { DocumentPath(steps + [.index(index)]) }
}

extension DocumentPath: CustomStringConvertible {
  /// Dots between keys, positions in brackets: `config.paths[0]`.
  public var description: String {
    var text = ""
    for step in steps {
      switch step {
      case .key(let key): text += text.isEmpty ? key : ".\(key)"
      case .index(let index): text += "[\(index)]"
      }
    }
    return text
  }
}

extension Node {
  /// The node at a path, or the nearest one above it that exists: where to point when a missing field is concerned.
  public func nearest(_ path: DocumentPath) -> Node { reached(path).node }

  /// The node at a path; nil where there is none.
  public func node(at path: DocumentPath) -> Node? {
    let (node, isWhole) = reached(path)
    return isWhole ? node : nil
  }

  /// As far as there is a way, and whether that is all of it.
  private func reached(_ path: DocumentPath) -> (node: Node, isWhole: Bool) {
    var node = self
    for step in path.steps {
      switch (step, node.value) {
      case (.key(let key), .object(let object)):
        guard let next = object[key] else { return (node, false) }
        node = next
      case (.index(let index), .array(let array)) where array.indices.contains(index):
        node = array[index]
      default:
        return (node, false)
      }
    }
    return (node, true)
  }
}

import Diagnostics

extension Object {
  /// Where values from the environment stand, by the names on the way down; what stands in lists has the names of those.
  package var environmentPaths: Set<[String]> {
    var paths: Set<[String]> = []
    for member in self { member.node.gatherEnvironmentPaths([member.key], into: &paths) }
    return paths
  }

  /// Marks what stands at such a place as what came from the environment.
  package mutating func markFromEnvironment(at path: ArraySlice<String>) {
    guard let name = path.first, var node = self[name] else { return }
    node.markFromEnvironment(at: path.dropFirst())
    self[name] = node
  }
}

extension Node {
  fileprivate func gatherEnvironmentPaths(_ path: [String], into paths: inout Set<[String]>) {
    if place.origin.isEnvironment {
      paths.insert(path)
      return
    }
    switch value {
    case .array(let items): for item in items { item.gatherEnvironmentPaths(path, into: &paths) }
    case .object(let object):
      for member in object { member.node.gatherEnvironmentPaths(path + [member.key], into: &paths) }
    default: break
    }
  }

  fileprivate mutating func markFromEnvironment(at path: ArraySlice<String>) {
    if let items = array {
      value = .array(
        items.map { item in
          var item = item
          item.markFromEnvironment(at: path)
          return item
        })
    } else if path.isEmpty {
      place.origin = .unknown
    } else if var object {
      object.markFromEnvironment(at: path)
      value = .object(object)
    }
  }
}

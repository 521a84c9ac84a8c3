import Documents

/// Makes the path and query of a request from names as they are.
enum PathEncoding {
  /// A path such as `/services/my%20service`, with its query; an error for a name that can't stand in a path.
  ///
  /// - Parameter isOpen: Whether the path ends with a slash.
  static func target(
    _ path: [String], query: [(String, String)] = [], isOpen: Bool = false
  ) throws(TransportError) -> String {
    var target: [UInt8] = []
    for segment in path {
      guard canStand(segment) else {
        throw TransportError(
          .invalidAddress, "the name '\(segment)' can't be asked for: it has a meaning of its own in a path")
      }
      target.append(UInt8(ascii: "/"))
      PercentEncoding.append(segment, to: &target)
    }
    if path.isEmpty || isOpen { target.append(UInt8(ascii: "/")) }
    for (index, (name, value)) in query.enumerated() {
      target.append(UInt8(ascii: index == 0 ? "?" : "&"))
      PercentEncoding.append(name, to: &target)
      target.append(UInt8(ascii: "="))
      PercentEncoding.append(value, to: &target)
    }
    return String(decoding: target, as: UTF8.self)
  }

  /// Whether a name can stand in a path: a dot or two would be taken for a place in it, and nothing for the whole collection.
  static func canStand(_ name: String) -> Bool { !name.isEmpty && name != "." && name != ".." }
}

public import Documents
internal import Glibc

/// Numbers as the gateway keeps them: doubles, written with 14 significant digits.
public enum LuaNumber {
  /// The text of a number: `0.12345678901235`, `1`, `1e+20`.
  public static func text(_ double: Double) -> String {
    if let integer = Int(exactly: double) { return String(integer) }
    var buffer = [CChar](repeating: 0, count: 32)
    let length = withVaList([double]) { vsnprintf(&buffer, buffer.count, "%.14g", $0) }
    return String(decoding: buffer.prefix(Int(max(0, length))).map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  /// A number as the gateway answers with it, and any other value unchanged but for the numbers within it.
  ///
  /// Integers beyond 2^53 are rounded to what a double holds.
  public static func rounded(_ node: Node) -> Node {
    switch node.value {
    case .integer(let integer) where integer.magnitude > 1 << 53:
      return Node(.integer(Int(exactly: Double(integer)) ?? integer), at: node.place)
    case .decimal(let decimal):
      let double = decimal.double
      if let integer = Int(exactly: double) { return Node(.integer(integer), at: node.place) }
      return double.isFinite ? Node(.decimal(DecimalNumber(text: text(double))), at: node.place) : node
    case .array(let array):
      return Node(.array(array.map(rounded)), at: node.place)
    case .object(let object):
      return Node(.object(rounded(object)), at: node.place)
    default:
      return node
    }
  }

  /// A mapping with the numbers within it as the gateway answers with them.
  public static func rounded(_ object: Object) -> Object {
    object.mapNodes { rounded($1) }
  }

  /// Whether two values are the same to the gateway: numbers by their value, all else as it stands.
  public static func same(_ left: Node, _ right: Node) -> Bool {
    if let left = left.double, let right = right.double { return left == right }
    return left == right
  }
}

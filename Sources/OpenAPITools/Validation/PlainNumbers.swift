import Documents

/// Numbers in their shortest plain notation, as JSON encoders write them: 1.0 is 1, 1.50 is 1.5.
enum PlainNumbers {
  /// A node with all numbers in it so written.
  static func of(_ node: Node) -> Node {
    switch node.value {
    case .decimal(let number): Node(value(number), at: node.place)
    case .array(let items): Node(.array(items.map(of)), at: node.place)
    case .object(let object):
      Node(.object(object.mapNodes { of($1) }))
    default: node
    }
  }

  private static func value(_ number: DecimalNumber) -> Value {
    let double = number.double
    // What a double does not hold exactly stays as it was written.
    guard double.isFinite, !(double == 0 && number.text.contains { "123456789".contains($0) }) else {
      return .decimal(number)
    }
    if let integer = Int(exactly: double), abs(double) < 9_007_199_254_740_992 { return .integer(integer) }
    if !number.text.contains(where: { ".eE".contains($0) }) { return .decimal(number) }
    return .decimal(DecimalNumber(double))
  }
}

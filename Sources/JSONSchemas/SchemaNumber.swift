import Documents

/// A number as a whole number of some power of ten, which is exact, or the nearest double where it is longer than that.
struct SchemaNumber: Comparable {
  let double: Double
  private var digits: Int128?
  private var exponent = 0

  /// Takes a node; not a number for one that is none.
  init(_ node: Node) {
    switch node.value {
    case .integer(let integer):
      double = Double(integer)
      digits = Int128(integer)
    case .decimal(let decimal):
      double = decimal.double
      (digits, exponent) = Self.parts(decimal.text)
    default:
      double = .nan
    }
  }

  /// Takes a node that is a number.
  init?(known node: Node) {
    guard node.double != nil else { return nil }
    self.init(node)
  }

  private static func parts(_ text: String) -> (Int128?, Int) {
    let halves = text.split(maxSplits: 1, omittingEmptySubsequences: false) { $0 == "e" || $0 == "E" }
    guard var exponent = halves.count == 2 ? Int(halves[1]) : 0, abs(exponent) < 1000 else { return (nil, 0) }
    let mantissa = halves[0].split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    if mantissa.count == 2 { exponent -= mantissa[1].utf8.count }
    guard var digits = Int128(mantissa.joined()) else { return (nil, 0) }
    while digits != 0, digits % 10 == 0, exponent < 0 {
      digits /= 10
      exponent += 1
    }
    return (digits, exponent)
  }

  /// Whether it is a number without a fraction.
  var isWhole: Bool {
    guard let digits else { return double.isFinite && double == double.rounded() }
    return exponent >= 0 || digits == 0
  }

  /// Both numbers in units of the same power of ten.
  private func aligned(_ other: SchemaNumber) -> (Int128, Int128)? {
    guard let left = digits, let right = other.digits else { return nil }
    let unit = min(exponent, other.exponent)
    func scaled(_ digits: Int128, _ exponent: Int) -> Int128? {
      var result = digits
      for _ in 0..<(exponent - unit) {
        let (product, overflow) = result.multipliedReportingOverflow(by: 10)
        if overflow { return nil }
        result = product
      }
      return result
    }
    guard let first = scaled(left, exponent), let second = scaled(right, other.exponent) else { return nil }
    return (first, second)
  }

  static func == (left: SchemaNumber, right: SchemaNumber) -> Bool {
    left.aligned(right).map { $0 == $1 } ?? (left.double == right.double)
  }

  static func < (left: SchemaNumber, right: SchemaNumber) -> Bool {
    left.aligned(right).map { $0 < $1 } ?? (left.double < right.double)
  }

  /// Whether another number goes into it without a rest.
  func isMultiple(of factor: SchemaNumber) -> Bool {
    if let (number, factor) = aligned(factor) { return factor != 0 && number % factor == 0 }
    let quotient = double / factor.double
    return quotient.isFinite && quotient == quotient.rounded()
  }
}

import Diagnostics

extension JSONParser {
  /// Reads the number at the position.
  mutating func number() throws(DiagnosticError) -> Value {
    let place = here
    let start = position
    let isNegative = current == UInt8(ascii: "-")
    if isNegative { position += 1 }
    let firstDigit = position
    var value = 0
    var fits = true
    while let digit = currentDigit {
      let (product, overflow) = value.multipliedReportingOverflow(by: 10)
      // Built on the negative side, which reaches one further.
      let (difference, overflows) = product.subtractingReportingOverflow(digit)
      if overflow || overflows { fits = false }
      value = difference
      position += 1
    }
    let digits = position - firstDigit
    guard digits > 0 else { throw malformedNumber(at: place) }
    if digits > 1, bytes[firstDigit] == UInt8(ascii: "0") {
      throw malformedNumber(at: place, hint: "leave out the leading zero, or put the text into quotation marks")
    }
    var isInteger = true
    if current == UInt8(ascii: ".") {
      isInteger = false
      position += 1
      guard skipDigits() > 0 else { throw malformedNumber(at: place) }
    }
    if current | 0x20 == UInt8(ascii: "e") {
      isInteger = false
      position += 1
      if current == UInt8(ascii: "+") || current == UInt8(ascii: "-") { position += 1 }
      guard skipDigits() > 0 else { throw malformedNumber(at: place) }
    }
    if isInteger, fits {
      if isNegative { return .integer(value) }
      if value != .min { return .integer(-value) }
    }
    let text = String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<position]), as: UTF8.self)
    return .decimal(DecimalNumber(text: text))
  }

  private var currentDigit: Int? {
    let byte = current
    return byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") ? Int(byte &- UInt8(ascii: "0")) : nil
  }

  private mutating func skipDigits() -> Int {
    let start = position
    while currentDigit != nil { position += 1 }
    return position - start
  }

  private func malformedNumber(at place: SourcePlace, hint: String? = nil) -> DiagnosticError {
    DiagnosticError(Diagnostic(code: "invalid-number", "this is no number in JSON's notation", at: place, hint: hint))
  }
}

import Glibc

extension String {
  /// Whether the text comes before another in the order of their UTF-8 bytes, which is the same everywhere.
  public func precedesInBytes(_ other: String) -> Bool {
    var (left, right) = (self, other)
    return left.withUTF8 { left in
      right.withUTF8 { right in
        let length = min(left.count, right.count)
        guard length > 0, let first = left.baseAddress, let second = right.baseAddress else {
          return left.count < right.count
        }
        let order = memcmp(first, second, length)
        return order == 0 ? left.count < right.count : order < 0
      }
    }
  }
}

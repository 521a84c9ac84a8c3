/// Finds what a misspelt name was meant to be.
public enum NearestName {
  /// The candidate with the smallest edit distance, if that is small for the name's length.
  public static func find(_ name: String, among candidates: some Sequence<String>) -> String? {
    let written = Array(name.utf8.prefix(64))
    let limit = max(1, written.count / 3)
    var best: (distance: Int, name: String)?
    for candidate in candidates {
      let bytes = Array(candidate.utf8.prefix(64))
      guard abs(bytes.count - written.count) <= limit else { continue }
      let distance = editDistance(written, bytes)
      if distance <= limit, distance < best?.distance ?? .max { best = (distance, candidate) }
    }
    return best?.name
  }

  /// Insertions, deletions, substitutions and swaps of neighbours that lead from one to the other.
  private static func editDistance(_ left: [UInt8], _ right: [UInt8]) -> Int {
    var beforeLast = [Int]()
    var last = Array(0...right.count)
    for row in left.indices {
      var current = [row + 1]
      for column in right.indices {
        var cost = min(last[column + 1] + 1, current[column] + 1, last[column] + (left[row] == right[column] ? 0 : 1))
        if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
          cost = min(cost, beforeLast[column - 1] + 1)
        }
        current.append(cost)
      }
      beforeLast = last
      last = current
    }
    return last[right.count]
  }
}

package import Diagnostics

extension [Diagnostic] {
  /// File by file from top to bottom; what has no place comes last.
  package func inOrder() -> [Diagnostic] {
    func key(_ place: SourcePlace) -> (Int, UInt32, UInt32) {
      (place.isKnown ? Int(place.source.rawValue) : .max, place.line, place.column)
    }
    return sorted { key($0.place) < key($1.place) }
  }
}

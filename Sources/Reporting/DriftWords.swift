import Comparison

extension DriftClass {
  /// The class at the beginning of a line.
  var title: String {
    switch self {
    case .wanted: "Wanted"
    case .drift: "Drift"
    case .both: "Both"
    case .secret: "Secret"
    }
  }
}

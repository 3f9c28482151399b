import Findings

extension Difference {
  /// The median difference, where there is one.
  var value: Double? {
    switch self {
    case .median(let value, _), .few(let value, _, _), .constant(let value), .single(let value): value
    case .equal: 0
    case .reachedUnequally, .neverReached, .unknown: nil
    }
  }
}

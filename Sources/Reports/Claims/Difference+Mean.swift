import Findings

extension Difference {
  /// The mean difference, where there is one.
  var mean: Double? {
    switch self {
    case .mean(let mean, _), .constant(let mean), .single(let mean): mean
    case .equal: 0
    case .reachedUnequally, .neverReached, .unknown: nil
    }
  }
}

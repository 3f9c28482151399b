/// What a check comes to; its raw value is the exit code of the command.
package enum CheckVerdict: Int, Hashable, Sendable, CaseIterable, Comparable {
  case passed = 0
  /// Something was lost, doubled or left over, or a run did not come to rest.
  case unsound = 1
  /// The baseline does not fit what was run, so that nothing can be said about it: never a regression.
  case unfitBaseline = 2
  /// A threshold of a scenario did not hold.
  case thresholdMissed = 3
  /// A measure differs from the baseline beyond its tolerance.
  case regressed = 4
  /// The same run gave two digests.
  case unrepeatable = 5

  /// A word for titles.
  package var name: String {
    switch self {
    case .passed: "pass"
    case .unsound: "integrity"
    case .unfitBaseline: "baseline does not fit"
    case .thresholdMissed: "threshold"
    case .regressed: "regression"
    case .unrepeatable: "determinism"
    }
  }

  /// What the exit code means, and what to do about it.
  package var meaning: String {
    switch self {
    case .passed: "everything holds"
    case .unsound: "something was lost, doubled or left over, or a run did not come to rest"
    case .unfitBaseline: "the baseline does not fit what was run; if the change is meant, take it over with --update"
    case .thresholdMissed: "a threshold of a scenario does not hold"
    case .regressed: "a measure differs from the baseline; if the change is meant, take it over with --update"
    case .unrepeatable: "the same run gave two results; repair that first, for no other number can be trusted"
    }
  }

  package static func < (left: CheckVerdict, right: CheckVerdict) -> Bool { left.rawValue < right.rawValue }
}

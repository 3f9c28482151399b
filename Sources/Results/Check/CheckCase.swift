package import Measures

/// One thing that was judged of one run.
package struct CheckCase: Hashable, Sendable {
  package enum Subject: Hashable, Sendable {
    /// The audit, and that the run came to rest.
    case integrity
    case threshold(Threshold)
    /// All measures of the baseline together.
    case baseline
    /// That the run gives the same digest when it is repeated.
    case determinism

    /// What the check comes to when it fails.
    package var verdict: CheckVerdict {
      switch self {
      case .integrity: .unsound
      case .threshold: .thresholdMissed
      case .baseline: .regressed
      case .determinism: .unrepeatable
      }
    }
  }

  package enum Outcome: Hashable, Sendable {
    /// The differences are within their tolerances.
    case passed(moved: [MeasureDifference])
    /// At least one.
    case failed([CheckFailure])
    /// There is nothing to judge by, for this reason.
    case unjudged(String)
  }

  package let subject: Subject
  package let seed: UInt64
  package let outcome: Outcome

  package init(_ subject: Subject, seed: UInt64, _ outcome: Outcome) {
    self.subject = subject
    self.seed = seed
    self.outcome = outcome
  }

  /// Fails with these failures, passes without any.
  package init(_ subject: Subject, seed: UInt64, failures: [CheckFailure]) {
    self.init(subject, seed: seed, failures.isEmpty ? .passed(moved: []) : .failed(failures))
  }

  package var verdict: CheckVerdict {
    switch outcome {
    case .passed: .passed
    case .failed: subject.verdict
    case .unjudged: .unfitBaseline
    }
  }
}

/// A measure that is not what the baseline has.
package struct MeasureDifference: Hashable, Sendable {
  package let measure: Measure
  package let expected: MeasureValue
  package let got: MeasureValue
  /// nil where only the very same value passes.
  package let tolerance: Tolerance?

  package init(_ measure: Measure, expected: MeasureValue, got: MeasureValue, tolerance: Tolerance? = nil) {
    self.measure = measure
    self.expected = expected
    self.got = got
    self.tolerance = tolerance
  }

  /// Whether the change is for the better; nil where no way is the better one.
  package var isImprovement: Bool? {
    // Never to get there is worse than any time.
    switch (expected, got) {
    case (.never, .number), (.never, .share): return true
    case (.number, .never), (.share, .never): return false
    default: break
    }
    guard let before = expected.number, let after = got.number, before != after else { return nil }
    return switch measure.metric.better {
    case .higher: after > before
    case .lower: after < before
    case .neither: nil
    }
  }
}

/// Why a case failed.
package enum CheckFailure: Hashable, Sendable {
  /// What the audit found, or what was not at rest.
  case problem(String)
  case missed(Threshold, got: MeasureValue)
  case differs(MeasureDifference)
  case digests(first: String, second: String)
}

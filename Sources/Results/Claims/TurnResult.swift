/// How a claim's verdict depends on one input of the scenario.
package struct TurnResult: Hashable, Sendable {
  /// A value of the input, and the verdict there.
  package struct Trial: Hashable, Sendable {
    package let value: Double
    package let verdict: ClaimVerdict

    package init(_ value: Double, _ verdict: ClaimVerdict) {
      self.value = value
      self.verdict = verdict
    }
  }

  /// Neighbouring values with the same verdict.
  package struct Span: Hashable, Sendable {
    package let verdict: ClaimVerdict
    package let first: Double
    package let last: Double
  }

  /// The scenario's key.
  package let key: String
  /// By value.
  package let trials: [Trial]
  /// The verdict is the same between two neighbours unless they are this near.
  package let resolution: Double

  /// - Parameters:
  ///   - trials: at least one, in any order.
  ///   - resolution: above 0.
  package init(key: String, trials: [Trial], resolution: Double) {
    precondition(!trials.isEmpty && resolution > 0, "\(trials.count) trials, to within \(resolution)")
    self.key = key
    self.trials = trials.sorted { $0.value < $1.value }
    self.resolution = resolution
  }

  /// From the least value to the greatest.
  package var spans: [Span] {
    trials.reduce(into: []) { spans, trial in
      let first = spans.last?.verdict == trial.verdict ? spans.removeLast().first : trial.value
      spans.append(Span(verdict: trial.verdict, first: first, last: trial.value))
    }
  }

  /// The values to try next: one between each two neighbours whose verdicts differ, until they are near enough.
  package var next: [Double] {
    zip(trials, trials.dropFirst()).compactMap { left, right in
      guard left.verdict != right.verdict else { return nil }
      let steps = ((right.value - left.value) / resolution).rounded()
      guard steps >= 2 else { return nil }
      // To the grid that the least value is on; the rounding takes off what binary fractions add.
      let middle = left.value + (steps / 2).rounded(.down) * resolution
      return (middle * 1e6).rounded() / 1e6
    }
  }
}

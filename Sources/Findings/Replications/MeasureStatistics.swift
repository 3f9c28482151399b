package import Measures
package import Statistics

/// A measure over the runs of a cell, folded one run after the other.
package struct MeasureStatistics: Sendable {
  /// Of the runs that gave a number.
  package private(set) var moments = RunningMoments()
  /// Runs in which it was not reached.
  package private(set) var never = 0
  /// Runs in which there was nothing to measure.
  package private(set) var missing = 0
  /// Over all runs, for shares.
  package private(set) var events = 0
  package private(set) var trials = 0
  private let unit: MeasureUnit

  package init(unit: MeasureUnit) { self.unit = unit }

  package mutating func add(_ value: MeasureValue) {
    switch value {
    case .number(let number): moments.add(number)
    case .share(let events, let trials):
      moments.add(Double(events) / Double(trials))
      self.events += events
      self.trials += trials
    case .never: never += 1
    case .missing: missing += 1
    }
  }

  /// Runs that gave a number.
  package var measured: Int { moments.count }

  package var runs: Int { moments.count + never + missing }

  package var estimate: Estimate {
    if never > 0 { return .notReached(runs: never, of: runs) }
    guard let mean = moments.mean else { return .nothing }
    if unit == .share, events == 0 || events == trials {
      return .bound(mean, BinomialInterval.exact(events: events, trials: trials), trials: trials)
    }
    // A count of things that never happened: what is known is in how many runs they did not.
    if unit == .count, moments.greatest == 0, moments.least == 0 {
      let upper = BinomialInterval.exact(events: 0, trials: moments.count).upper
      return .none(inRuns: moments.count, atMostShareOfRuns: upper)
    }
    guard let interval = ConfidenceInterval.ofMean(moments) else { return .single(mean) }
    return moments.least == moments.greatest
      ? .constant(mean, runs: moments.count) : .mean(mean, halfWidth: interval.halfWidth, runs: moments.count)
  }
}

/// What is known of a measure after a number of runs.
package enum Estimate: Hashable, Sendable {
  /// The mean of the runs' values, and half of its 95 % interval.
  case mean(Double, halfWidth: Double, runs: Int)
  /// Every run that gave a number, two at least, gave the same.
  case constant(Double, runs: Int)
  /// One run that gave a number: a value without an interval.
  case single(Double)
  /// A share of which there was no event, or nothing but events, with the exact 95 % interval over all trials.
  case bound(Double, ConfidenceInterval, trials: Int)
  /// A count that was 0 in every run: with 95 % confidence it is in no larger share of runs more than that.
  case none(inRuns: Int, atMostShareOfRuns: Double)
  /// It falls among those that never got there, in so many runs.
  case notReached(runs: Int, of: Int)
  /// No run had anything to measure.
  case nothing

  /// The mean, where there is one.
  package var value: Double? {
    switch self {
    case .mean(let value, _, _), .constant(let value, _), .single(let value), .bound(let value, _, _): value
    case .none: 0
    case .notReached, .nothing: nil
    }
  }

  /// Of a count that was 0 in every run: the share of runs that it is in at most, with 95 % confidence.
  package var upperShareOfRuns: Double? {
    if case .none(_, let share) = self { share } else { nil }
  }

  /// What kind of estimate it is, as a stable name.
  package var kind: String {
    switch self {
    case .mean: "mean"
    case .constant: "constant"
    case .single: "single"
    case .bound: "bound"
    case .none: "none"
    case .notReached: "not_reached"
    case .nothing: "nothing"
    }
  }

  /// The 95 % interval of the mean, where there is one; a point for what never varied.
  package var interval: ConfidenceInterval? {
    switch self {
    case .mean(let mean, let halfWidth, _): ConfidenceInterval(lower: mean - halfWidth, upper: mean + halfWidth)
    case .constant(let value, _): ConfidenceInterval(lower: value, upper: value)
    case .bound(_, let interval, _): interval
    case .single, .none, .notReached, .nothing: nil
    }
  }
}

package import Measures

/// What is varied to find how much a design carries.
package enum LoadAxis: String, Codable, Hashable, Sendable, CaseIterable {
  /// Visitors who come within the scenario's span.
  case users
  /// Visitors who come in a minute, at random times, for minutes.
  case rate
  /// Seconds over which the scenario's own visitors come: staggering.
  case span

  /// More of it is harder; of the span, less is.
  package var growsHarder: Bool { self != .span }
}

/// How much one design carries on one tier, along one axis: the outcome of one search.
package struct CapacityRow: Codable, Hashable, Sendable {
  package var design: String
  package var tier: String
  package var axis: LoadAxis
  /// The hardest load at which the objective is shown to hold; nil when it is at none that was tried.
  package var holding: Int?
  /// Whether the search ended at its bound with the objective still kept.
  package var isOpen: Bool
  /// What the seeds that judged that load say.
  package var confirmed: Confirmation?
  /// The hardest load up to which the plan's measure of the knee is less than twice that of a single visitor.
  package var knee: Int?
  /// Whether the search for the knee ended at its bound.
  package var isKneeOpen: Bool
  /// Requests per confirmed booking at the load that holds, background work included.
  package var callsPerBooking: Double?
  /// What breaks at the next harder load; nil when nothing was seen to break.
  package var breaking: Breaking?
  /// Of all runs that were judged, those that lost or doubled something or did not come to rest.
  package var unsound: [UnsoundRun]

  /// The runs by which a load was judged, under seeds that had no part in choosing it.
  package struct Confirmation: Codable, Hashable, Sendable {
    /// Those that kept the objective.
    package var held: Int
    package var runs: Int
    /// The share of all seeds that keep it, at least, with the confidence of the plan.
    package var least: Double

    package init(held: Int, runs: Int, least: Double) {
      self.held = held
      self.runs = runs
      self.least = least
    }
  }

  /// A run whose numbers are worth nothing.
  package struct UnsoundRun: Codable, Hashable, Sendable {
    package var load: Int
    package var seed: UInt64
    /// What the audit found and what was not at rest, in words.
    package var problems: [String]
    /// The command that repeats it.
    package var replay: String

    package init(load: Int, seed: UInt64, problems: [String], replay: String) {
      self.load = load
      self.seed = seed
      self.problems = problems
      self.replay = replay
    }
  }

  /// A load that is too much, or that so many seeds could not show to hold.
  package struct Breaking: Codable, Hashable, Sendable {
    package var load: Int
    /// Those by which it was judged.
    package var runs: Int
    /// Of them, those that kept the objective.
    package var held: Int
    /// Of them, those that were not sound, and so did not keep the objective whatever they measured.
    package var unsoundRuns: Int
    /// In the order of the objective, those that broke in at least one run.
    package var thresholds: [BrokenThreshold]
    /// Requests per confirmed booking there.
    package var callsPerBooking: Double?
    package var causes: Causes

    package init(
      load: Int,
      runs: Int,
      held: Int = 0,
      unsoundRuns: Int = 0,
      thresholds: [BrokenThreshold],
      callsPerBooking: Double?,
      causes: Causes
    ) {
      self.load = load
      self.runs = runs
      self.held = held
      self.unsoundRuns = unsoundRuns
      self.thresholds = thresholds
      self.callsPerBooking = callsPerBooking
      self.causes = causes
    }
  }

  package struct BrokenThreshold: Codable, Hashable, Sendable {
    package var text: String
    package var runs: Int
    /// The value in the first run that broke it.
    package var got: MeasureValue
    package var unit: MeasureUnit

    package init(text: String, runs: Int, got: MeasureValue, unit: MeasureUnit) {
      self.text = text
      self.runs = runs
      self.got = got
      self.unit = unit
    }
  }

  package init(design: String, tier: String, axis: LoadAxis) {
    self.design = design
    self.tier = tier
    self.axis = axis
    isOpen = false
    isKneeOpen = false
    unsound = []
  }
}

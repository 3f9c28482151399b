package import Measures

/// What an experiment runs: each of its cells under each of its seeds, and what is measured of every run.
package struct Experiment: Hashable, Sendable, Codable {
  package var cells: [ExperimentCell]
  /// What its rows show.
  package var measures: [Measure]
  /// What else is taken of every run, to say why the rows are as they are.
  package var supporting: [Measure]
  package var firstSeed: UInt64
  package var seeds: Int
  package var modelRevision: Int

  package init(
    cells: [ExperimentCell],
    measures: [Measure],
    supporting: [Measure] = [],
    firstSeed: UInt64,
    seeds: Int,
    modelRevision: Int
  ) {
    self.cells = cells
    self.measures = measures
    self.supporting = supporting
    self.firstSeed = firstSeed
    self.seeds = seeds
    self.modelRevision = modelRevision
  }

  /// One run for each number in 0..<`runs`: all cells under the first seed, then all under the second, and so on.
  package var runs: Int { cells.count * seeds }

  /// Everything that is taken of a run: the order of the values in its row.
  package var observed: [Measure] { measures + supporting }

  package func cell(ofRun run: Int) -> Int { run % cells.count }

  package func seed(ofRun run: Int) -> UInt64 { firstSeed + UInt64(run / cells.count) }

  package enum CodingKeys: String, CodingKey {
    case cells, measures, supporting, seeds
    case firstSeed = "first_seed"
    case modelRevision = "model_revision"
  }
}

/// A scenario, what of it is set otherwise, and a design.
package struct ExperimentCell: Hashable, Sendable, Codable {
  /// A key of the scenario that the experiment sets.
  package struct Setting: Hashable, Sendable, Codable {
    package var key: String
    package var value: String

    package init(key: String, value: String) {
      self.key = key
      self.value = value
    }

    /// `key=value`; nil when there is no equals sign.
    package init?(parsing text: String) {
      guard let equals = text.firstIndex(of: "=") else { return nil }
      self.init(key: String(text[..<equals]), value: String(text[text.index(after: equals)...]))
    }
  }

  package var scenario: String
  package var scenarioHash: String
  package var design: String
  package var settings: [Setting]
  /// Requests that each limit lets pass in its window, by bucket: `ten_second`, `search`, `burst`.
  package var limits: [String: Int]
  /// In words, what of another cell it changes, if it is a variant of one.
  package var change: String?
  /// Who comes, in words: `100 visitors in 1 s`.
  package var load: String
  /// Percent of each limit, by bucket, that other apps take.
  package var otherTrafficPercent: [String: Int]
  /// What else is unusual about the scenario, in words: `4 instances`.
  package var circumstances: [String]
  /// The command that repeats a run of the cell, up to its seed.
  package var replay: String

  package init(
    scenario: String,
    scenarioHash: String,
    design: String,
    settings: [Setting] = [],
    limits: [String: Int] = [:],
    change: String? = nil,
    load: String = "",
    otherTrafficPercent: [String: Int] = [:],
    circumstances: [String] = [],
    replay: String
  ) {
    self.scenario = scenario
    self.scenarioHash = scenarioHash
    self.design = design
    self.settings = settings
    self.limits = limits
    self.change = change
    self.load = load
    self.otherTrafficPercent = otherTrafficPercent
    self.circumstances = circumstances
    self.replay = replay
  }

  /// `phase2+reads=sequential`; of a change that no design's name has, `phase2, arrivals over 10 s`.
  package var name: String {
    guard let change, !design.hasSuffix("+" + change) else { return design }
    return "\(design), \(change)"
  }

  package enum CodingKeys: String, CodingKey {
    case scenario, design, settings, limits, change, load, circumstances, replay
    case scenarioHash = "scenario_hash"
    case otherTrafficPercent = "other_traffic_percent"
  }
}

import Measures
import Statistics

/// Runs of a sync as a document: what JSON says of them. Every key is always there.
package struct SyncDocument: Encodable {
  private let result: SyncResult

  package init(_ result: SyncResult) { self.result = result }

  private enum CodingKeys: String, CodingKey {
    case seeds, designs, sound
    case firstSeed = "first_seed"
    case modelRevision = "model_revision"
    case keepsThresholds = "keeps_thresholds"
  }

  package func encode(to encoder: any Encoder) throws {
    try SubjectNumbers(result.subject).encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(result.firstSeed, forKey: .firstSeed)
    try container.encode(result.seeds, forKey: .seeds)
    try container.encode(result.modelRevision, forKey: .modelRevision)
    try container.encode(result.isSound, forKey: .sound)
    try container.encode(result.keepsThresholds, forKey: .keepsThresholds)
    try container.encode(result.cells.map { Design(cell: $0, result: result) }, forKey: .designs)
  }

  private struct Design: Encodable {
    let cell: SyncCell
    let result: SyncResult

    private enum CodingKeys: String, CodingKey {
      case name, digest, replay, forecast, measures
      case firstRun = "first_run"
      case unsoundSeeds = "unsound_seeds"
      case brokenThresholds = "broken_thresholds"
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(cell.design, forKey: .name)
      try container.encode(cell.digest.description, forKey: .digest)
      try container.encode(result.replay(cell.design, seed: result.firstSeed), forKey: .replay)
      try container.encode(cell.forecast, forKey: .forecast)
      let measures = MeasureSet.sync.map { measure in
        (measure.metric.name, MeasureNumbers(measure.unit, cell.statistics(measure), pooled: nil))
      }
      try container.encode(Dictionary(uniqueKeysWithValues: measures), forKey: .measures)
      try container.encode(cell.rows.filter { !$0.isSound }.map(\.seed), forKey: .unsoundSeeds)
      let broken = cell.rows.flatMap { row in row.broken.map { Broken(seed: row.seed, broken: $0) } }
      try container.encode(broken, forKey: .brokenThresholds)
      try container.encode(cell.first, forKey: .firstRun)
    }
  }

  private struct Broken: Encodable {
    let seed: UInt64
    let broken: SyncRow.BrokenThreshold

    private enum CodingKeys: String, CodingKey { case seed, threshold, value }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(seed, forKey: .seed)
      try container.encode(broken.threshold.description, forKey: .threshold)
      try container.encode(broken.value, forKey: .value)
    }
  }
}

/// Forecasts as a document.
package struct SyncForecastDocument: Encodable {
  private let result: SyncForecastResult

  package init(_ result: SyncForecastResult) { self.result = result }

  private enum CodingKeys: String, CodingKey { case designs }

  private enum DesignKeys: String, CodingKey { case name, forecast }

  package func encode(to encoder: any Encoder) throws {
    try SubjectNumbers(result.subject).encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    var designs = container.nestedUnkeyedContainer(forKey: .designs)
    for each in result.forecasts {
      var design = designs.nestedContainer(keyedBy: DesignKeys.self)
      try design.encode(each.design, forKey: .name)
      try design.encode(each.numbers, forKey: .forecast)
    }
  }
}

/// What both documents say of what was asked.
private struct SubjectNumbers: Encodable {
  private let subject: SyncSubject

  init(_ subject: SyncSubject) { self.subject = subject }

  private enum CodingKeys: String, CodingKey {
    case scenario, records
    case scenarioHash = "scenario_hash"
    case recordsBefore = "records_before"
    case limits
    case dailyLimit = "daily_limit"
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(subject.scenario, forKey: .scenario)
    try container.encode(subject.scenarioHash, forKey: .scenarioHash)
    try container.encode(subject.records, forKey: .records)
    try container.encode(subject.before, forKey: .recordsBefore)
    try container.encode(subject.limits, forKey: .limits)
    try container.encode(subject.dailyLimit, forKey: .dailyLimit)
  }
}

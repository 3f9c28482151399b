import AccountScenarios
package import BulkSync
import DeterministicRuntime
import HubSpotAPI
import Measures
package import Results
import SimulatedHubSpot
import SimulationHarness
package import SyncScenarios
package import SyncSimulation

/// Runs designs of the sync on a scenario under the same seeds, or says what they would do.
package struct SyncStudy: Sendable {
  private let scenario: SyncScenario
  private let designs: [SyncDesign]
  private let data: SyncData
  private let seeds: ClosedRange<UInt64>
  /// What the designs would send.
  package let forecasts: SyncForecastResult

  /// - Parameters:
  ///   - designs: at least one.
  ///   - command: the command that repeats the study, without designs and seeds.
  package init(
    _ scenario: SyncScenario,
    _ designs: [SyncDesign],
    _ data: SyncData,
    seeds: ClosedRange<UInt64>,
    command: String
  ) {
    precondition(!designs.isEmpty, "a study of no design")
    self.scenario = scenario
    self.designs = designs
    self.data = data
    self.seeds = seeds
    forecasts = SyncForecastResult(
      Self.subject(scenario, data, command: command),
      Self.forecast(scenario, designs, data)
    )
  }

  package var runs: Int { designs.count * seeds.count }

  /// Why the scenario cannot be run with these designs; nil when it can.
  package var objection: String? {
    zip(designs, forecasts.forecasts).lazy.compactMap { design, forecast in
      SyncForecast.objection(
        to: design.name,
        calls: forecast.numbers.calls,
        daily: scenario.account.limits.daily
      )
    }.first
  }

  /// Runs everything, on all cores.
  ///
  /// - Parameter finished: called from any thread with how many runs are ready.
  package func result(finished: @escaping @Sendable (Int) -> Void = { _ in }) throws -> SyncResult {
    let count = seeds.count
    let made = try SideBySide.map(count: runs, finished: finished) { number in
      let seed = seeds.lowerBound + UInt64(number % count)
      let summary = try SyncRun(scenario, designs[number / count], data, seed: seed).summary()
      return (row: SyncRow(summary, scenario.thresholds), first: number % count == 0 ? summary : nil)
    }
    let forecasts = forecasts.forecasts
    let cells = designs.indices.map { index in
      let own = made[(index * count)..<((index + 1) * count)]
      guard let first = own.first?.first else { preconditionFailure("\(designs[index].name) without a first run") }
      return SyncCell(
        design: designs[index].name,
        forecast: forecasts[index].numbers,
        first: first,
        rows: own.map(\.row)
      )
    }
    return SyncResult(
      self.forecasts.subject,
      firstSeed: seeds.lowerBound,
      seeds: count,
      modelRevision: ScenarioRun.modelRevision,
      cells: cells
    )
  }
}

// What is known before anything is run.
extension SyncStudy {
  private static func forecast(_ scenario: SyncScenario, _ designs: [SyncDesign], _ data: SyncData)
    -> [(design: String, numbers: SyncForecastNumbers)]
  {
    let known = data.known
    let latency = scenario.account.latency.resolved
    return designs.map { design in
      let forecast = SyncForecast(
        design,
        data.source,
        known: known,
        removal: scenario.sync.removal,
        limits: SyncForecast.Limits(scenario.account)
      ) { label, inputs in
        (latency.medians[label] ?? latency.fallback) + latency.batchExtraPerInput * (inputs - 1)
      }
      return (design.name, SyncForecastNumbers(forecast))
    }
  }

  private static func subject(_ scenario: SyncScenario, _ data: SyncData, command: String) -> SyncSubject {
    let limits = scenario.account.limits
    return SyncSubject(
      scenario: scenario.name,
      scenarioHash: scenario.hash,
      summary: scenario.summary,
      records: data.source.records.count,
      before: data.before.count,
      limits: limits.countsByBucket,
      dailyLimit: limits.daily,
      command: command,
      thresholds: scenario.thresholds.count
    )
  }
}

extension SyncForecastNumbers {
  fileprivate init(_ forecast: SyncForecast) {
    self.init(
      writes: forecast.writes,
      archives: forecast.archives,
      callsByLabel: Dictionary(uniqueKeysWithValues: forecast.callsByLabel.map { ($0.name, $1) }),
      floorSeconds: forecast.floor / .seconds(1),
      estimateSeconds: forecast.estimate / .seconds(1),
      bound: forecast.bound.rawValue,
      quotasUsedUp: forecast.quotasUsedUp
    )
  }
}

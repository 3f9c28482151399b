import AccountScenarios
import Measures
import Results
import SimulatedHubSpot
import SyncScenarios
import SyncSimulation

extension RunSubject {
  /// Why results are as they are.
  ///
  /// - Parameter values: those of `MeasureSet.causes(of:)`, one list for each run.
  func causes(_ values: [[MeasureValue]]) -> PromiseCauses {
    switch self {
    case .booking(let scenario, _): return .booking(Causes(values, limits: scenario.limitCounts))
    case .bulkSync(let scenario, let data, let design):
      let study = SyncStudy(scenario, [design], data, seeds: 1...1, command: "")
      let refused = values.compactMap { $0[0].number }
      return .bulkSync(
        SyncCauses(
          forecast: study.forecasts.forecasts[0].numbers,
          refusedShare: refused.isEmpty ? 0 : refused.reduce(0, +) / Double(refused.count),
          limits: scenario.account.limits.countsByBucket
        )
      )
    }
  }
}

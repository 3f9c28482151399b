import BulkSync
import DeterministicRuntime
import HubSpotAPI
import SimulatedHubSpot

/// An account at HubSpot that holds records, and nothing else beside it: how much memory of a run is the simulated HubSpot's
/// own.
package enum FilledAccount {
  private static let lot = 1_000

  /// Fills an account with records, a lot at a time, so that what is needed to fill it is small beside it.
  ///
  /// - Returns: how many objects it holds.
  package static func hold(_ records: Int, seed: UInt64) throws -> Int {
    try Simulation.run { () async throws -> Int in
      let type = SyncSettings().objectType
      let configuration = try HubSpotConfiguration(
        schema: .records(type),
        limits: .starter(),
        latency: LatencyProfile(fallback: .milliseconds(150)),
        epoch: 0,
        portalID: 1,
        appID: 1
      )
      let hubSpot = SimulatedHubSpot(configuration, random: KeyedRandom(seed: seed))
      var held = 0
      let sample = SampleRecords(count: records, seed: seed).records
      for start in stride(from: 0, to: sample.count, by: lot) {
        let objects = sample[start..<min(start + lot, sample.count)].map {
          ObjectInput(type, properties: $0.properties)
        }
        held += try await hubSpot.seed(objects).count
      }
      return held
    }.output
  }
}

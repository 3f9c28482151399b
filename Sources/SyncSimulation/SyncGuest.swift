import BulkSync
import DeterministicRuntime
package import HubSpotAPI
package import Measures
package import Ports
import Recording
package import SimulatedHubSpot
package import SimulatedRedis
import VirtualTime

/// A sync in an account that it shares with somebody else, who makes the account and drives the run.
package struct SyncGuest: Sendable {
  private struct Stay {
    var world: SyncWorld
    var endedAt: VirtualInstant?
  }

  private let run: SyncRun
  private let recorder: ActivityRecorder
  private let stay = SimulationLocal<Stay?>(nil)

  package init(_ run: SyncRun) {
    self.run = run
    recorder = ActivityRecorder(epochMilliseconds: run.world.epoch)
  }

  /// What it keeps in the account.
  package var types: [ObjectTypeDefinition] { HubSpotSchema.records(run.settings.objectType).types }
  package var medians: [CallLabel: Duration] { run.world.latency.medians }
  package var requests: any EventSink<HubSpotRequestEvent> { recorder.requests }
  /// What is judged after the sync's end is none of its windows.
  package var judgements: any EventSink<HubSpotJudgement> {
    let (judgements, stay) = (recorder.judgements, stay)
    return EventCall { judgement in
      if stay.withValue({ $0?.endedAt == nil }) { judgements.record(judgement) }
    }
  }

  package func isOwn(_ origin: CallOrigin) -> Bool { origin.identity == .name(SyncInstance.job) }

  /// Puts what HubSpot holds at the start into the account.
  package func moveIn(_ hubSpot: SimulatedHubSpot, _ store: SimulatedRedis) async throws {
    let world = try await SyncWorld(run, in: hubSpot, store, recorder)
    stay.withValue { $0 = Stay(world: world) }
  }

  /// Syncs until nothing is left to do.
  package func live() async throws {
    guard let world = stay.withValue({ $0?.world }) else { preconditionFailure("a sync that has not moved in") }
    let endedAt = try await world.drive()
    stay.withValue { $0?.endedAt = endedAt }
  }

  /// What it came to, when it has ended.
  package func summary() async throws -> SyncSummary {
    guard let stay = stay.withValue({ $0 }), let endedAt = stay.endedAt else {
      preconditionFailure("a sync that has not ended")
    }
    return try await run.summary(of: stay.world, endedAt: endedAt)
  }
}

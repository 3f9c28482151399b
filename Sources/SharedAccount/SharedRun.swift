package import BookingCore
import BulkSync
import HubSpotAPI
import HubSpotClient
package import Measures
import Ports
package import Scenarios
import SimulatedHubSpot
import SimulatedRedis
import SimulationHarness
package import SyncSimulation

/// A booking system and a sync in one account, from the start of both to their audited ends, in virtual time.
package struct SharedRun: Sendable {
  package var bookings: Scenario
  package var design: Design
  package var sync: SyncRun
  package var sharing: AccountSharing
  /// Calls of the ten-second window that a yielding sync leaves free.
  package var reserve: Int
  package var seed: UInt64

  package init(
    _ bookings: Scenario,
    _ design: Design,
    _ sync: SyncRun,
    _ sharing: AccountSharing,
    reserve: Int,
    seed: UInt64
  ) {
    self.bookings = bookings
    self.design = design
    self.sync = sync
    self.sharing = sharing
    self.reserve = reserve
    self.seed = seed
  }

  /// - Returns: what each of the two came to; calls of the one are not among the other's, windows are the account's.
  /// - Throws: `DesignNameError` for a design that cannot ask a store for places, and what the simulation itself throws.
  package func summary() throws -> (bookings: RunSummary, sync: SyncSummary) {
    let guest = guestRun
    let run = ScenarioRun(bookings, try sharing.host(design), seed: seed)
    let both = try run.summary(beside: { SyncNeighbour(guest: SyncGuest(guest)) })
    return (both.bookings, both.neighbour)
  }

  private var guestRun: SyncRun {
    var run = sync
    run.seed = seed
    // Names of places in the windows, and of instances, are the account's.
    run.world.firstInstance = 1_000
    run.world.epoch = bookings.hubSpot.epoch
    guard sharing != .unaware else { return run }
    run.design = run.design.pacedInStore
    run.world.pacing.instances = bookings.core.instances + run.design.workers.instances
    if sharing == .yielding { run.world.pacing.reserve = max(run.world.pacing.reserve, reserve) }
    return run
  }
}

/// A sync as the booking system's world knows it.
private struct SyncNeighbour: AccountNeighbour {
  let guest: SyncGuest

  var types: [ObjectTypeDefinition] { guest.types }
  var medians: [CallLabel: Duration] { guest.medians }
  var requests: any EventSink<HubSpotRequestEvent> { guest.requests }
  var judgements: any EventSink<HubSpotJudgement> { guest.judgements }

  func isOwn(_ origin: CallOrigin) -> Bool { guest.isOwn(origin) }

  func moveIn(_ hubSpot: SimulatedHubSpot, _ store: SimulatedRedis) async throws {
    try await guest.moveIn(hubSpot, store)
  }

  func live() async throws { try await guest.live() }

  func report() async throws -> SyncSummary { try await guest.summary() }
}

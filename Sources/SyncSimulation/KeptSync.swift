package import BulkSync
import DeterministicRuntime
import HubSpotAPI
import Ports
package import SimulatedHubSpot

/// What of a sync outlives its process: the journal, and HubSpot's records. Every call blocks until it is done.
package protocol KeptSync: Sendable {
  var journal: any SyncJournal { get }

  /// Whether the journal has it committed that HubSpot has acknowledged this very content of a record.
  func isAcknowledged(_ key: RecordKey, _ checksum: RecordChecksum) throws(KeptSyncError) -> Bool

  /// What HubSpot held when the last process ended, in the order of ids.
  func objects() throws(KeptSyncError) -> [KeptObject]

  /// Keeps objects as they are now, in one commit.
  func keep(_ objects: [KeptObject]) throws(KeptSyncError)
}

/// Why something could not be kept, in words for people.
package struct KeptSyncError: Error, Hashable, Sendable, CustomStringConvertible {
  package let description: String

  package init(_ description: String) { self.description = description }
}

/// Keeps what calls do at HubSpot, until that fails for the first time: what came after a gap could not be put back.
struct EffectKeeper: EventSink {
  private let kept: any KeptSync
  private let firstFailure = SimulationLocal(KeptSyncError?.none)

  init(_ kept: any KeptSync) { self.kept = kept }

  /// nil while everything is kept.
  var failure: KeptSyncError? { firstFailure.withValue { $0 } }

  func record(_ objects: [KeptObject]) { attempt { () throws(KeptSyncError) in try kept.keep(objects) } }

  func isAcknowledged(_ key: RecordKey, _ checksum: RecordChecksum) -> Bool {
    attempt { () throws(KeptSyncError) in try kept.isAcknowledged(key, checksum) } ?? false
  }

  @discardableResult
  private func attempt<Output>(_ body: () throws(KeptSyncError) -> Output) -> Output? {
    guard failure == nil else { return nil }
    do { return try body() } catch {
      firstFailure.withValue { $0 = error }
      return nil
    }
  }
}

/// HubSpot, which answers a call when its effect is kept. When that cannot be, nobody is answered any more: for the sync it is
/// as if its process had been killed.
struct KeptAccount: HubSpotTransport {
  let hubSpot: any HubSpotTransport
  let keeper: EffectKeeper

  func send(_ request: HubSpotRequest) async throws(HubSpotTransportError) -> HubSpotResponse {
    let response = try await hubSpot.send(request)
    guard keeper.failure == nil else { throw .instanceGone }
    return response
  }
}

import BookingAPI
import HubSpotAPI
import HubSpotClient

/// Lets a booking begin only while HubSpot's limits have room for it and for all that have begun: who would be kept waiting
/// for the next window is told at once, and those who have begun are served.
///
/// It counts by the calls that are still to be made: the batches that gather, and one place in a batch for each booking that
/// has begun and is not written. Each instance counts its own bookings; where calls are not merged, each is a call.
package actor SheddingAdmission: Admission {
  private let turns: (any TurnGiver)?
  private let merging: (any MergeView)?
  private let patience: Duration
  /// Those that have begun and are not about to be written.
  private var unwritten: Set<AdmittedBooking> = []

  package init(_ context: CoreContext) {
    turns = context.turns
    merging = context.merging
    patience = context.settings.sheddingPatience
  }

  package func enter(_ booking: AdmittedBooking) async throws(Interruption) {
    unwritten.insert(booking)
    guard let room = await turns?.room(isSearch: false, within: patience) else { return }
    let gathering = await merging?.gatheringBatches ?? 0
    let batch = merging?.batchSize ?? 1
    let writes = (unwritten.count + batch - 1) / batch
    guard room >= max(1, gathering) + writes else {
      unwritten.remove(booking)
      throw .failed(.overloaded)
    }
  }

  package func write(_ booking: AdmittedBooking) { unwritten.remove(booking) }

  package func leave(_ booking: AdmittedBooking) { unwritten.remove(booking) }
}

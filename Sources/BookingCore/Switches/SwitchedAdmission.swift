import HubSpotAPI
import Ports

/// Lets some contacts' bookings wait in a queue, or be turned away, and others not. Who waits when the switch is changed keeps
/// the place: the queue is served until it is empty.
struct SwitchedAdmission: Admission {
  private let off: any Admission
  private let on: any Admission
  private let share: SwitchShare
  /// Of two parts that queue: there is one queue in the store, which has one pace at a time.
  private let joint: RequestQueue?

  init(off: any Admission, on: any Admission, _ share: SwitchShare) {
    (self.off, self.on, self.share) = (off, on, share)
    if let from = off.queue, let to = on.queue {
      joint = RequestQueue(off: from, on: to, share)
    } else {
      joint = nil
    }
  }

  func enter(_ booking: AdmittedBooking) async throws(Interruption) {
    try await (share.includes(booking.contact) ? on : off).enter(booking)
  }

  // Whoever has not entered may write and leave: which of the two a booking has entered needs no memory.

  func write(_ booking: AdmittedBooking) async {
    await off.write(booking)
    await on.write(booking)
  }

  func leave(_ booking: AdmittedBooking) async {
    await off.leave(booking)
    await on.leave(booking)
  }

  var queue: RequestQueue? { joint ?? off.queue ?? on.queue }

  func queue(for contact: ObjectID) -> RequestQueue? { joint ?? (share.includes(contact) ? on : off).queue }

  func jobs(serving: (RequestQueue) -> any BackgroundJob) -> [any BackgroundJob] {
    if let joint { return [serving(joint)] }
    return SwitchedJob.union(off.jobs(serving: serving), on.jobs(serving: serving), share)
  }
}

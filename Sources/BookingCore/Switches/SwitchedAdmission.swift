import HubSpotAPI
import Ports

/// Lets some contacts' bookings wait in a queue, or be turned away, and others not. Who waits when the switch is changed keeps
/// the place: the queue is served until it is empty.
struct SwitchedAdmission: Admission {
  private let off: any Admission
  private let on: any Admission
  private let share: SwitchShare

  init(off: any Admission, on: any Admission, _ share: SwitchShare) {
    (self.off, self.on, self.share) = (off, on, share)
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

  /// There is one queue in the store; two parts that queue look at it with different paces.
  var queue: RequestQueue? { share.includesAnybody ? on.queue ?? off.queue : off.queue ?? on.queue }

  func queue(for contact: ObjectID) -> RequestQueue? { (share.includes(contact) ? on : off).queue }

  func jobs(serving: (RequestQueue) -> any BackgroundJob) -> [any BackgroundJob] {
    SwitchedJob.union(off.jobs(serving: serving), on.jobs(serving: serving), share)
  }
}

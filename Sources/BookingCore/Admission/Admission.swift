package import Composition
package import HubSpotAPI
package import Ports

/// Says whether a booking may begin now. What has begun is finished, whatever is said of others.
package protocol Admission: Sendable {
  /// - Throws: `.failed(.overloaded)` when it would not get to its end in time; nothing has been done then.
  func enter(_ booking: AdmittedBooking) async throws(Interruption)

  /// The booking is about to be written: all that it has to ask of HubSpot is asked.
  func write(_ booking: AdmittedBooking) async

  /// The booking is over, one way or the other. Whoever has not entered may leave.
  func leave(_ booking: AdmittedBooking) async

  /// Where requests wait before they are carried out; nil when each is carried out at once.
  var queue: RequestQueue? { get }

  /// Where a contact's new requests wait.
  func queue(for contact: ObjectID) -> RequestQueue?

  /// What this admission needs done in the background.
  ///
  /// - Parameter serving: the job that serves a queue.
  func jobs(serving: (RequestQueue) -> any BackgroundJob) -> [any BackgroundJob]
}

extension Admission {
  package var queue: RequestQueue? { nil }

  package func queue(for contact: ObjectID) -> RequestQueue? { queue }

  package func jobs(serving: (RequestQueue) -> any BackgroundJob) -> [any BackgroundJob] {
    queue.map { [serving($0)] } ?? []
  }
}

extension Roles {
  /// Says whether a booking may begin.
  package static let admission = Role<CoreContext, any Admission>(
    "admission",
    [.directAdmission, .shedding, .queued, .queuedOrDirect, .queuedPaced],
    standard: .directAdmission
  )
}

extension Part where Context == CoreContext, Service == any Admission {
  package static var directAdmission: Self { Part("direct") { _ in DirectAdmission() } }
  package static var shedding: Self { Part("shedding") { SheddingAdmission($0) } }
}

/// One attempt at a booking, by the token of its claim.
package struct AdmittedBooking: Hashable, Sendable {
  let token: String
  let contact: ObjectID

  init(_ work: RequestWork) {
    token = work.claim.token
    contact = work.intent.contact
  }
}

/// Every booking begins, whatever waits already.
package struct DirectAdmission: Admission {
  package init() {}

  package func enter(_ booking: AdmittedBooking) async throws(Interruption) {}
  package func write(_ booking: AdmittedBooking) async {}
  package func leave(_ booking: AdmittedBooking) async {}
}

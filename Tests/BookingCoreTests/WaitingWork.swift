import BookingAPI
import BookingCore
import HubSpotAPI

extension BookingWorld {
  /// A world for the work that three bookings and a cancellation leave in the background.
  static func forWaitingWork(settings: CoreSettings = CoreSettings()) async throws -> BookingWorld {
    try await open(
      contacts: 3,
      exams: [ExamSeed(capacity: 2), ExamSeed(date: "2025-11-04")],
      settings: settings
    )
  }

  /// Makes the bookings and the cancellation with an instance, so that each job of its design has something to do.
  func leaveWork(_ instance: Instance) async throws {
    var bookings: [ObjectID] = []
    for (contact, exam) in [(0, 0), (1, 0), (2, 1)] {
      let outcome = await instance.create(request("k\(contact)", contact: contact, exam: exam))
      if let booking = outcome?.booking { bookings.append(booking) }
    }
    _ = await instance.cancel(CancellationRequest(key: .test("c1"), contact: contacts[1], booking: bookings[1]))
    try await wait(.seconds(40))
  }
}

import AsyncAlgorithms
package import HubSpotAPI

/// Counts the active bookings of exams in HubSpot. A count is of all bookings or is none: an exam of which something could
/// not be read is not in the result.
package protocol BookingCounts: Sendable {
  /// Whether it counts by search, which shows changes late.
  var isLate: Bool { get }
  /// Whether exams are counted, and their numbers written, one after the other.
  var isOneByOne: Bool { get }

  /// - Throws: `.failed` when a call did not succeed; then nothing is known of any.
  func active(in exams: [ObjectID], _ client: CRMClient) async throws(Interruption) -> [ObjectID: Int]
}

/// As the customer's page does it: one search for each exam.
package struct SearchedCounts: BookingCounts {
  package init() {}

  package var isLate: Bool { true }
  package var isOneByOne: Bool { true }

  package func active(in exams: [ObjectID], _ client: CRMClient) async throws(Interruption) -> [ObjectID: Int] {
    var counts: [ObjectID: Int] = [:]
    for exam in exams {
      let search = ObjectSearch(
        BookingSchema.bookings,
        filterGroups: [
          [
            .init(BookingSchema.Booking.exam, .equals(exam.description)),
            .init(BookingSchema.Booking.status, .equals(BookingSchema.Status.active.rawValue)),
          ]
        ],
        limit: 1
      )
      counts[exam] = try await client.search(search, Labels.bookingCount).total
    }
    return counts
  }
}

/// All exams at once: the bookings that they are associated with, and then the status of these, 100 a call. It sees what
/// stands at HubSpot, but only of bookings whose associations are written. An exam without any booking is answered as an
/// error, like one that does not exist: its count is not known.
package struct AssociatedCounts: BookingCounts {
  private static let exams = 1_000

  package init() {}

  package var isLate: Bool { false }
  package var isOneByOne: Bool { false }

  package func active(in exams: [ObjectID], _ client: CRMClient) async throws(Interruption) -> [ObjectID: Int] {
    var bookings: [ObjectID: [ObjectID]] = [:]
    for await chunk in exams.async.chunks(ofCount: Self.exams) {
      let found = try await client.associations(
        of: chunk,
        from: BookingSchema.exams,
        to: BookingSchema.bookings,
        Labels.examBookings
      )
      bookings.merge(found) { first, _ in first }
    }
    let ids = exams.flatMap { bookings[$0] ?? [] }
    let read = try await client.readAllEach(
      BookingSchema.bookings,
      ids,
      [BookingSchema.Booking.status],
      Labels.bookingBatchRead
    )
    let active = Set(
      read.found.filter { $0[BookingSchema.Booking.status] == BookingSchema.Status.active.rawValue }.map(\.id)
    )
    return bookings.filter { read.missing.isDisjoint(with: $0.value) }.mapValues { ids in
      ids.count { active.contains($0) }
    }
  }
}

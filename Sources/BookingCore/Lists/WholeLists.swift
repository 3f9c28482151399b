import AsyncAlgorithms
package import BookingAPI
package import HubSpotAPI

/// Reads all bookings of a contact, and cuts the page out of them.
package struct WholeLists: BookingLists {
  private let reads: any ListReads

  package init(_ reads: any ListReads) { self.reads = reads }

  package var readsBySearch: Bool { false }

  package var counts: any BookingCounts { reads.counts }

  package func page(_ query: ListQuery, _ client: CRMClient) async throws(Interruption) -> ListedPage {
    let contact = ObjectReference(.contacts, query.contact)
    let ids = try await client.associations(of: contact, to: BookingSchema.bookings, Labels.bookingList)
    let bookings = try await reads.bookings(ids, client)
    let all = try await reads.listed(bookings, client).filter(query.includes).inListOrder
    let rest = all.filter { query.after?.isBefore($0) ?? true }
    return ListedPage(bookings: Array(rest.prefix(query.limit)), hasMore: rest.count > query.limit)
  }

  package func listed(_ bookings: [HubSpotObject], _ client: CRMClient) async throws(Interruption) -> [ListedBooking] {
    try await reads.listed(bookings, client)
  }
}

/// How the records of a list are read once their ids are known.
package protocol ListReads: Sendable {
  var counts: any BookingCounts { get }

  /// The bookings that exist.
  func bookings(_ ids: [ObjectID], _ client: CRMClient) async throws(Interruption) -> [HubSpotObject]

  /// The bookings with their exams.
  func listed(_ bookings: [HubSpotObject], _ client: CRMClient) async throws(Interruption) -> [ListedBooking]
}

/// As the customer's list does it: for each booking one call for its exam's id and one for the exam, one after the other.
package struct SingleReads: ListReads {
  package init() {}

  package var counts: any BookingCounts { SearchedCounts() }

  package func bookings(_ ids: [ObjectID], _ client: CRMClient) async throws(Interruption) -> [HubSpotObject] {
    var bookings: [HubSpotObject] = []
    for await chunk in ids.async.chunks(ofCount: client.batchSize) {
      let query = BatchQuery(BookingSchema.bookings, ids: chunk, properties: ListedBooking.properties)
      bookings += try await client.readEach(query, Labels.bookingBatchRead).found
    }
    return bookings
  }

  package func listed(_ bookings: [HubSpotObject], _ client: CRMClient) async throws(Interruption) -> [ListedBooking] {
    var listed: [ListedBooking] = []
    for booking in bookings {
      let reference = ObjectReference(BookingSchema.bookings, booking.id)
      let joined = try await client.associations(of: reference, to: BookingSchema.exams, Labels.examLookUp).first
      // A booking whose associations are not written yet names its exam itself.
      guard let exam = joined ?? ListedBooking.exam(of: booking) else {
        listed.append(ListedBooking(booking, exam: nil))
        continue
      }
      listed.append(ListedBooking(booking, exam: try await client.read(ExamRecord.query(exam), Labels.examRead)))
    }
    return listed
  }
}

/// 100 objects a call, and every exam once. A booking names its exam itself, so that nobody need be asked for it.
package struct BatchReads: ListReads {
  package init() {}

  package var counts: any BookingCounts { AssociatedCounts() }

  package func bookings(_ ids: [ObjectID], _ client: CRMClient) async throws(Interruption) -> [HubSpotObject] {
    try await client.readAll(BookingSchema.bookings, ids, ListedBooking.properties, Labels.bookingBatchRead)
  }

  package func listed(_ bookings: [HubSpotObject], _ client: CRMClient) async throws(Interruption) -> [ListedBooking] {
    let ids = Set(bookings.compactMap(ListedBooking.exam(of:))).sorted()
    let exams = try await client.readAll(BookingSchema.exams, ids, BookingSchema.Exam.all, Labels.examBatchRead)
    let byID = Dictionary(uniqueKeysWithValues: exams.map { ($0.id, $0) })
    return bookings.map { booking in
      ListedBooking(booking, exam: ListedBooking.exam(of: booking).flatMap { byID[$0] })
    }
  }
}

extension ListedBooking {
  /// What is read of a booking.
  static let properties = [
    BookingSchema.Booking.exam, BookingSchema.Booking.examDate, BookingSchema.Booking.creditType,
    BookingSchema.Booking.status,
  ]

  static func exam(of booking: HubSpotObject) -> ObjectID? {
    booking[BookingSchema.Booking.exam].flatMap { ObjectID($0) }
  }

  /// A booking with the record of its exam; nil when that does not exist any more.
  init(_ booking: HubSpotObject, exam: HubSpotObject?) {
    self.init(
      id: booking.id,
      exam: exam?.id,
      examDate: booking[BookingSchema.Booking.examDate] ?? "",
      creditType: booking[BookingSchema.Booking.creditType] ?? "",
      isActive: booking[BookingSchema.Booking.status] == BookingSchema.Status.active.rawValue,
      capacity: exam.map { ExamRecord($0).capacity }
    )
  }
}

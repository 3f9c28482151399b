import Audit
import BookingCore
import HubSpotAPI
import LoadGeneration
import Ports
import Scenarios
import SimulatedHubSpot

/// What stands in the booking system's account at HubSpot at the start.
struct BookingPortal: Sendable {
  let contacts: [ObjectID]
  let exams: [ExamOffer]
  let capacity: Int
  let creditsPerType: Int
  /// Bookings and exams that were over before the run.
  let history: Set<ObjectID>
  /// Bookings of the exams that were there before the run.
  let given: Set<ObjectID>

  /// Creates the scenario's contacts and exams.
  static func open(
    _ scenario: Scenario,
    visitors: Int,
    in hubSpot: SimulatedHubSpot
  ) async throws(HubSpotSetUpError) -> BookingPortal {
    let capacity = scenario.portal.capacityPerExam ?? visitors
    let dates = CalendarDate.consecutive(from: scenario.portal.firstExamDate, count: scenario.portal.exams)
    // The last ones, so that the first can still be booked.
    let booked = (dates.count - scenario.portal.comingBookings)..<dates.count
    let holders = min(visitors, capacity)
    let exams = dates.enumerated().map { number, date in
      exam(number, date: date, capacity: capacity, booked: booked.contains(number) ? holders : 0)
    }
    let contact = contact(credits: scenario.portal.creditsPerType)
    let examIDs = try await hubSpot.seed(exams)
    let contactIDs = try await hubSpot.seed(Array(repeating: contact, count: visitors))
    let history = try await bookHistory(scenario, contactIDs, in: hubSpot)
    let given = contactIDs.prefix(holders).flatMap { contact in
      booked.map { booking(of: contact, exam: examIDs[$0], date: dates[$0], type: creditType($0)) }
    }
    return BookingPortal(
      contacts: contactIDs,
      exams: zip(examIDs, dates).map { ExamOffer(id: $0, date: $1) },
      capacity: capacity,
      creditsPerType: scenario.portal.creditsPerType,
      history: history,
      given: Set(try await hubSpot.seed(given))
    )
  }

  /// Creates what each contact booked before the run: one booking of each past exam.
  ///
  /// - Returns: the ids of all of it.
  private static func bookHistory(
    _ scenario: Scenario,
    _ contacts: [ObjectID],
    in hubSpot: SimulatedHubSpot
  ) async throws(HubSpotSetUpError) -> Set<ObjectID> {
    let today = CalendarDate(Timestamp(nanoseconds: scenario.hubSpot.epoch * 1_000_000))
    let dates = today.daysBefore(scenario.portal.pastBookings)
    let held = dates.enumerated().map { number, date in
      exam(number, date: date, capacity: contacts.count, booked: contacts.count)
    }
    let exams = try await hubSpot.seed(held)
    let bookings = contacts.flatMap { contact in
      dates.indices.map { booking(of: contact, exam: exams[$0], date: dates[$0], type: creditType($0)) }
    }
    return Set(exams).union(try await hubSpot.seed(bookings))
  }

  private static func booking(of contact: ObjectID, exam: ObjectID, date: String, type: String) -> ObjectInput {
    let names = BookingSchema.Booking.self
    return ObjectInput(
      BookingSchema.bookings,
      properties: [
        Property(names.contact, contact.description), Property(names.exam, exam.description),
        Property(names.examDate, date), Property(names.creditType, type),
        Property(names.status, BookingSchema.Status.active.rawValue),
        Property(names.activeSlot, BookingSchema.activeSlot(contact: contact, date: date)),
      ],
      associations: [
        InlineAssociation(to: ObjectReference(.contacts, contact)),
        InlineAssociation(to: ObjectReference(BookingSchema.exams, exam)),
      ]
    )
  }

  private static func creditType(_ exam: Int) -> String {
    BookingSchema.creditTypes[exam % BookingSchema.creditTypes.count]
  }

  private static func exam(_ number: Int, date: String, capacity: Int, booked: Int) -> ObjectInput {
    ObjectInput(
      BookingSchema.exams,
      properties: [
        Property(BookingSchema.Exam.date, date),
        Property(BookingSchema.Exam.type, creditType(number)),
        Property(BookingSchema.Exam.capacity, String(capacity)),
        Property(BookingSchema.Exam.totalBookings, String(booked)),
        Property(BookingSchema.Exam.status, BookingSchema.Status.active.rawValue),
      ]
    )
  }

  private static func contact(credits: Int) -> ObjectInput {
    let credits = BookingSchema.creditTypes.map { Property(BookingSchema.Contact.credits($0), String(credits)) }
    return ObjectInput(.contacts, properties: credits)
  }

  /// What the audit counts from.
  var start: PortalStart {
    PortalStart(
      exams: exams.map { PortalStart.Exam($0.id, date: $0.date, capacity: capacity) },
      creditsPerType: creditsPerType
    )
  }
}

/// The booking page of the portal: shows the CRM's counters.
struct PortalCatalogue: ExamCatalogue {
  let exams: [ExamOffer]
  let hubSpot: SimulatedHubSpot

  func examsWithSeats() async -> Set<ObjectID> {
    let offers = await hubSpot.auditedObjects(of: BookingSchema.exams)
    let free = offers.filter { exam in
      let taken = exam[BookingSchema.Exam.totalBookings].flatMap { Int($0) } ?? 0
      let capacity = exam[BookingSchema.Exam.capacity].flatMap { Int($0) } ?? 0
      return taken < capacity
    }
    return Set(free.map(\.id))
  }
}

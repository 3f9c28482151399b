import BookingCore
import HubSpotAPI
import LoadGeneration
import Ports
import Scenarios
import SimulatedHubSpot

/// The booking system's account at HubSpot: its schema, and what stands in it at the start.
struct BookingPortal: Sendable {
  let contacts: [ObjectID]
  let exams: [ExamOffer]
  let capacity: Int
  let creditsPerType: Int

  /// Creates the scenario's contacts and exams.
  static func open(
    _ scenario: Scenario,
    visitors: Int,
    in hubSpot: SimulatedHubSpot
  ) async throws(HubSpotSetUpError) -> BookingPortal {
    let capacity = scenario.portal.capacityPerExam ?? visitors
    let dates = CalendarDate.consecutive(from: scenario.portal.firstExamDate, count: scenario.portal.exams)
    let exams = dates.enumerated().map { number, date in exam(number, date: date, capacity: capacity) }
    let contact = contact(credits: scenario.portal.creditsPerType)
    let examIDs = try await hubSpot.seed(exams)
    let contactIDs = try await hubSpot.seed(Array(repeating: contact, count: visitors))
    return BookingPortal(
      contacts: contactIDs,
      exams: zip(examIDs, dates).map { ExamOffer(id: $0, date: $1) },
      capacity: capacity,
      creditsPerType: scenario.portal.creditsPerType
    )
  }

  private static func exam(_ number: Int, date: String, capacity: Int) -> ObjectInput {
    ObjectInput(
      BookingSchema.exams,
      properties: [
        Property(BookingSchema.Exam.date, date),
        Property(BookingSchema.Exam.type, BookingSchema.creditTypes[number % BookingSchema.creditTypes.count]),
        Property(BookingSchema.Exam.capacity, String(capacity)),
        Property(BookingSchema.Exam.totalBookings, "0"),
        Property(BookingSchema.Exam.status, BookingSchema.Status.active.rawValue),
      ]
    )
  }

  private static func contact(credits: Int) -> ObjectInput {
    let credits = BookingSchema.creditTypes.map { Property(BookingSchema.Contact.credits($0), String(credits)) }
    return ObjectInput(.contacts, properties: credits)
  }

  /// The account's types. The booking's slot is unique; its status is tracked, so that the audit knows when a booking
  /// was active, and the exam's counter, so that it knows when it followed.
  static let schema: HubSpotSchema = {
    let booking = BookingSchema.Booking.self
    let exam = BookingSchema.Exam.self
    return HubSpotSchema(
      types: [
        .contacts(BookingSchema.Contact.all.map { PropertyDefinition($0) }),
        .notes(),
        ObjectTypeDefinition(
          BookingSchema.bookings,
          name: "bookings",
          singular: "Booking",
          properties: [booking.contact, booking.exam, booking.examDate, booking.creditType, booking.idempotencyKey]
            .map { PropertyDefinition($0) } + [
              PropertyDefinition(booking.status, isTracked: true),
              PropertyDefinition(booking.activeSlot, isUnique: true),
            ]
        ),
        ObjectTypeDefinition(
          BookingSchema.exams,
          name: "mock_exams",
          singular: "Mock exam",
          properties: exam.all.map { PropertyDefinition($0, isTracked: $0 == exam.totalBookings) }
        ),
        ObjectTypeDefinition(
          BookingSchema.enrolments,
          name: "enrollments",
          singular: "Enrollment",
          properties: [PropertyDefinition(booking.contact), PropertyDefinition("enrolment_status")]
        ),
      ],
      associations: [
        .noteToContact,
        AssociationDefinition(from: BookingSchema.bookings, to: .contacts, typeID: 1, inverseTypeID: 2),
        AssociationDefinition(from: BookingSchema.bookings, to: BookingSchema.exams, typeID: 3, inverseTypeID: 4),
      ]
    )
  }()
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

import BookingCore
import HubSpotAPI
package import SimulatedHubSpot

extension HubSpotSchema {
  /// The types of the booking system's account. The booking's slot is unique; its status is tracked, so that the audit knows
  /// when a booking was active, the exam's counter and the contact's credits, so that it knows when they followed, and
  /// whatever can be edited by hand. What is tracked has a history that the core can read.
  package static let booking: HubSpotSchema = {
    let names = BookingSchema.Booking.self
    let exam = BookingSchema.Exam.self
    return HubSpotSchema(
      types: [
        .contacts(
          BookingSchema.Contact.all.map { PropertyDefinition($0, isTracked: true) } + [
            PropertyDefinition(BookingSchema.Contact.student)
          ]
        ),
        .notes(),
        ObjectTypeDefinition(
          BookingSchema.bookings,
          name: "bookings",
          singular: "Booking",
          properties: [names.contact, names.exam, names.examDate, names.creditType, names.idempotencyKey]
            .map { PropertyDefinition($0) } + [
              PropertyDefinition(names.status, isTracked: true),
              PropertyDefinition(names.activeSlot, isUnique: true),
            ]
        ),
        ObjectTypeDefinition(
          BookingSchema.exams,
          name: "mock_exams",
          singular: "Mock exam",
          properties: exam.all.map {
            PropertyDefinition($0, isTracked: [exam.totalBookings, exam.capacity, exam.status].contains($0))
          }
        ),
        ObjectTypeDefinition(
          BookingSchema.enrolments,
          name: "enrollments",
          singular: "Enrollment",
          properties: [PropertyDefinition(names.contact), PropertyDefinition("enrolment_status")]
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

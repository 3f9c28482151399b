import BookingAPI
import BookingCore
import HubSpotAPI
package import SimulatedHubSpot
import VirtualTime

/// What HubSpot had over time of what pages show: every booking, those from before the run too.
struct ShownRecords: Sendable {
  struct Booking: Sendable {
    let id: ObjectID
    let contact: ObjectID
    let exam: ObjectID?
    let examDate: String
    let creditType: String
    let createdAt: VirtualInstant
    /// When it was associated with its contact; nil for never.
    let associatedAt: VirtualInstant?
    /// `.never` while it is not.
    let archivedAt: VirtualInstant
    /// Whether it was active, from a moment on.
    let statuses: [HandEdits.Step<Bool>]
  }

  struct Exam: Sendable {
    let id: ObjectID
    let date: String
    let type: String
    let createdAt: VirtualInstant
    /// `.never` while it is not.
    let archivedAt: VirtualInstant
    /// Whether it could be booked, from a moment on.
    let statuses: [HandEdits.Step<Bool>]

    func isOpen(within span: ClosedRange<VirtualInstant>) -> Bool {
      createdAt <= span.upperBound && archivedAt >= span.lowerBound
        && HandEdits.pieces(statuses, during: span).contains(where: \.value)
    }

    func isOpen(throughout span: ClosedRange<VirtualInstant>) -> Bool {
      Booking.holds(since: createdAt, throughout: span) && archivedAt > span.upperBound
        && HandEdits.pieces(statuses, during: span).allSatisfy(\.value)
    }
  }

  private(set) var exams: [ObjectID: Exam] = [:]
  private(set) var bookings: [ObjectID: Booking] = [:]
  /// In the order of lists.
  private(set) var byContact: [ObjectID: [Booking]] = [:]
  /// Of each exam, in seats.
  private(set) var capacities: [ObjectID: [HandEdits.Step<Int>]] = [:]
  private(set) var credits: [CreditsOfType: [HandEdits.Step<Int>]] = [:]
  private var students: [ContactKey: ObjectID] = [:]

  /// nil for a contact that does not exist.
  func contact(_ key: ContactKey) -> ObjectID? {
    if case .id(let id) = key { id } else { students[key] }
  }

  static func read(_ hubSpot: SimulatedHubSpot) async -> ShownRecords {
    var records = ShownRecords()
    await records.readBookings(hubSpot)
    await records.readExams(hubSpot)
    for change in await hubSpot.auditedChanges(of: BookingSchema.exams, property: BookingSchema.Exam.capacity) {
      let step = HandEdits.Step(at: change.at, value: change.value.flatMap { Int($0) } ?? 0)
      records.capacities[change.id, default: []].append(step)
    }
    for type in BookingSchema.creditTypes {
      for change in await hubSpot.auditedChanges(of: .contacts, property: BookingSchema.Contact.credits(type)) {
        let step = HandEdits.Step(at: change.at, value: change.value.flatMap { Int($0) } ?? 0)
        records.credits[CreditsOfType(change.id, type), default: []].append(step)
      }
    }
    for contact in await hubSpot.auditedObjects(of: .contacts) {
      guard let id = contact[BookingSchema.Contact.student], let email = contact[BookingSchema.Contact.email] else {
        continue
      }
      records.students[.student(id: id, email: email)] = contact.id
    }
    return records
  }

  private mutating func readExams(_ hubSpot: SimulatedHubSpot) async {
    let names = BookingSchema.Exam.self
    var statuses: [ObjectID: [HandEdits.Step<Bool>]] = [:]
    for change in await hubSpot.auditedChanges(of: BookingSchema.exams, property: names.status) {
      let step = HandEdits.Step(at: change.at, value: change.value == BookingSchema.Status.active.rawValue)
      statuses[change.id, default: []].append(step)
    }
    for object in await hubSpot.auditedObjects(of: BookingSchema.exams, includingArchived: true) {
      exams[object.id] = Exam(
        id: object.id,
        date: object[names.date] ?? "",
        type: object[names.type] ?? "",
        createdAt: object.createdAt,
        archivedAt: object.archivedAt ?? .never,
        statuses: statuses[object.id] ?? []
      )
    }
  }

  private mutating func readBookings(_ hubSpot: SimulatedHubSpot) async {
    let names = BookingSchema.Booking.self
    var statuses: [ObjectID: [HandEdits.Step<Bool>]] = [:]
    for change in await hubSpot.auditedChanges(of: BookingSchema.bookings, property: names.status) {
      let step = HandEdits.Step(at: change.at, value: change.value == BookingSchema.Status.active.rawValue)
      statuses[change.id, default: []].append(step)
    }
    var associatedAt: [ObjectID: VirtualInstant] = [:]
    for link in await hubSpot.auditedAssociations(from: BookingSchema.bookings, to: .contacts) {
      associatedAt[link.from] = min(associatedAt[link.from] ?? .never, link.createdAt)
    }
    for object in await hubSpot.auditedObjects(of: BookingSchema.bookings, includingArchived: true) {
      guard let contact = object[names.contact].flatMap({ ObjectID($0) }) else { continue }
      let booking = Booking(
        id: object.id,
        contact: contact,
        exam: object[names.exam].flatMap { ObjectID($0) },
        examDate: object[names.examDate] ?? "",
        creditType: object[names.creditType] ?? "",
        createdAt: object.createdAt,
        associatedAt: associatedAt[object.id],
        archivedAt: object.archivedAt ?? .never,
        statuses: statuses[object.id] ?? []
      )
      bookings[booking.id] = booking
      byContact[contact, default: []].append(booking)
    }
    for contact in byContact.keys { byContact[contact]?.sort { ($0.examDate, $0.id) < ($1.examDate, $1.id) } }
  }
}

extension AuditRecords {
  /// Reads what pages are held against; to be called when any were shown, and before anybody asks again.
  package mutating func readShown(_ hubSpot: SimulatedHubSpot) async { shown = await ShownRecords.read(hubSpot) }
}

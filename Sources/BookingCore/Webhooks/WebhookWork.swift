import HubSpotAPI
import Ports

/// What HubSpot's events change of what an instance knows: what is remembered of their objects is forgotten, and exams
/// whose bookings have changed are counted anew. Doing it twice does no harm.
package struct WebhookWork: Sendable {
  /// Whose booking it is, and of which exam; a part that nobody knows is nil.
  struct BookingFacts: Hashable, Sendable {
    var contact: ObjectID?
    var exam: ObjectID?

    init(contact: ObjectID? = nil, exam: ObjectID? = nil) {
      self.contact = contact
      self.exam = exam
    }

    init(_ booking: HubSpotObject) {
      contact = booking[BookingSchema.Booking.contact].flatMap { ObjectID($0) }
      exam = booking[BookingSchema.Booking.exam].flatMap { ObjectID($0) }
    }
  }

  let context: CoreContext
  private let cache: any Cache
  private let seats: any SeatLedger

  init(_ engine: BookingEngine) {
    context = engine.context
    cache = engine.parts[Roles.cache]
    seats = engine.parts[Roles.seats]
  }

  /// Whether somebody has to know whose booking an event is about.
  var needsContacts: Bool { cache.remembersAnything }

  /// Whose bookings the events are about, and of which exams: of those that can still be read.
  func facts(_ items: [WebhookItem], _ client: CRMClient) async throws(Interruption) -> [ObjectID: BookingFacts] {
    let asked = items.filter { $0.object.type == BookingSchema.bookings && ($0.mayChangeSeats || needsContacts) }
    let bookings = try await client.readAll(
      BookingSchema.bookings,
      Set(asked.map(\.object.id)).sorted(),
      [BookingSchema.Booking.contact, BookingSchema.Booking.exam],
      Labels.eventBookings
    )
    return Dictionary(uniqueKeysWithValues: bookings.map { ($0.id, BookingFacts($0)) })
  }

  /// Works events off, each exam once.
  ///
  /// - Parameter facts: what is known of the bookings among their objects.
  func workOff(
    _ items: [WebhookItem],
    _ facts: [ObjectID: BookingFacts],
    _ client: CRMClient
  ) async throws(Interruption) {
    var subjects: [CacheSubject] = []
    for subject in items.flatMap({ Self.subjects(of: $0, facts) }) where !subjects.contains(subject) {
      subjects.append(subject)
    }
    try await cache.forget(subjects)
    let exams = Set(items.filter(\.mayChangeSeats).compactMap { facts[$0.object.id]?.exam })
    if !exams.isEmpty, try await seats.recount(exams.sorted(), client) > 0 { try await cache.forget([.exams]) }
    for item in items {
      context.events.record(
        .webhookWorkedOff(
          instance: context.instance,
          item.object,
          occurredAt: Timestamp(nanoseconds: item.occurred * 1_000_000)
        )
      )
    }
  }

  /// What is to be forgotten after an event. A booking that cannot be read any more may have been anybody's.
  private static func subjects(of item: WebhookItem, _ facts: [ObjectID: BookingFacts]) -> [CacheSubject] {
    switch item.object.type {
    case BookingSchema.bookings:
      guard let contact = facts[item.object.id]?.contact else { return [.everything] }
      return [.booking(item.object.id), .contact(contact), .exams]
    case BookingSchema.exams:
      return item.property == BookingSchema.Exam.totalBookings
        ? [.exams] : CacheSubject.exam(item.object.id).withItsLists
    case .contacts: return [.contact(item.object.id)]
    default: return []
    }
  }
}

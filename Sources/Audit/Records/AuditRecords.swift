import BookingAPI
import BookingCore
package import HubSpotAPI
import LoadGeneration
package import SimulatedHubSpot
package import SimulatedRedis
package import VirtualTime

/// The records that an audit reads, put in order once.
package struct AuditRecords: Sendable {
  /// A booking object of HubSpot, archived ones included.
  package struct Booking: Sendable {
    package let id: ObjectID
    package let contact: ObjectID
    package let exam: ObjectID
    package let examDate: String
    package let creditType: String
    let createdAt: VirtualInstant
    /// When it was cancelled or archived; nil while it is active.
    let endedAt: VirtualInstant?
    let isArchived: Bool
    /// Whether somebody has cancelled it in the account itself, before the core did.
    let isEndedByHand: Bool
    /// Whether it was there before the run: nobody was told of it, and no credit that was counted was charged for it.
    let isGiven: Bool

    var isActive: Bool { endedAt == nil }
  }

  package internal(set) var bookings: [ObjectID: Booking] = [:]
  /// In the order of their ids.
  package internal(set) var activeBookings: [Booking] = []
  /// Those that were cancelled by hand, in the order of their ids.
  var endedByHand: [Booking] = []
  var contacts: [AuditedObject] = []
  package internal(set) var exams: [AuditedObject] = []
  var creditTypes: [ObjectID: String] = [:]
  /// When the association became visible, by booking.
  package internal(set) var contactAssociatedAt: [ObjectID: VirtualInstant] = [:]
  package internal(set) var examAssociatedAt: [ObjectID: VirtualInstant] = [:]
  /// When the notes with a body were written.
  package internal(set) var notes: [String: [VirtualInstant]] = [:]
  /// Active bookings over time: of an exam, of a contact on a date, of a contact and credit type.
  var byExam: [ObjectID: Occupancy] = [:]
  var bySlot: [String: Occupancy] = [:]
  package internal(set) var byCredit: [String: Occupancy] = [:]
  /// As `byExam`, of the bookings that were confirmed to their visitors.
  package internal(set) var soldByExam: [ObjectID: Occupancy] = [:]
  var storeCounters: [ObjectID: Int] = [:]
  /// What HubSpot's counter of an exam was from a moment on, in the order of time.
  package internal(set) var counterSteps: [ObjectID: [(at: VirtualInstant, count: Int)]] = [:]
  var edits = HandEdits()
  /// The changes of a contact's credits, by contact and type; nobody is in it whose credits never changed.
  package internal(set) var credits: [CreditsOfType: CreditHistory] = [:]
  package internal(set) var queued: [String: Int] = [:]
  var deadLetters: [String: Int] = [:]
  var unfinishedIntents = 0
  /// Booking requests that were taken into a queue, as it knows them.
  var requests: [RequestID: QueueEntry] = [:]
  /// What visitors were told without having asked, by the notice's id.
  package var notices: [String: NoticeGateway.Shown] = [:]
  /// What the core itself says that it has not finished; believed only of a run that did not come to rest.
  package internal(set) var inMotion = InMotion()
  /// What pages are held against; nil when none were shown.
  var shown: ShownRecords?
  /// What the simulator found wrong with its own limits.
  var violations: [String] = []

  /// The bookings that visitors were told to have, in the order of the confirmations, and then those of which a visitor
  /// who asks again is told.
  func confirmedBookings(_ told: BookingRecord) -> [Booking] {
    let confirmed = told.wishes.compactMap { record -> Booking? in
      guard case .confirmed(let id, _) = record.end else { return nil }
      return bookings[id]
    }
    return confirmed + activeBookings.filter { told.lateAnswers[$0.id]?.tellsOf($0.id) == true }
  }

  /// Reads everything as it stands now; takes no virtual time. What visitors know is counted with `countOverTime`, once.
  ///
  /// - Parameters:
  ///   - history: bookings and exams that were over before the run, which are none of its own.
  ///   - given: bookings of the run's own exams that were there before it.
  package static func read(
    _ hubSpot: SimulatedHubSpot,
    _ redis: SimulatedRedis,
    leavingOut history: Set<ObjectID> = [],
    given: Set<ObjectID> = []
  ) async -> AuditRecords {
    var records = AuditRecords()
    records.violations = await hubSpot.selfCheckFindings().map { String(describing: $0) }
    records.contacts = await hubSpot.auditedObjects(of: .contacts)
    records.exams = await hubSpot.auditedObjects(of: BookingSchema.exams).filter { !history.contains($0.id) }
    for exam in records.exams { records.creditTypes[exam.id] = exam[BookingSchema.Exam.type] ?? "" }
    await records.readBookings(hubSpot, leavingOut: history, given)
    await records.readCredits(hubSpot)
    await records.readExamEdits(hubSpot)
    await records.readCompanions(hubSpot)
    await records.readStore(redis)
    return records
  }

  private mutating func readBookings(
    _ hubSpot: SimulatedHubSpot,
    leavingOut history: Set<ObjectID>,
    _ given: Set<ObjectID>
  ) async {
    let names = BookingSchema.Booking.self
    var cancelledAt: [ObjectID: VirtualInstant] = [:]
    var byHand: Set<ObjectID> = []
    for change in await hubSpot.auditedChanges(of: BookingSchema.bookings, property: names.status) {
      if change.value == BookingSchema.Status.active.rawValue {
        cancelledAt[change.id] = nil
        byHand.remove(change.id)
      } else if cancelledAt[change.id] == nil {
        cancelledAt[change.id] = change.at
        if change.isByHand { byHand.insert(change.id) }
      }
    }
    for object in await hubSpot.auditedObjects(of: BookingSchema.bookings, includingArchived: true) {
      guard !history.contains(object.id), let contact = object[names.contact].flatMap({ ObjectID($0) }),
        let exam = object[names.exam].flatMap({ ObjectID($0) })
      else { continue }
      let booking = Booking(
        id: object.id,
        contact: contact,
        exam: exam,
        examDate: object[names.examDate] ?? "",
        creditType: object[names.creditType] ?? "",
        createdAt: object.createdAt,
        endedAt: [cancelledAt[object.id], object.archivedAt].compactMap(\.self).min(),
        isArchived: object.archivedAt != nil,
        isEndedByHand: byHand.contains(object.id),
        isGiven: given.contains(object.id)
      )
      bookings[booking.id] = booking
      if booking.isActive { activeBookings.append(booking) }
      if booking.isEndedByHand { endedByHand.append(booking) }
    }
  }

  private mutating func readCompanions(_ hubSpot: SimulatedHubSpot) async {
    for link in await hubSpot.auditedAssociations(from: BookingSchema.bookings, to: .contacts)
    where bookings[link.from]?.contact == link.to {
      contactAssociatedAt[link.from] = link.createdAt
    }
    for link in await hubSpot.auditedAssociations(from: BookingSchema.bookings, to: BookingSchema.exams)
    where bookings[link.from]?.exam == link.to {
      examAssociatedAt[link.from] = link.createdAt
    }
    for change in await hubSpot.auditedChanges(of: BookingSchema.exams, property: BookingSchema.Exam.totalBookings) {
      counterSteps[change.id, default: []].append((change.at, change.value.flatMap { Int($0) } ?? 0))
    }
    for note in await hubSpot.auditedObjects(of: .notes) {
      notes[note[BookingSchema.Note.body] ?? "", default: []].append(note.createdAt)
    }
  }

  private mutating func readStore(_ redis: SimulatedRedis) async {
    for exam in exams {
      if case .string(let text) = await redis.inspect("exam:\(exam.id):bookings") { storeCounters[exam.id] = Int(text) }
    }
    for queue in WorkQueue.Name.allCases {
      for key in queue.lists {
        if case .list(let items) = await redis.inspect(key), !items.isEmpty { queued[key] = items.count }
      }
      if case .list(let items) = await redis.inspect(queue.deadLetters), !items.isEmpty {
        deadLetters[queue.deadLetters] = items.count
      }
    }
    if case .sortedSet(let members) = await redis.inspect(IntentLedger.unfinishedKey) {
      unfinishedIntents = members.count
    }
    for key in await redis.inspectKeys(withPrefix: RequestRecords.record("")) {
      guard case .string(let text) = await redis.inspect(key), let entry = QueueEntry(encoded: text) else { continue }
      requests[entry.id] = entry
    }
    inMotion = await InMotion.read(redis)
    inMotion.contacts.formUnion(requests.values.filter(\.isOpen).map(\.request.contact))
  }

  /// Whether a notice is of a round of a request that there is, or of one whose answer is kept no longer.
  func isExpected(notice id: String, of visitors: Set<ObjectID>) -> Bool {
    let parts = id.split(separator: "#").map(String.init)
    guard parts.count == 2, let round = Int(parts[1]), let request = RequestID(parts[0]) else { return false }
    return requests[request].map { round <= $0.round } ?? visitors.contains(request.contact)
  }

  /// Counts bookings over time, and those of which visitors know apart. To be called once, when all is told.
  package mutating func countOverTime(_ told: BookingRecord) {
    let confirmed = Set(confirmedBookings(told).map(\.id))
    for booking in bookings.values.sorted(by: { $0.id < $1.id }) {
      let slot = BookingSchema.activeSlot(contact: booking.contact, date: booking.examDate)
      let credit = CreditsOfType(booking.contact, booking.creditType).name
      byExam[booking.exam, default: Occupancy()].add(from: booking.createdAt, to: booking.endedAt)
      bySlot[slot, default: Occupancy()].add(from: booking.createdAt, to: booking.endedAt)
      if !booking.isGiven { byCredit[credit, default: Occupancy()].add(from: booking.createdAt, to: booking.endedAt) }
      if booking.isGiven || confirmed.contains(booking.id) {
        soldByExam[booking.exam, default: Occupancy()].add(from: booking.createdAt, to: booking.endedAt)
      }
    }
    for key in byExam.keys { byExam[key]?.finish() }
    for key in bySlot.keys { bySlot[key]?.finish() }
    for key in byCredit.keys { byCredit[key]?.finish() }
    for key in soldByExam.keys { soldByExam[key]?.finish() }
  }
}

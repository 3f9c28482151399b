import Audit
import BookingCore
import DeterministicRuntime
import Faults
import HubSpotAPI
import HubSpotClient
import Measures
import Ports
import SimulatedHubSpot
import SimulatedRedis
import VirtualTime

extension BookingWorld {
  /// Runs every job of an instance again and again until nothing is left to do, at most for half an hour.
  func settle(_ instance: Instance) async throws {
    for pass in 0..<120 {
      try await wait(.seconds(15))
      var isBusy = false
      for job in instance.core.jobs where try await job.run(pass: pass) { isBusy = true }
      if !isBusy, await unfinished().isEmpty { return }
    }
  }

  /// As `settle`, with an instance that may die meanwhile.
  ///
  /// - Returns: whether it lived.
  @discardableResult
  func settleUntilDeath(_ instance: Instance) async -> Bool {
    do {
      try await settle(instance)
      return true
    } catch {
      return false
    }
  }

  /// What the store still holds of work that is not finished: more than the audit asks for.
  func unfinished() async -> [String] {
    var left: [String] = []
    let prefixes = [
      "intent", "claim:", "assoc_queue", "notes_queue", "owed_notes", "webhook_queue", "notice_queue",
      "booking_claim:", "dlq_", "exams:changed", "job:",
    ]
    for prefix in prefixes {
      for key in await redis.inspectKeys(withPrefix: prefix) { left.append("\(key) is left in the store") }
    }
    let suffixes = [":held", ":counted", ":returned", ":returning", ":pending"]
    for key in await redis.inspectKeys(withPrefix: "exam:") where suffixes.contains(where: key.hasSuffix) {
      left.append("\(key) is left in the store")
    }
    for key in RequestRecords.open where await redis.inspect(key) != nil { left.append("\(key) is left in the store") }
    for exam in exams where await redis.inspect("lock:exam:\(exam)") != nil { left.append("exam \(exam) is locked") }
    return left
  }

  /// Everything that is wrong: what the audit of a run finds, what is left in the store, and what the audit cannot know.
  func problems() async -> [String] {
    let left = await unfinished()
    let found = await audit().findings.map { "\($0.kind.rawValue): \($0.detail)" }
    return await left + found + strayAssociations() + misplacedNotes() + driftAlerts()
  }

  /// The audit of everything that the visitors of this world were told.
  func audit() async -> IntegrityAudit {
    var told = visitors.told
    // Read before anybody asks: a question must not repair what is judged.
    var records = await AuditRecords.read(hubSpot, redis)
    records.notices = gateway.all
    if let design = visitors.design {
      let asked = CoreInstance(design, context(FaultScript(), 99)).service
      do {
        told.lateAnswers = try await LateQuestions(told, gateway.all, hubSpot, asking: asked).ask()
      } catch {
        preconditionFailure("an instance without faults is gone")
      }
    }
    records.countOverTime(told)
    return IntegrityAudit(
      of: AuditedRun(
        records,
        told: told,
        portal: start,
        keepsAnswers: VirtualClock().now < VirtualInstant.start.advanced(by: settings.answerLifetime),
        unexpectedReplies: unexpectedReplies
      )
    )
  }

  private var start: PortalStart {
    let offers = zip(exams, seeds).map {
      PortalStart.Exam(
        $0,
        date: $1.date,
        capacity: $1.capacity,
        sold: $1.totalBookings,
        isOpen: $1.status == BookingSchema.Status.active.rawValue
      )
    }
    return PortalStart(exams: offers, creditsPerType: BookingAccount.creditsPerType)
  }

  private var unexpectedReplies: [String] {
    events.events.compactMap {
      guard case .unexpectedReply(let call, let status, let message) = $0 else { return nil }
      return "\(call) was answered \(status): \(message)"
    }
  }

  private func driftAlerts() -> [String] {
    alerts.filter { $0.name == "counter_drift" }.map { "the count had drifted from \($0.threshold) to \($0.value)" }
  }

  /// The contact's active bookings.
  func activeBookings(of contact: ObjectID) async -> [ObjectID] {
    await hubSpot.auditedObjects(of: BookingSchema.bookings).filter {
      $0[BookingSchema.Booking.contact] == contact.description && $0[BookingSchema.Booking.status] == "Active"
    }.map(\.id)
  }

  func credits(of contact: ObjectID, _ type: String = "clinical") async -> Int? {
    let contacts = await hubSpot.auditedObjects(of: .contacts)
    return contacts.first { $0.id == contact }?[BookingSchema.Contact.credits(type)].flatMap { Int($0) }
  }

  /// Bookings that are associated with others than their contact and their exam, or twice.
  private func strayAssociations() async -> [String] {
    var found: [String] = []
    let bookings = await hubSpot.auditedObjects(of: BookingSchema.bookings)
    for (type, property) in [
      (ObjectType.contacts, BookingSchema.Booking.contact), (BookingSchema.exams, BookingSchema.Booking.exam),
    ] {
      let all = await hubSpot.auditedAssociations(from: BookingSchema.bookings, to: type)
      for booking in bookings {
        let far = all.filter { $0.from == booking.id }.map(\.to.description)
        if far.count > 1 || far.contains(where: { $0 != booking[property] }) {
          found.append("booking \(booking.id) is associated with \(far)")
        }
      }
    }
    return found
  }

  /// Notes on another timeline than that of the contact whose booking they tell of.
  private func misplacedNotes() async -> [String] {
    let names = BookingSchema.Booking.self
    var owners: [String: String] = [:]
    for booking in await hubSpot.auditedObjects(of: BookingSchema.bookings) {
      for kind in [Intent.Kind.booking, .cancellation] {
        let body = NoteItem.body(kind, booking: booking.id, examDate: booking[names.examDate] ?? "")
        owners[body] = booking[names.contact] ?? ""
      }
    }
    let links = await hubSpot.auditedAssociations(from: .notes, to: .contacts)
    return await hubSpot.auditedObjects(of: .notes).compactMap { note in
      let contacts = links.filter { $0.from == note.id }.map(\.to.description)
      let body = note[BookingSchema.Note.body] ?? ""
      guard let owner = owners[body], contacts != [owner] else { return nil }
      return "note \"\(body)\" is on the timelines of \(contacts), expected \(owner)"
    }
  }
}

import BookingCore
import HubSpotAPI
import HubSpotClient
import Ports
import SimulatedHubSpot
import SimulatedRedis

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

  /// What the store still holds of work that is not finished.
  func unfinished() async -> [String] {
    var left: [String] = []
    let prefixes = [
      "intent", "claim:", "assoc_queue", "notes_queue", "owed_notes", "dlq_", "exams:changed", "job:",
    ]
    for prefix in prefixes {
      for key in await redis.inspectKeys(withPrefix: prefix) { left.append("\(key) is left in the store") }
    }
    let suffixes = [":held", ":counted", ":returned", ":returning", ":pending"]
    for key in await redis.inspectKeys(withPrefix: "exam:") where suffixes.contains(where: key.hasSuffix) {
      left.append("\(key) is left in the store")
    }
    for exam in exams where await redis.inspect("lock:exam:\(exam)") != nil { left.append("exam \(exam) is locked") }
    return left
  }

  /// Everything that is wrong with the records; the core's own counters are judged, never trusted.
  func problems() async -> [String] {
    let bookings = await hubSpot.auditedObjects(of: BookingSchema.bookings)
    let active = bookings.filter { $0[BookingSchema.Booking.status] == "Active" }
    var found = await unfinished()
    found += await wrongCredits(active)
    found += await wrongSeats(active)
    found += await oversold()
    found += await wrongAssociations(bookings)
    found += await wrongNotes(bookings)
    let slots = Dictionary(grouping: active) { Self.text($0, BookingSchema.Booking.activeSlot) }
    for (slot, group) in slots.sorted(by: { $0.key < $1.key }) where group.count > 1 {
      found.append("\(group.count) active bookings in \(slot)")
    }
    for event in events.events {
      if case .unexpectedReply(let call, let status, let message) = event {
        found.append("unexpected reply \(status) to \(call): \(message)")
      }
      if case .alert(let alert) = event, alert.name == "counter_drift" {
        found.append("the count had drifted from \(alert.threshold) to \(alert.value)")
      }
    }
    return found
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

  private static func text(_ object: AuditedObject, _ property: String) -> String { object[property] ?? "" }

  private func wrongCredits(_ active: [AuditedObject]) async -> [String] {
    var found: [String] = []
    for contact in contacts {
      for type in BookingSchema.creditTypes {
        let used = active.count {
          $0[BookingSchema.Booking.contact] == contact.description && $0[BookingSchema.Booking.creditType] == type
        }
        let credits = await credits(of: contact, type)
        if credits != BookingAccount.creditsPerType - used {
          found.append("contact \(contact) has \(credits.map(String.init) ?? "no") \(type) credits, \(used) used")
        }
      }
    }
    return found
  }

  private func wrongSeats(_ active: [AuditedObject]) async -> [String] {
    var found: [String] = []
    for exam in await hubSpot.auditedObjects(of: BookingSchema.exams) {
      let sold = active.count { $0[BookingSchema.Booking.exam] == exam.id.description }
      let start = zip(exams, seeds).first { $0.0 == exam.id }?.1.totalBookings ?? 0
      if Self.text(exam, BookingSchema.Exam.totalBookings) != String(start + sold) {
        found.append("exam \(exam.id) shows \(Self.text(exam, BookingSchema.Exam.totalBookings)), sold are \(sold)")
      }
      if let taken = await redis.inspect("exam:\(exam.id):bookings"), taken != .string(String(start + sold)) {
        found.append("exam \(exam.id) has \(taken) in the store, sold are \(sold)")
      }
    }
    return found
  }

  /// Exams that at some time had more active bookings than seats.
  private func oversold() async -> [String] {
    let changes = await hubSpot.auditedChanges(of: BookingSchema.bookings, property: BookingSchema.Booking.status)
    let all = await hubSpot.auditedObjects(of: BookingSchema.bookings, includingArchived: true)
    let exam = Dictionary(uniqueKeysWithValues: all.map { ($0.id, Self.text($0, BookingSchema.Booking.exam)) })
    var steps = changes.map { (at: $0.at, change: $0.value == "Active" ? 1 : -1, exam: exam[$0.id] ?? "") }
    for booking in all where booking[BookingSchema.Booking.status] == "Active" {
      if let archivedAt = booking.archivedAt {
        steps.append((archivedAt, -1, Self.text(booking, BookingSchema.Booking.exam)))
      }
    }
    steps.sort { ($0.at, $0.change) < ($1.at, $1.change) }
    var found: [String] = []
    for (id, seed) in zip(exams, seeds) {
      var (count, peak) = (seed.totalBookings, 0)
      for step in steps where step.exam == id.description {
        count += step.change
        peak = max(peak, count)
      }
      if peak > seed.capacity { found.append("exam \(id) had \(peak) active bookings for \(seed.capacity) seats") }
    }
    return found
  }

  private func wrongAssociations(_ bookings: [AuditedObject]) async -> [String] {
    var found: [String] = []
    for (type, property) in [
      (ObjectType.contacts, BookingSchema.Booking.contact), (BookingSchema.exams, BookingSchema.Booking.exam),
    ] {
      let all = await hubSpot.auditedAssociations(from: BookingSchema.bookings, to: type)
      for booking in bookings {
        let far = all.filter { $0.from == booking.id }.map(\.to.description)
        if far != [Self.text(booking, property)] { found.append("booking \(booking.id) is associated with \(far)") }
      }
    }
    return found
  }

  /// One note for each booking, one more for each that was cancelled, each on its contact's timeline; no others.
  private func wrongNotes(_ bookings: [AuditedObject]) async -> [String] {
    let names = BookingSchema.Booking.self
    var expected: [String] = []
    for booking in bookings {
      let (date, contact) = (Self.text(booking, names.examDate), Self.text(booking, names.contact))
      expected.append(NoteItem.body(.booking, booking: booking.id, examDate: date) + " @" + contact)
      if booking[names.status] == "Cancelled" {
        expected.append(NoteItem.body(.cancellation, booking: booking.id, examDate: date) + " @" + contact)
      }
    }
    let links = await hubSpot.auditedAssociations(from: .notes, to: .contacts)
    let notes = await hubSpot.auditedObjects(of: .notes).map { note in
      let contacts = links.filter { $0.from == note.id }.map(\.to.description)
      return Self.text(note, BookingSchema.Note.body) + " @" + contacts.joined(separator: ",")
    }
    return notes.sorted() == expected.sorted() ? [] : ["notes \(notes.sorted()), expected \(expected.sorted())"]
  }
}

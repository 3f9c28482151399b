import Audit
import BookingCore
import DeterministicRuntime
import Fixtures
import HubSpotAPI
import LiteralTimes
import LoadGeneration
import Measures
import Ports
import SimulatedHubSpot
import SimulatedRedis
import Testing
import VirtualTime

@testable import Scenarios
@testable import SimulationHarness

/// A run is made sound, then one record is falsified: the audit must say so, and nothing else.
@Suite("The audit of a run whose records were falsified")
struct IntegrityAuditTests {
  /// Runs two visitors, lets `falsify` change HubSpot or the store, and audits.
  private func kinds(
    _ design: Design = .phase2,
    _ falsify: @escaping @Sendable (World, AuditRecords) async throws -> Void
  ) throws -> [AuditFinding.Kind] {
    var scenario = Scenario.rush(users: 2, capacity: 1)
    scenario.draft.portal.exams = 2
    scenario.draft.load.examChoice = .roundRobin
    let resolved = scenario
    return try Simulation.run {
      let observer = RunObserver(epochMilliseconds: resolved.hubSpot.epoch)
      let recorder = RunRecorder(observer: observer)
      let world = try await World.open(resolved, design, random: KeyedRandom(seed: 1), recorder: recorder)
      let leftovers = try await world.run()
      #expect(leftovers == [])
      let before = await AuditRecords.read(world, told: recorder.finished().bookings)
      try await falsify(world, before)
      return await world.audit(recorder.finished().bookings).findings.map(\.kind)
    }.output
  }

  @Test("finds nothing when nothing was")
  func sound() throws {
    #expect(try kinds { _, _ in } == [])
  }

  @Test("finds the booking that nobody was told of, its seat, its date and its credit")
  func strayBooking() throws {
    let kinds = try kinds { world, records in
      let known = try #require(records.activeBookings.first)
      try await world.send(.createObject(Self.booking(like: known)))
    }
    #expect(Set(kinds).isSuperset(of: [.oversoldExam, .doubleBooking, .bookingWithoutConfirmation, .wrongCredits]))
  }

  @Test("finds the confirmed booking that is gone")
  func lostBooking() throws {
    let kinds = try kinds { world, records in
      let known = try #require(records.activeBookings.first)
      try await world.send(.archiveObject(ObjectReference(BookingSchema.bookings, known.id)))
    }
    #expect(kinds.contains(.confirmationWithoutBooking))
    #expect(kinds.contains(.wrongCredits))
    #expect(kinds.contains(.counterDrift))
  }

  @Test("finds the booking that there was no credit for, and none as long as there are as many credits as bookings")
  func withoutCredit() throws {
    for (more, isFound) in [(4, false), (5, true)] {
      let kinds = try kinds { world, records in
        #expect(world.portal.creditsPerType == 5)
        let known = try #require(records.activeBookings.first)
        for _ in 0..<more { try await world.send(.createObject(Self.booking(like: known))) }
      }
      #expect(kinds.contains(.bookingWithoutCredit) == isFound)
    }
  }

  @Test("finds the credit that was charged twice")
  func credits() throws {
    let kinds = try kinds { world, records in
      let known = try #require(records.activeBookings.first)
      let change = Property(BookingSchema.Contact.credits(known.creditType), "3")
      try await world.send(.updateObject(ObjectReference(.contacts, known.contact), [change]))
    }
    #expect(kinds == [.wrongCredits])
  }

  @Test("finds the missing association")
  func association() throws {
    let kinds = try kinds { world, records in
      let known = try #require(records.activeBookings.first)
      let booking = ObjectReference(BookingSchema.bookings, known.id)
      try await world.send(.removeAssociation(from: booking, to: ObjectReference(.contacts, known.contact)))
    }
    #expect(kinds == [.missingAssociation])
  }

  @Test("finds the missing, the doubled and the stray note")
  func notes() throws {
    let missing = try kinds { world, _ in
      let note = try #require(await world.hubSpot.auditedObjects(of: .notes).first)
      try await world.send(.archiveObject(ObjectReference(.notes, note.id)))
    }
    #expect(missing == [.missingNote])
    let doubled = try kinds { world, _ in
      let note = try #require(await world.hubSpot.auditedObjects(of: .notes).first)
      try await world.send(.createObject(Self.note(note[BookingSchema.Note.body] ?? "")))
    }
    #expect(doubled == [.doubledNote])
    let stray = try kinds { world, _ in try await world.send(.createObject(Self.note("something else"))) }
    #expect(stray == [.strayNote])
  }

  @Test("finds the drift of HubSpot's counter and of the store's")
  func counters() throws {
    let property = try kinds { world, _ in
      let exam = ObjectReference(BookingSchema.exams, world.portal.exams[0].id)
      try await world.send(.updateObject(exam, [Property(BookingSchema.Exam.totalBookings, "0")]))
    }
    #expect(property == [.counterDrift])
    let store = try kinds { world, _ in
      _ = try await world.redis.run(.set("exam:\(world.portal.exams[0].id):bookings", "9"))
    }
    #expect(store == [.counterDrift])
  }

  @Test("finds what is left in a queue, in a dead-letter queue and half-done")
  func leftovers() throws {
    let kinds = try kinds { world, _ in
      _ = try await world.redis.run(
        StoreScript("falsify") { (store) throws(StoreError) in
          try store.pushLast("notes_queue", "x")
          try store.pushLast("dlq_notes", "x")
          try store.addScored("1", score: 1, to: IntentLedger.unfinishedKey)
        }
      )
    }
    #expect(Set(kinds) == [.itemLeftInQueue, .itemInDeadLetterQueue, .unfinishedIntent])
  }

  private static func booking(like known: AuditRecords.Booking) -> ObjectInput {
    ObjectInput(
      BookingSchema.bookings,
      properties: [
        Property(BookingSchema.Booking.contact, known.contact.description),
        Property(BookingSchema.Booking.exam, known.exam.description),
        Property(BookingSchema.Booking.examDate, known.examDate),
        Property(BookingSchema.Booking.creditType, known.creditType),
        Property(BookingSchema.Booking.status, BookingSchema.Status.active.rawValue),
      ]
    )
  }

  private static func note(_ body: String) -> ObjectInput {
    ObjectInput(
      .notes,
      properties: [Property(BookingSchema.Note.body, body), Property(BookingSchema.Note.timestamp, "1")]
    )
  }
}

extension AuditRecords {
  /// As they stand now, counted over time.
  static func read(_ world: World, told: BookingRecord) async -> AuditRecords {
    var records = await read(world.hubSpot, world.redis)
    records.countOverTime(told)
    return records
  }
}

extension World {
  /// The audit of the records as they stand now.
  func audit(_ told: BookingRecord, isAtRest: Bool = true) async -> IntegrityAudit {
    let records = await AuditRecords.read(self, told: told)
    return IntegrityAudit(
      of: AuditedRun(records, told: told, portal: portal.start, promisedAge: promisedAge, isAtRest: isAtRest)
    )
  }

  /// Changes the account behind the core's back.
  fileprivate func send(_ call: HubSpotCall) async throws {
    let request = HubSpotRequest(call, label: CallLabel("falsify"), origin: .job("test", pass: 0))
    let response = try await hubSpot.send(request)
    try #require(response.isSuccess)
  }
}

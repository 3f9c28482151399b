import BookingAPI
import BookingCore
import DeterministicRuntime
import Fixtures
import HubSpotAPI
import LiteralTimes
import Measures
import Testing
import VirtualTime

@testable import Audit
@testable import Scenarios
@testable import SimulationHarness

private func seconds(_ seconds: Int64, _ nanoseconds: Int64 = 0) -> VirtualInstant {
  VirtualInstant(nanoseconds: seconds * 1_000_000_000 + nanoseconds)
}

/// One visitor books the first exam, which has one seat, within 5 s. Its capacity becomes 7 at 20 s, the booking is cancelled
/// by hand at 30 s, and the contact's clinical credits, of which the booking left 4, are set to 9 at 40 s.
@Suite("An answer that is held against what stood in HubSpot")
struct StaleAnswerTests {
  /// What there is to be shown.
  private struct Told: Sendable {
    let contact: ObjectID
    let booking: AuditRecords.Booking
    let associatedAt: VirtualInstant
    let creditLifetime: VirtualSpan

    func shown(isActive: Bool = true, seats: Int? = 1) -> ListedBooking {
      ListedBooking(
        id: booking.id,
        exam: seats == nil ? nil : booking.exam,
        examDate: booking.examDate,
        creditType: booking.creditType,
        isActive: isActive,
        capacity: seats
      )
    }

    func list(
      _ bookings: [ListedBooking],
      _ filter: BookingFilter = .all,
      limit: Int = 10,
      cursor: String? = nil,
      next: String? = nil,
      credits: [String: Int]? = nil
    ) -> ShownAnswer.Content {
      .list(
        BookingListRequest(contact: .id(contact), filter: filter, limit: limit, cursor: cursor),
        BookingPage(bookings: bookings, cursor: next, credits: credits)
      )
    }
  }

  /// - Parameter answers: the answer, and whether the audit calls it stale.
  private func check(
    _ design: Design = .baseline,
    indexLag: Duration = .zero,
    age change: @escaping @Sendable (inout PromisedAge) -> Void = { _ in },
    _ answers: @escaping @Sendable (Told) -> [(ShownAnswer, isStale: Bool)]
  ) throws {
    let scenario = try ScenarioText.parse(
      """
      scenario_version: 1
      summary: A test
      load: { arrivals: { users: 1, within_seconds: 0 }, exam_choice: round_robin }
      hubspot: { latency: { profile: constant } }
      admin:
        - { exam: 0, at_seconds: 20, capacity: 7 }
        - { contact: 0, at_seconds: 30, booking: Cancelled }
        - { contact: 0, at_seconds: 40, credits_clinical: 9 }

      """
    )
    let verdicts = try Simulation.run {
      let recorder = RunRecorder(observer: RunObserver(epochMilliseconds: scenario.hubSpot.epoch))
      let world = try await World.open(scenario, design, random: KeyedRandom(seed: 1), recorder: recorder)
      _ = try await world.run()
      let told = recorder.finished().bookings
      var records = await AuditRecords.read(world, told: told)
      await records.readShown(world.hubSpot)
      let booking = try #require(records.bookings.values.first)
      let facts = Told(
        contact: booking.contact,
        booking: booking,
        associatedAt: try #require(records.contactAssociatedAt[booking.id]),
        creditLifetime: VirtualSpan(scenario.core.settings.creditLifetime)
      )
      var age = world.promisedAge
      change(&age)
      let (resolved, all) = (age, records)
      return answers(facts).map { answer, isStale in
        let run = AuditedRun(
          all,
          told: told,
          portal: world.portal.start,
          promisedAge: resolved,
          answers: [answer],
          indexLag: indexLag,
          epochMilliseconds: scenario.hubSpot.epoch
        )
        return (AnswersCurrent().findings(in: run).map(\.detail), isStale)
      }
    }.output
    for (number, (found, isStale)) in verdicts.enumerated() {
      #expect(found.isEmpty != isStale, "answer \(number): \(found)")
    }
  }

  private static func at(
    _ asked: VirtualInstant,
    _ answered: VirtualInstant,
    _ content: ShownAnswer.Content
  ) -> ShownAnswer {
    ShownAnswer(content, askedAt: asked, answeredAt: answered)
  }

  /// Answered a minute after the start.
  private static func at(_ asked: VirtualInstant, _ content: ShownAnswer.Content) -> ShownAnswer {
    at(asked, seconds(60), content)
  }

  @Test("may show a capacity until the moment at which it changed, and from that moment on the new one")
  func capacity() throws {
    try check { told in
      [
        (Self.at(seconds(20), told.list([told.shown()])), false),
        (Self.at(seconds(20, 1), told.list([told.shown()])), true),
        (Self.at(seconds(20), told.list([told.shown(seats: 7)])), false),
        (Self.at(seconds(10), seconds(20), told.list([told.shown(seats: 7)])), false),
        (Self.at(seconds(10), seconds(20, -1), told.list([told.shown(seats: 7)])), true),
        (Self.at(seconds(10), told.list([told.shown(seats: 3)])), true),
        (Self.at(seconds(10), told.list([told.shown(seats: nil)])), true),
      ]
    }
  }

  @Test("may be as old as the design promises, to the nanosecond")
  func age() throws {
    try check(age: { $0.answers[.lists] = .seconds(2) }) { told in
      [
        (Self.at(seconds(22), told.list([told.shown()])), false),
        (Self.at(seconds(22, 1), told.list([told.shown()])), true),
        (Self.at(seconds(32), told.list([told.shown(seats: 7)])), false),
        (Self.at(seconds(32, 1), told.list([told.shown(seats: 7)])), true),
      ]
    }
  }

  @Test("may show a booking as active until the moment at which it was cancelled")
  func status() throws {
    try check { told in
      [
        (Self.at(seconds(30), told.list([told.shown(seats: 7)])), false),
        (Self.at(seconds(30, 1), told.list([told.shown(seats: 7)])), true),
        (Self.at(seconds(25), seconds(30), told.list([told.shown(isActive: false, seats: 7)])), false),
        (Self.at(seconds(25), seconds(30, -1), told.list([told.shown(isActive: false, seats: 7)])), true),
      ]
    }
  }

  @Test("is as old as the search index where lists are searched; what it tells of exams is not")
  func index() throws {
    let lag = Duration.seconds(5)
    try check(indexLag: lag, age: { $0.areListsSearched = true }) { told in
      let since = told.booking.createdAt + VirtualSpan(lag)
      return [
        (Self.at(seconds(35), told.list([told.shown(seats: 7)])), false),
        (Self.at(seconds(35, 1), told.list([told.shown(seats: 7)])), true),
        (Self.at(seconds(20, 1), seconds(21), told.list([told.shown()])), true),
        (Self.at(since, told.list([])), false),
        (Self.at(since + VirtualSpan(nanoseconds: 1), told.list([])), true),
      ]
    }
  }

  @Test("must show what was there all the time, on its page")
  func missing() throws {
    try check { told in
      let later = told.associatedAt + VirtualSpan(nanoseconds: 1)
      let other = told.shown(seats: 7)
      let next = ListCursor(
        contact: told.contact,
        filter: .all,
        place: ListPlace(date: told.booking.examDate, shown: [told.booking.id])
      ).text
      let earlier = ListCursor(contact: told.contact, filter: .all, place: ListPlace(date: "2020-01-01", shown: []))
      return [
        (Self.at(told.associatedAt, told.list([])), false),
        (Self.at(later, told.list([])), true),
        (Self.at(later, told.list([], cursor: next)), false),
        (Self.at(later, told.list([], cursor: earlier.text)), true),
        (Self.at(seconds(31), told.list([])), true),
        (Self.at(seconds(25), seconds(26), told.list([other, other])), true),
      ]
    }
  }

  @Test("shows what its filter is for, as long as that was so")
  func filters() throws {
    try check { told in
      [
        (Self.at(seconds(25), seconds(30), told.list([], .upcoming)), false),
        (Self.at(seconds(25), seconds(30, -1), told.list([], .upcoming)), true),
        (Self.at(seconds(31), told.list([], .upcoming)), false),
        (Self.at(seconds(31), told.list([told.shown(isActive: false, seats: 7)], .upcoming)), true),
        (Self.at(seconds(31), told.list([], .past)), false),
        (Self.at(seconds(31), told.list([told.shown(isActive: false, seats: 7)], .past)), true),
      ]
    }
  }

  @Test("shows nobody else's booking, and none that there is not")
  func strangers() throws {
    try check { told in
      let stranger = ObjectID(told.contact.number + 77)
      let unknown = ListedBooking(
        id: ObjectID(7),
        exam: told.booking.exam,
        examDate: told.booking.examDate,
        creditType: told.booking.creditType,
        isActive: true,
        capacity: 1
      )
      return [
        (Self.at(seconds(10), seconds(11), told.list([unknown, told.shown()])), true),
        (Self.at(seconds(10), seconds(11), .booking(told.shown(), of: told.contact)), false),
        (Self.at(seconds(10), seconds(11), .booking(told.shown(), of: stranger)), true),
        (Self.at(seconds(10), seconds(11), .noBooking(told.booking.id, of: stranger)), false),
        (Self.at(seconds(10), seconds(11), .noBooking(told.booking.id, of: told.contact)), true),
        (Self.at(told.booking.createdAt, seconds(11), .noBooking(told.booking.id, of: told.contact)), false),
        (Self.at(seconds(10), seconds(11), .noBooking(ObjectID(7), of: told.contact)), false),
      ]
    }
  }

  @Test("tells of credits that stood in HubSpot, where the design reads them there")
  func credits() throws {
    try check { told in
      let all = ["clinical": 4, "situational": 5, "mini": 5]
      return [
        (Self.at(seconds(10), .credits(all, of: .id(told.contact))), false),
        (Self.at(seconds(10), seconds(11), told.list([told.shown()], credits: all)), false),
        (Self.at(seconds(10), seconds(11), told.list([told.shown()], credits: ["mini": 6])), true),
        (Self.at(seconds(40), .credits(["clinical": 4], of: .id(told.contact))), false),
        (Self.at(seconds(40, 1), .credits(["clinical": 4], of: .id(told.contact))), true),
        (Self.at(seconds(35), seconds(40), .credits(["clinical": 9], of: .id(told.contact))), false),
        (Self.at(seconds(35), seconds(40, -1), .credits(["clinical": 9], of: .id(told.contact))), true),
      ]
    }
    try check(age: { $0.answers[.credits] = .seconds(3) }) { told in
      [
        (Self.at(seconds(43), .credits(["clinical": 4], of: .id(told.contact))), false),
        (Self.at(seconds(43, 1), .credits(["clinical": 4], of: .id(told.contact))), true),
      ]
    }
  }

  @Test("tells of credits as the design counts them, where it does, and believes HubSpot's word for its lifetime")
  func countedCredits() throws {
    try check(.coalesced) { told in
      let edge = seconds(40) + told.creditLifetime
      let later = edge + VirtualSpan(nanoseconds: 1)
      return [
        (Self.at(seconds(10), seconds(11), .credits(["clinical": 4], of: .id(told.contact))), false),
        (Self.at(seconds(10), seconds(11), .credits(["clinical": 5], of: .id(told.contact))), true),
        (Self.at(seconds(0), seconds(11), .credits(["clinical": 5], of: .id(told.contact))), false),
        (Self.at(edge, later, .credits(["clinical": 4], of: .id(told.contact))), false),
        (Self.at(later, later, .credits(["clinical": 4], of: .id(told.contact))), true),
        (Self.at(later, later, .credits(["clinical": 9], of: .id(told.contact))), false),
      ]
    }
  }
}

@Suite("Answers of runs")
struct AnsweredRunTests {
  private static let ways = [
    "lists=n-plus-1", "lists=batched", "lists=paged", "lists=batched+cache=instance", "lists=paged+cache=shared",
    "lists=paged+cache=instance",
  ]

  @Test(
    "are so in HubSpot, whatever the design, the reading of lists and the seed",
    arguments: DesignRegistry.all.map(\.name),
    ways
  )
  func sound(_ design: String, _ way: String) throws {
    let text = """
      scenario_version: 1
      summary: A test
      load:
        arrivals: { users: 12, within_seconds: 20 }
        exam_choice: round_robin
        journeys:
          - steps:
              - repeat: { times: 2, steps: [ list: { credits: true, pages_at_most: 3, limit: 2 }, think: { seconds: [0, 3] } ] }
              - book: {}
              - detail: {}
              - list: { filter: upcoming, credits: true }
              - credits: {}
              - think: { seconds: [0, 20] }
              - list: { filter: upcoming, limit: 3, pages_at_most: 4, credits: true }
              - chance: { share_percent: 50, steps: [ cancel: {}, list: { credits: true }, detail: {}, credits: {} ] }
              - list: { filter: past, limit: 2 }
      portal: { exams: 5, past_bookings: 4, coming_bookings: 2 }
      core: { instances: 2 }
      admin:
        - { exam: 4, at_seconds: 12, capacity: 40 }
        - { exam: 0, at_seconds: 15, capacity: 30 }
        - { contact: 3, at_seconds: 17, booking: Cancelled }

      """
    let scenario = try ScenarioText.parse(text)
    for seed in UInt64(1)...3 {
      let run = try ScenarioRun(scenario, try DesignRegistry.design("\(design)+\(way)"), seed: seed).summary()
      #expect(run.isSound, "seed \(seed): \(run.audit.map(\.detail)) \(run.leftovers)")
      #expect(run.bookings.confirmed > 0)
    }
  }

  @Test("are found to be stale by a whole run, too, where the promise is shorter than the index is behind")
  func found() throws {
    let text = """
      scenario_version: 1
      summary: A test
      load:
        arrivals: { users: 1, within_seconds: 0 }
        journeys: [ { steps: [ book: {}, list: {} ] } ]
      hubspot: { latency: { profile: constant }, index_lag_seconds: 5 }

      """
    let scenario = try ScenarioText.parse(text)
    let design = try DesignRegistry.design("baseline+lists=paged")
    #expect(try ScenarioRun(scenario, design, seed: 1).summary().audit == [])
    let kinds = try Simulation.run {
      let recorder = RunRecorder(observer: RunObserver(epochMilliseconds: scenario.hubSpot.epoch))
      let world = try await World.open(scenario, design, random: KeyedRandom(seed: 1), recorder: recorder)
      _ = try await world.run()
      let record = recorder.finished()
      var records = await AuditRecords.read(world, told: record.bookings)
      await records.readShown(world.hubSpot)
      let run = AuditedRun(
        records,
        told: record.bookings,
        portal: world.portal.start,
        promisedAge: world.promisedAge,
        answers: record.shown,
        epochMilliseconds: scenario.hubSpot.epoch
      )
      return IntegrityAudit(of: run).findings.map(\.kind)
    }.output
    #expect(kinds == [.staleAnswer])
  }
}

@Suite("Bookings of coming exams that are there from the start")
struct ComingBookingTests {
  private func run(_ design: Design, _ portal: String, steps: String = "book: {}") throws -> RunSummary {
    let text = """
      scenario_version: 1
      summary: A test
      load:
        arrivals: { users: 4, within_seconds: 1 }
        exam_choice: round_robin
        journeys: [ { steps: [ \(steps) ] } ]
      portal: { \(portal) }

      """
    return try ScenarioRun(try ScenarioText.parse(text), design, seed: 1).summary()
  }

  @Test(
    "take seats and dates, cost no credit that is counted, and are as sound as any",
    arguments: DesignRegistry.all.map(\.name)
  )
  func sound(_ name: String) throws {
    let design = try #require(DesignRegistry.named(name))
    let free = try run(design, "exams: 4, coming_bookings: 2, capacity_per_exam: 9")
    #expect(free.isSound, "\(free.audit.map(\.detail)) \(free.leftovers)")
    // The first two exams are free; of the last two everybody has a booking.
    #expect(free.bookings.confirmed == 2)
    #expect(free.bookings.refused == ["DUPLICATE_BOOKING": 2])
    // As many seats as visitors: no seat is left, and as many hold one.
    let full = try run(design, "exams: 1, coming_bookings: 1, capacity_per_exam: 3")
    #expect(full.isSound, "\(full.audit.map(\.detail)) \(full.leftovers)")
    #expect(full.bookings.confirmed == 0)
  }

  @Test("are listed as coming", arguments: ["n-plus-1", "batched", "paged"])
  func listed(_ lists: String) throws {
    let design = try DesignRegistry.design("baseline+lists=\(lists)")
    let some = try run(design, "exams: 4, coming_bookings: 3", steps: "list: { filter: upcoming }")
    #expect(some.isSound, "\(some.audit.map(\.detail))")
    let none = try run(design, "exams: 4", steps: "list: { filter: upcoming }")
    #expect(some.hubSpot.total.sent > none.hubSpot.total.sent)
  }
}

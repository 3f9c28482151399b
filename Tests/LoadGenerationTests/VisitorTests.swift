import BookingAPI
import DeterministicRuntime
import HubSpotAPI
import LiteralTimes
import LoadGeneration
import Testing
import VirtualTime

@Suite("A visitor")
struct VisitorTests {
  private struct Day: Sendable {
    let asked: [ScriptedService.Asked]
    let events: [VisitorEvent]

    var ends: [WishEnd] { events.compactMap { if case .ended(_, let end) = $0 { end } else { nil } } }
    var attempts: [Attempt] { events.compactMap { if case .answered(let attempt) = $0 { attempt } else { nil } } }
  }

  /// Lets visitors arrive, by default one at 0, and come to their end.
  private static func run(
    arrivals: [VirtualInstant] = [0],
    catalogue: ScriptedCatalogue = ScriptedCatalogue(5),
    seed: UInt64 = 3,
    _ behaviour: VisitorBehaviour = VisitorBehaviour(),
    _ service: @escaping @Sendable () -> ScriptedService
  ) throws -> Day {
    try Simulation.run {
      let (service, events) = (service(), Recorder<VisitorEvent>())
      let world = VisitorWorld(
        service: service,
        catalogue: catalogue,
        behaviour: behaviour,
        random: KeyedRandom(seed: seed),
        events: events
      )
      let contacts = arrivals.indices.map { ObjectID(Int64(100 + $0)) }
      try await LoadGenerator(arrivals: arrivals, contacts: contacts, choice: .roundRobin, world: world).run()
      return Day(asked: service.asked, events: events.events)
    }.output
  }

  @Test("who is confirmed leaves, and the response time runs from the arrival")
  func confirmed() throws {
    let day = try Self.run(arrivals: [0, 500_000_000, 500_000_000]) {
      ScriptedService { request, _ in .confirmed(booking: request.exam) }
    }
    #expect(day.asked.map(\.at) == [0, 500, 500])
    #expect(day.asked.map(\.exam.number) == [1, 2, 3])
    #expect(day.attempts.map { $0.answeredAt - $0.intendedAt } == [100_000_000, 100_000_000, 100_000_000])
    #expect(day.attempts.map(\.isFirst) == [true, true, true])
    #expect(day.ends.count == 3)
    #expect(day.events.count { if case .left = $0 { true } else { false } } == 3)
  }

  @Test(
    "who failed comes back after 10 to 30 seconds with the same key, ten times, then gives up",
    arguments: [
      UInt64(0), 1, 2, 3, 4,
    ]
  )
  func comesBack(_ seed: UInt64) throws {
    let day = try Self.run(seed: seed) { ScriptedService { _, _ in .failed(.crmUnavailable) } }
    #expect(day.asked.count == 11)
    #expect(Set(day.asked.map(\.key)).count == 1)
    #expect(day.asked.map(\.request) == Array(0...10))
    let pauses = zip(day.asked.dropFirst(), day.asked).map { $0.at - $1.at - 100 }
    #expect(pauses.allSatisfy { (10_000...30_000).contains($0) })
    #expect(Set(pauses).count > 5)
    #expect(day.ends == [.abandoned(.crmUnavailable)])
    #expect(day.attempts.map(\.isFirst) == [true] + Array(repeating: false, count: 10))
  }

  @Test("who never comes back has failed, and not given up")
  func neverComesBack() throws {
    var behaviour = VisitorBehaviour()
    behaviour.comeBacksAtMost = 0
    let day = try Self.run(behaviour) { ScriptedService { _, _ in .failed(.busy) } }
    #expect(day.asked.count == 1)
    #expect(day.ends == [.failed(.busy)])
  }

  @Test("is confirmed at last when the failures end")
  func comesBackInTheEnd() throws {
    let day = try Self.run {
      ScriptedService { request, number in number < 10 ? .failed(.timeout) : .confirmed(booking: request.exam) }
    }
    #expect(day.asked.count == 11)
    #expect(day.ends == [.confirmed(booking: ObjectID(1), exam: ObjectID(1))])
  }

  @Test("who finds an exam full tries three others at once, each with a key of its own, and none twice")
  func otherExams() throws {
    let day = try Self.run { ScriptedService { _, _ in .refused(.examFull) } }
    #expect(day.asked.map(\.at) == [0, 100, 200, 300])
    #expect(Set(day.asked.map(\.exam)).count == 4)
    #expect(Set(day.asked.map(\.key)).count == 4)
    #expect(day.ends == [.refused(.examFull)])
  }

  @Test("picks only exams that show free seats, and leaves when there are none")
  func noOtherExams() throws {
    let some = ScriptedCatalogue(5, withSeats: [ObjectID(1), ObjectID(4)])
    let day = try Self.run(catalogue: some) { ScriptedService { _, _ in .refused(.examFull) } }
    #expect(day.asked.map(\.exam.number) == [1, 4])
    let none = ScriptedCatalogue(5, withSeats: [])
    #expect(try Self.run(catalogue: none) { ScriptedService { _, _ in .refused(.examFull) } }.asked.count == 1)
  }

  @Test("leaves on any other refusal")
  func refused() throws {
    for reason in RefusalReason.allCases where reason != .examFull {
      let day = try Self.run { ScriptedService { _, _ in .refused(reason) } }
      #expect(day.asked.count == 1)
      #expect(day.ends == [.refused(reason)])
    }
  }

  @Test("who clicks twice sends the first request twice, with the key that the form gives", arguments: [true, false])
  func doubleClick(_ isSameKey: Bool) throws {
    var behaviour = VisitorBehaviour()
    behaviour.doubleClick = .init(share: .certain, after: .milliseconds(30), key: isSameKey ? .same : .own)
    let day = try Self.run(behaviour) {
      // The second click is the lucky one; nobody comes back.
      ScriptedService { request, number in number == 1 ? .confirmed(booking: request.exam) : .failed(.busy) }
    }
    #expect(day.asked.map(\.at) == [0, 30])
    #expect((day.asked[0].key == day.asked[1].key) == isSameKey)
    #expect(day.ends == [.confirmed(booking: ObjectID(1), exam: ObjectID(1))])
  }

  @Test("who clicked twice in vain comes back once, with the first key")
  func doubleClickInVain() throws {
    var behaviour = VisitorBehaviour()
    behaviour.doubleClick = .init(share: .certain, after: .milliseconds(30), key: .own)
    behaviour.comeBacksAtMost = 1
    let day = try Self.run(behaviour) {
      ScriptedService { _, number in number == 0 ? .refused(.duplicateBooking) : .failed(.busy) }
    }
    #expect(day.asked.count == 3)
    #expect(day.asked[2].key == day.asked[0].key)
    #expect(day.ends == [.abandoned(.busy)])
  }

  @Test("who browses asks about the exam first, thinks, and then books it")
  func browses() throws {
    var behaviour = VisitorBehaviour()
    behaviour.browse = .init(share: .certain, thinkTime: .seconds(2)...(.seconds(5)))
    let day = try Self.run(behaviour) { ScriptedService { request, _ in .confirmed(booking: request.exam) } }
    #expect(day.asked.map(\.what) == ["browse", "create"])
    #expect(day.asked.map(\.exam.number) == [1, 1])
    #expect(day.asked.map(\.request) == [0, 1])
    #expect((2_100...5_100).contains(day.asked[1].at))
  }

  @Test(
    "who cancels does so after the booking, and books the same or another exam, or none",
    arguments: [
      VisitorBehaviour.Cancel.Rebooking.sameExam, .otherExam, .no,
    ]
  )
  func cancels(_ rebooks: VisitorBehaviour.Cancel.Rebooking) throws {
    var behaviour = VisitorBehaviour()
    behaviour.cancel = .init(
      share: .certain,
      after: .seconds(60)...(.seconds(60)),
      rebookAfter: .seconds(5)...(.seconds(5)),
      rebooks: rebooks
    )
    let day = try Self.run(behaviour) { ScriptedService { request, _ in .confirmed(booking: request.exam) } }
    #expect(day.asked.map(\.what) == (rebooks == .no ? ["create", "cancel"] : ["create", "cancel", "create"]))
    #expect(day.asked[1].at == 60_100)
    guard rebooks != .no else { return }
    #expect(day.asked[2].at == 65_200)
    #expect((day.asked[2].exam == day.asked[0].exam) == (rebooks == .sameExam))
    #expect(day.asked[2].key != day.asked[0].key)
    #expect(day.ends.count == 2)
  }

  @Test("whose cancellation fails repeats it with its key, and does not book again when it never succeeds")
  func cancellationFails() throws {
    var behaviour = VisitorBehaviour()
    let moment: ClosedRange<Duration> = .seconds(5)...(.seconds(5))
    behaviour.cancel = .init(share: .certain, after: moment, rebookAfter: moment, rebooks: .sameExam)
    let day = try Self.run(behaviour) {
      ScriptedService(cancellation: { _ in .failed(.timeout) }) { request, _ in .confirmed(booking: request.exam) }
    }
    let cancellations = day.asked.filter { $0.what == "cancel" }
    #expect(cancellations.count == 11)
    #expect(Set(cancellations.map(\.key)).count == 1)
    #expect(day.asked.count { $0.what == "create" } == 1)
    #expect(day.events.contains(.cancellationAbandoned(visitor: 0, booking: ObjectID(1))))
  }

  @Test("does what chance says: of many about as many browse as they should, and always the same ones")
  func shares() throws {
    var behaviour = VisitorBehaviour()
    behaviour.browse = Probability(0.3).map { .init(share: $0, thinkTime: .seconds(1)...(.seconds(1))) }
    let arrivals = (0..<1_000).map { VirtualInstant(Int64($0) * 1_000_000) }
    let service: @Sendable () -> ScriptedService = {
      ScriptedService { request, _ in .confirmed(booking: request.exam) }
    }
    let day = try Self.run(arrivals: arrivals, behaviour, service)
    // 300 expected, standard deviation 14.5: four of them.
    #expect(abs(day.asked.count { $0.what == "browse" } - 300) < 58)
    #expect(try Self.run(arrivals: arrivals, behaviour, service).asked == day.asked)
    #expect(try Self.run(arrivals: arrivals, seed: 4, behaviour, service).asked != day.asked)
  }
}

@Suite("A probability")
struct ProbabilityTests {
  @Test("is in 0...1", arguments: [(0.0, true), (1.0, true), (0.5, true), (-0.1, false), (1.1, false), (.nan, false)])
  func range(_ value: Double, _ isProbability: Bool) { #expect((Probability(value) != nil) == isProbability) }
}

import BookingAPI
import DeterministicRuntime
import HubSpotAPI
import LiteralTimes
import LoadGeneration
import Testing
import VirtualTime

@Suite("A journey")
struct JourneyTests {
  private static let never = ComeBack.never
  private static let book = BookStep(comeBack: never, otherExamsAtMost: 0)

  /// What the visitors asked for: `browse@0`, in milliseconds.
  private static func asked(
    visitors: Int = 1,
    seed: UInt64 = 3,
    _ journeys: [Journey],
    cancellation: @escaping @Sendable (Int) -> CancellationOutcome = { _ in .cancelled },
    answer: @escaping ScriptedService.Answer = { request, number in .confirmed(booking: ObjectID(Int64(900 + number))) }
  ) throws -> [ScriptedService.Asked] {
    try Simulation.run {
      let service = ScriptedService(cancellation: cancellation, answer: answer)
      var behaviour = VisitorBehaviour()
      behaviour.journeys = journeys
      let world = VisitorWorld(
        service: service,
        catalogue: ScriptedCatalogue(5),
        behaviour: behaviour,
        random: KeyedRandom(seed: seed),
        events: Recorder<VisitorEvent>()
      )
      let contacts = (0..<visitors).map { ObjectID(Int64(100 + $0)) }
      let arrivals = [VirtualInstant](repeating: .start, count: visitors)
      try await LoadGenerator(arrivals: arrivals, contacts: contacts, choice: .roundRobin, world: world).run()
      return service.asked
    }.output
  }

  private static func think(_ seconds: Int) -> ThinkStep { ThinkStep(.seconds(seconds)...(.seconds(seconds))) }

  @Test("takes its steps in their order, each when the one before is over")
  func order() throws {
    let journey = Journey([LookStep(), Self.think(2), Self.book, Self.think(3), CancelStep(comeBack: Self.never)])
    let asked = try Self.asked([journey])
    #expect(asked.map { "\($0.what)@\($0.at)" } == ["browse@0", "create@2100", "cancel@5200"])
    #expect(asked.map(\.request) == [0, 1, 2])
    #expect(asked.last?.exam == ObjectID(900))
  }

  @Test("ends with a wish that is not met, and with a cancellation that is refused or given up")
  func ends() throws {
    let journey = Journey([Self.book, CancelStep(comeBack: Self.never), LookStep()])
    #expect(try Self.asked([journey], answer: { _, _ in .refused(.noCredits) }).map(\.what) == ["create"])
    #expect(try Self.asked([journey], cancellation: { _ in .refused(.bookingNotFound) }).count == 2)
    #expect(try Self.asked([journey], cancellation: { _ in .failed(.timeout) }).count == 2)
    #expect(try Self.asked([journey]).map(\.what) == ["create", "cancel", "browse"])
  }

  @Test("passes a cancellation by while there is no booking")
  func nothingToCancel() throws {
    let journey = Journey([CancelStep(comeBack: Self.never), Self.book])
    #expect(try Self.asked([journey]).map(\.what) == ["create"])
  }

  @Test("is gone as often as it is repeated, and every wish and cancellation has a key of its own")
  func repeats() throws {
    let round: [any VisitorStep] = [Self.book, CancelStep(comeBack: Self.never)]
    let asked = try Self.asked([Journey([RepeatStep(3, round)])])
    #expect(asked.map(\.what) == ["create", "cancel", "create", "cancel", "create", "cancel"])
    #expect(Set(asked.map(\.key)).count == 6)
    #expect(Journey([RepeatStep(3, round)]).steps.mostWishes == 3)
  }

  @Test("books another exam than the one that was cancelled, or the same", arguments: BookStep.ExamChoice.allCases)
  func exams(_ choice: BookStep.ExamChoice) throws {
    let again = BookStep(choice, comeBack: Self.never, otherExamsAtMost: 0)
    let asked = try Self.asked([Journey([Self.book, CancelStep(comeBack: Self.never), again])])
    let exams = asked.filter { $0.what == "create" }.map(\.exam)
    #expect(exams.count == 2)
    #expect((exams[0] == exams[1]) == (choice != .other))
  }

  @Test("is taken by as many visitors as its weight says, and a part of it by its share", arguments: [UInt64(1), 2, 3])
  func weights(_ seed: UInt64) throws {
    let half = try #require(Probability(0.5))
    let journeys = [
      Journey(weight: 3, [LookStep(), ChanceStep(half, [LookStep()])]), Journey(weight: 1, [Self.book]),
    ]
    let asked = try Self.asked(visitors: 4_000, seed: seed, journeys)
    // 5 standard deviations: sqrt(4000 x 0.25 x 0.75) = 27, and sqrt(3000 x 0.5 x 0.5) = 27 for the part.
    let (booked, looked) = (asked.count { $0.what == "create" }, asked.count { $0.what == "browse" })
    #expect(abs(booked - 1_000) < 137)
    #expect(abs(looked - (4_000 - booked) * 3 / 2) < 137)
  }

  @Test("draws anew at each place and in each round")
  func draws() throws {
    let pause = ThinkStep(.zero ... .seconds(10))
    let asked = try Self.asked([
      Journey([RepeatStep(4, [pause, LookStep(), pause, LookStep(), RepeatStep(2, [pause, LookStep()])])])
    ])
    let pauses = zip(asked.dropFirst(), asked).map { $0.at - $1.at }
    #expect(asked.count == 16)
    #expect(Set(pauses).count == pauses.count)
  }

  @Test("comes back for a cancellation as its policy says, with one key")
  func comesBack() throws {
    let twice = ComeBack(after: .seconds(5)...(.seconds(5)), atMost: 2)
    let journey = Journey([Self.book, CancelStep(comeBack: twice)])
    let asked = try Self.asked([journey], cancellation: { _ in .failed(.busy) }).filter { $0.what == "cancel" }
    #expect(asked.map(\.at) == [100, 5_200, 10_300])
    #expect(Set(asked.map(\.key)).count == 1)
  }

  @Test("of the behaviour without journeys looks, books, cancels and books again; its wishes are counted")
  func behaviour() throws {
    var behaviour = VisitorBehaviour()
    #expect(behaviour.ways.count == 1)
    #expect(behaviour.mostWishes == 1)
    behaviour.cancel = .init(
      share: .certain,
      after: .zero ... .zero,
      rebookAfter: .zero ... .zero,
      rebooks: .otherExam
    )
    #expect(behaviour.mostWishes == 2)
    behaviour.journeys = [Journey([LookStep()]), Journey([RepeatStep(5, [Self.book])])]
    #expect(behaviour.mostWishes == 5)
  }
}

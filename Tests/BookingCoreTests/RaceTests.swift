import BookingAPI
import BookingCore
import DeterministicRuntime
import Faults
import HubSpotAPI
import Testing

/// Everything that can happen at once, in many orders; what a seed finds wrong, the same seed replays.
@Suite("Requests at the same time, in any order")
struct RaceTests {
  static let designs = RacingDesigns.all

  @Test("of twenty contacts sell the last three seats three times", arguments: designs)
  func lastSeats(_ designs: RacingDesigns) throws {
    for seed in designs.seeds {
      let design = designs.design(seed)
      let problems = try simulate(order: .seeded(seed)) {
        let world = try await BookingWorld.open(contacts: 20, exams: [ExamSeed(capacity: 3)])
        let instances = [world.instance(.test(design), 0), world.instance(.test(design), 1)]
        let answers = try await Self.all(20, within: .seconds(3), seed) { contact in
          let visitor = Visitor(instances[contact % 2], instances[(contact + 1) % 2])
          return try await visitor.book(world.request("k\(contact)", contact: contact), atMost: 30).last ?? nil
        }
        try await world.settle(instances[0])
        var problems = await world.problems()
        let confirmed = answers.count { $0?.booking != nil }
        let full = answers.count { $0 == .refused(.examFull) }
        if confirmed != 3 || full != 17 { problems.append("\(confirmed) confirmed, \(full) told EXAM_FULL") }
        return problems
      }
      #expect(problems.isEmpty, "\(design), seed \(seed): \(problems)")
    }
  }

  @Test("with one key book once, and both are told so", arguments: designs)
  func sameKey(_ designs: RacingDesigns) throws {
    for seed in designs.seeds {
      let design = designs.design(seed)
      let problems = try simulate(order: .seeded(seed)) {
        let world = try await BookingWorld.open()
        let instances = [world.instance(.test(design), 0), world.instance(.test(design), 1)]
        let answers = try await Self.all(2, within: .seconds(3), seed) { number in
          try await Visitor(instances[number]).book(world.request("k1")).last ?? nil
        }
        try await world.settle(instances[0])
        let active = await world.activeBookings(of: world.contacts[0])
        var problems = await world.problems()
        if answers.map({ $0?.booking }) != [active.first, active.first] || active.count != 1 {
          problems.append("answers \(answers), active \(active)")
        }
        return problems
      }
      #expect(problems.isEmpty, "\(design), seed \(seed): \(problems)")
    }
  }

  @Test("with two keys of one contact for one date book once, and one is refused", arguments: designs)
  func twoKeys(_ designs: RacingDesigns) throws {
    for seed in designs.seeds {
      let design = designs.design(seed)
      let problems = try simulate(order: .seeded(seed)) {
        let world = try await BookingWorld.open(exams: [ExamSeed(), ExamSeed(type: "mini")])
        let instances = [world.instance(.test(design), 0), world.instance(.test(design), 1)]
        let answers = try await Self.all(2, within: .seconds(3), seed) { number in
          try await Visitor(instances[number]).book(world.request("k\(number)", exam: number)).last ?? nil
        }
        try await world.settle(instances[0])
        let active = await world.activeBookings(of: world.contacts[0])
        var problems = await world.problems()
        if answers.compactMap({ $0?.booking }) != active || active.count != 1
          || !answers.contains(.refused(.duplicateBooking))
        {
          problems.append("answers \(answers), active \(active)")
        }
        return problems
      }
      #expect(problems.isEmpty, "\(design), seed \(seed): \(problems)")
    }
  }

  @Test("that cancel and rebook the only seat never sell it twice", arguments: designs)
  func cancelAgainstRebook(_ designs: RacingDesigns) throws {
    for seed in designs.seeds {
      let design = designs.design(seed)
      let problems = try simulate(order: .seeded(seed)) {
        let world = try await BookingWorld.open(contacts: 2, exams: [ExamSeed(capacity: 1)])
        let instances = [world.instance(.test(design), 0), world.instance(.test(design), 1)]
        guard let booking = try await Visitor(instances[0]).book(world.request("k0")).last??.booking else {
          return ["no booking"]
        }
        let cancellation = CancellationRequest(key: .test("c0"), contact: world.contacts[0], booking: booking)
        let cancelled = SimulationLocal(false)
        let answers = try await Self.all(3, within: .seconds(2), seed) { number -> BookingOutcome? in
          if number == 0 {
            let answer = try await Visitor(instances[0], instances[1]).cancel(cancellation).last ?? nil
            cancelled.withValue { $0 = answer == .cancelled }
            return nil
          }
          let request = world.request("again\(number)", contact: number - 1)
          return try await Visitor(instances[1], instances[0]).book(request).last ?? nil
        }
        try await world.settle(instances[0])
        var problems = await world.problems()
        if !cancelled.withValue({ $0 }) { problems.append("not cancelled") }
        if answers.count(where: { $0?.booking != nil }) > 1 { problems.append("answers \(answers)") }
        return problems
      }
      #expect(problems.isEmpty, "\(design), seed \(seed): \(problems)")
    }
  }

  @Test("beside their background jobs survive the death of an instance anywhere", arguments: designs)
  func deathAmongMany(_ designs: RacingDesigns) throws {
    for seed in designs.seeds {
      let design = designs.design(seed)
      let problems = try simulate(order: .seeded(seed)) {
        let exams = [ExamSeed(capacity: 2), ExamSeed(date: "2025-11-04")]
        let world = try await BookingWorld.open(contacts: 6, exams: exams)
        let instances = (0..<3).map { world.instance(.test(design), $0) }
        var draw = KeyedRandom(seed: seed).draw("death")
        instances[0].ports.strikePort(draw.uniformInteger(in: 1..<80), .deathAfter)
        let answers = try await withThrowingTaskGroup(of: Void.self) { group in
          for instance in instances { group.addTask { await instance.core.runJobs() } }
          let answers = try await Self.all(6, within: .seconds(2), seed) { contact in
            try await Self.bookAndPerhapsCancel(contact, world, instances)
          }
          try await wait(.seconds(700))
          group.cancelAll()
          return answers
        }
        try await world.settle(instances[2])
        var problems = await world.problems()
        if answers.contains(where: { $0?.booking == nil && $0 != .refused(.examFull) }) {
          problems.append("answers \(answers)")
        }
        return problems
      }
      #expect(problems.isEmpty, "\(design), seed \(seed): \(problems)")
    }
  }

  /// Every third contact cancels at once what it has booked.
  private static func bookAndPerhapsCancel(
    _ contact: Int,
    _ world: BookingWorld,
    _ instances: [Instance]
  ) async throws -> BookingOutcome? {
    let visitor = Visitor(instances[contact % 3], instances[(contact + 1) % 3], instances[(contact + 2) % 3])
    let request = world.request("k\(contact)", contact: contact, exam: contact % 2)
    let answer = try await visitor.book(request, atMost: 40).last ?? nil
    if let booking = answer?.booking, contact % 3 == 2 {
      let key = IdempotencyKey.test("c\(contact)")
      let cancellation = CancellationRequest(key: key, contact: world.contacts[contact], booking: booking)
      _ = try await visitor.cancel(cancellation, atMost: 40)
    }
    return answer
  }

  /// Runs `count` visitors, each beginning at an instant drawn from the seed.
  private static func all<Answer: Sendable>(
    _ count: Int,
    within span: Duration,
    _ seed: UInt64,
    _ visit: @escaping @Sendable (Int) async throws -> Answer
  ) async throws -> [Answer] {
    let random = KeyedRandom(seed: seed)
    return try await withThrowingTaskGroup(of: (Int, Answer).self) { group in
      for number in 0..<count {
        group.addTask {
          var draw = random.draw("start", number)
          // In steps of 50 ms, so that many meet at one instant.
          let steps = Int(span / .milliseconds(50))
          try await wait(.milliseconds(50) * draw.uniformInteger(in: 0..<steps))
          return (number, try await visit(number))
        }
      }
      var answers: [(Int, Answer)] = []
      for try await answer in group { answers.append(answer) }
      return answers.sorted { $0.0 < $1.0 }.map(\.1)
    }
  }
}

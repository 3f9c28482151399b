import BookingCore
import Faults
import HubSpotAPI
import Testing

/// Every port call of a booking and of a cancellation, struck by every fault: in the end the booking stands exactly
/// once or not at all, as the visitor was told, and nothing is left half-done.
@Suite("A request with a fault at any of its calls")
struct FaultSweepTests {
  static let designs = SweptDesigns.all
  /// Those that meet two faults: of the designs with a queue the registered ones, for two faults at a queued request are half an
  /// hour of waiting each time, and `QueueSweepTests` has the others.
  static let twice = designs.filter { !SweptDesigns.isQueued($0) || SweptDesigns.registered.contains($0) }
  static let deaths: [Fault] = [.deathBefore, .deathAfter]
  static let failures: [Fault] = [
    .lostRequest, .lostReply, .answer(429), .answer(503), .answerAfterEffect(500), .delay(.seconds(8)),
  ]

  @Test("ends well when the instance dies at the call", arguments: designs, FaultSweep.Operation.allCases)
  func deaths(_ design: String, _ operation: FaultSweep.Operation) throws {
    for fault in Self.deaths {
      for visitor in [FaultSweep.Visitor.comesBack, .givesUp] {
        let outcome = try FaultSweep(design, operation, visitor, fault).run()
        #expect(outcome.calls >= (SweptDesigns.registered.contains(design) ? 8 : 1))
        #expect(outcome.problems.isEmpty, "\(outcome.problems.joined(separator: "\n"))")
      }
    }
  }

  @Test("ends well when HubSpot fails at the call", arguments: designs, FaultSweep.Operation.allCases)
  func failures(_ design: String, _ operation: FaultSweep.Operation) throws {
    for fault in Self.failures {
      for visitor in [FaultSweep.Visitor.comesBack, .givesUp] {
        let outcome = try FaultSweep(design, operation, visitor, fault).run()
        #expect(outcome.calls >= 2 || !SweptDesigns.registered.contains(design))
        #expect(outcome.problems.isEmpty, "\(outcome.problems.joined(separator: "\n"))")
      }
    }
  }

  @Test(
    "ends well when whoever resumes or recovers it fails as well, wherever",
    arguments: twice,
    FaultSweep.Operation.allCases
  )
  func secondFaults(_ design: String, _ operation: FaultSweep.Operation) throws {
    for fault in [Fault.deathAfter, .lostReply] {
      for visitor in [FaultSweep.Visitor.comesBack, .givesUp] {
        var second = FaultSweep.Second(fault: fault, call: 1)
        while true {
          let outcome = try FaultSweep(design, operation, visitor, .deathAfter, second: second).run()
          #expect(outcome.problems.isEmpty, "\(outcome.problems.joined(separator: "\n"))")
          if outcome.secondFaults == 0 { break }
          second.call += SweptDesigns.isQueued(design) ? 7 : 1
        }
        #expect(second.call > 2 || !SweptDesigns.registered.contains(design))
      }
    }
  }

  @Test(
    "ends well when the recovery ends half of it, wherever it stops, and then the visitor returns",
    arguments: twice,
    FaultSweep.Operation.allCases
  )
  func halfRecovered(_ design: String, _ operation: FaultSweep.Operation) throws {
    for fault in [Fault.deathBefore, .deathAfter, .answer(429), .lostReply] {
      var second = FaultSweep.Second(fault: fault, call: 1)
      while true {
        let outcome = try FaultSweep(design, operation, .comesBackAfterRecovery, .deathAfter, second: second).run()
        #expect(outcome.problems.isEmpty, "\(outcome.problems.joined(separator: "\n"))")
        if outcome.secondFaults == 0 { break }
        second.call += SweptDesigns.isQueued(design) ? 7 : 1
      }
      #expect(second.call > 2 || !SweptDesigns.registered.contains(design))
    }
  }

  @Test("ends well when its host gives it up, at any time", arguments: designs)
  func givenUp(_ design: String) throws {
    for step in stride(from: 1, to: 70, by: SweptDesigns.registered.contains(design) ? 1 : 5) {
      let problems = try simulate {
        let world = try await BookingWorld.open(exams: [ExamSeed(capacity: 1)])
        let (first, second) = (world.instance(.test(design), 0), world.instance(.test(design), 1))
        // Deadlines that lie on, between and off the instants of replies.
        let task = Task { await first.create(world.request("k1")) }
        try await wait(.milliseconds(50) * step + .microseconds(step % 3 * 500))
        task.cancel()
        let answer = await task.value
        // In flight at that moment; its effect comes when it comes.
        try await wait(.seconds(20))
        let told = try await Visitor(second).book(world.request("k1")).last??.booking
        try await world.settle(second)
        let active = await world.activeBookings(of: world.contacts[0])
        var problems = await world.problems()
        if active != [told].compactMap(\.self) || answer?.booking.map({ $0 != told }) == true {
          problems.append("told \(String(describing: told)), active \(active)")
        }
        return problems
      }
      #expect(problems.isEmpty, "\(design), step \(step): \(problems)")
    }
  }

  @Test("ends well when HubSpot refuses one kind of call for ever, until it is healed", arguments: designs)
  func brokenLabels(_ design: String) throws {
    let labels = try simulate {
      let world = try await BookingWorld.open()
      let instance = world.instance(.test(design))
      _ = await instance.create(world.request("k1"))
      return instance.ports.journal
    }
    for label in labels {
      for fault in [Fault.answer(429), .answer(503), .lostReply] {
        for comesBack in [true, false] {
          let problems = try Self.broken(design, CallLabel(label), fault, comesBack)
          #expect(problems.isEmpty, "\(design), \(label), \(fault), comes back \(comesBack): \(problems)")
        }
      }
    }
  }

  private static func broken(
    _ design: String,
    _ label: CallLabel,
    _ fault: Fault,
    _ comesBack: Bool
  ) throws -> [String] {
    try simulate {
      let world = try await BookingWorld.open(exams: [ExamSeed(capacity: 1)])
      let (first, second) = (world.instance(.test(design), 0), world.instance(.test(design), 1))
      for instance in [first, second] { instance.ports.strike(label, fault) }
      let answers = try await Visitor(first, second).book(world.request("k1"), atMost: 3)
      for instance in [first, second] { instance.ports.heal() }
      var told = answers.last??.booking
      if comesBack { told = try await Visitor(first, second).book(world.request("k1")).last??.booking }
      var problems: [String] = []
      if comesBack, told == nil { problems.append("never confirmed") }
      try await world.settle(second)
      let active = await world.activeBookings(of: world.contacts[0])
      if active != [told].compactMap(\.self) { problems.append("told \(String(describing: told)), active \(active)") }
      return problems + (await world.problems())
    }
  }
}

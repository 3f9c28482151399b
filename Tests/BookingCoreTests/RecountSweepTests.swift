import BookingAPI
import BookingCore
import DeterministicRuntime
import Faults
import HubSpotAPI
import Ports
import Testing

/// Seats are counted anew for a page while others book and cancel, and every call of the counting goes wrong once: the
/// counts stay what the bookings say.
@Suite("Seats that are counted while somebody books")
struct RecountSweepTests {
  static let designs = DesignRegistry.all.map(\.name).flatMap { name in
    ["n-plus-1", "batched"].map { "\(name)+lists=\($0)" }
  }
  static let faults: [Fault] = [
    .deathBefore, .deathAfter, .lostRequest, .lostReply, .answer(429), .answerAfterEffect(500), .delay(.seconds(8)),
  ]

  enum Question: String, CaseIterable { case realTime, sync }

  @Test("end right whatever goes wrong with the counting, wherever", arguments: designs, Question.allCases)
  func faults(_ design: String, _ question: Question) throws {
    for fault in Self.faults {
      var call = 1
      while let problems = try Self.story(design, question, fault, at: call) {
        #expect(problems.isEmpty, "\(design), \(question), \(fault) at \(call): \(problems)")
        call += 1
      }
      #expect(call > 2)
    }
  }

  @Test("end right whenever the counting comes", arguments: designs, Question.allCases)
  func moments(_ design: String, _ question: Question) throws {
    for moment in stride(from: 0, to: 5_000, by: 90) {
      let problems = try Self.story(design, question, nil, at: 1, countings: 1, from: .milliseconds(moment)) ?? []
      #expect(problems.isEmpty, "\(design), \(question) at \(moment) ms: \(problems)")
    }
  }

  /// - Returns: nil when the fault has struck nothing.
  private static func story(
    _ design: String,
    _ question: Question,
    _ fault: Fault?,
    at call: Int,
    countings: Int = 3,
    from delay: Duration = .milliseconds(700)
  ) throws -> [String]? {
    try Simulation.run {
      let world = try await BookingWorld.open(
        contacts: 4,
        exams: [ExamSeed(capacity: 2), ExamSeed(date: "2025-11-04", capacity: 1)]
      )
      let (counting, booking) = (world.instance(.test(design), 0), world.instance(.test(design), 1))
      guard let earlier = await booking.create(world.request("k0", contact: 1))?.booking else { return ["no booking"] }
      // Another one of the same exam stays: a count that is one too low is not hidden by an exam without bookings.
      guard await booking.create(world.request("k1", contact: 0))?.booking != nil else { return ["no booking"] }
      try await world.settle(booking)
      try await wait(.seconds(60))
      if let fault {
        if fault.strikesAnyPort {
          counting.ports.strikePort(call, fault)
        } else {
          counting.ports.strikeHubSpot(call, fault)
        }
      }
      try await withThrowingTaskGroup { group in
        group.addTask {
          try await wait(delay)
          for pass in 0..<countings {
            try? await ask(question, counting, pass)
            try await wait(.milliseconds(1_100))
          }
        }
        group.addTask { _ = try await Visitor(booking).book(world.request("k2", contact: 2, exam: 1)) }
        // The last seat of the second exam is gone after three seconds; who comes then must not get it again.
        group.addTask {
          for attempt in 0..<20 {
            try await wait(.milliseconds(400))
            _ = await booking.create(world.request("k3-\(attempt)", contact: 3, exam: 1))
          }
        }
        group.addTask {
          try await wait(.milliseconds(900))
          let request = CancellationRequest(key: .test("c0"), contact: world.contacts[1], booking: earlier)
          _ = try await Visitor(booking).cancel(request)
        }
        try await group.waitForAll()
      }
      if fault != nil, counting.ports.fired == 0 { return nil }
      try await world.settle(booking)
      return await world.problems()
    }.output
  }

  private static func ask(_ question: Question, _ instance: Instance, _ number: Int) async throws {
    let origin = CallOrigin.visitor(9, request: number)
    switch question {
    case .realTime:
      let request = ExamAvailabilityRequest(type: "clinical", isRealTime: true)
      _ = try await instance.service.answer(request, from: origin)
    case .sync: _ = try await instance.service.answer(CapacitySyncRequest(), from: origin)
    }
  }
}

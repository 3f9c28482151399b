import BookingAPI
import BookingCore
import DeterministicRuntime
import Faults
import HubSpotAPI
import Ports

/// A story of two instances and one visitor, told once for every port call and every fault that can strike it.
struct FaultSweep: Sendable, CustomStringConvertible {
  enum Operation: String, Sendable, CaseIterable { case create, cancel }

  /// What the visitor does after the first request.
  enum Visitor: String, Sendable, CaseIterable {
    case comesBack, givesUp
    /// After the recovery has begun to end the request, and a second fault has struck it.
    case comesBackAfterRecovery
  }

  let design: String
  let operation: Operation
  let visitor: Visitor
  let fault: Fault
  /// Whether calls to HubSpot are counted, or all port calls.
  let strikesHubSpot: Bool
  /// What strikes the instance that the visitor comes back to, or that recovers; counted from there on.
  let second: Second?

  /// A second fault, at a call of the second instance.
  struct Second: Hashable, Sendable {
    var fault: Fault
    var call: Int
  }

  init(_ design: String, _ operation: Operation, _ visitor: Visitor, _ fault: Fault, second: Second? = nil) {
    self.design = design
    self.operation = operation
    self.visitor = visitor
    self.fault = fault
    self.second = second
    strikesHubSpot = !fault.strikesAnyPort
  }

  var description: String {
    "\(design), \(operation), \(fault), visitor \(visitor)" + (second.map { ", then \($0.fault) at \($0.call)" } ?? "")
  }

  /// The instances of one story. The third one never fails.
  private struct Cast: Sendable {
    let world: BookingWorld
    let first: Instance
    let second: Instance
    let third: Instance

    init(_ design: Design) async throws {
      world = try await BookingWorld.open(exams: [ExamSeed(capacity: 1)])
      first = world.instance(design, 0)
      second = world.instance(design, 1)
      third = world.instance(design, 2)
    }
  }

  /// How a sweep went.
  struct Outcome: Sendable {
    /// How many calls the fault could strike.
    var calls = 0
    /// In how many stories the second fault struck.
    var secondFaults = 0
    /// What is wrong at the end, call by call; empty when every story ends well.
    var problems: [String] = []
  }

  private struct Story: Sendable {
    let hasSecondFault: Bool
    let problems: [String]
  }

  /// A registered design meets the fault at every call; of combinations, which are many, each at some of them: which ones
  /// differs from sweep to sweep.
  func run() throws -> Outcome {
    var outcome = Outcome()
    let isRegistered = SweptDesigns.registered.contains(design)
    // Two faults at a queued request are half an hour of waiting each time.
    let meetsEach = isRegistered && (second == nil || !SweptDesigns.isQueued(design))
    let step = meetsEach ? 1 : Self.stepOfCombinations
    var draw = KeyedRandom(seed: 1).draw(
      "first call",
      second?.call ?? 0,
      description.utf8.reduce(0) { $0 &* 31 &+ Int($1) }
    )
    var call = meetsEach ? 1 : 1 + draw.uniformInteger(in: 0..<step)
    while let story = try run(at: call) {
      outcome.calls = call
      outcome.secondFaults += story.hasSecondFault ? 1 : 0
      outcome.problems += story.problems.map { "\(self), call \(call): \($0)" }
      call += step
    }
    return outcome
  }

  private static let stepOfCombinations = 6

  private func run(at call: Int) throws -> Story? { try Simulation.run { try await story(call) }.output }

  /// - Returns: nil when there is no such call.
  private func story(_ call: Int) async throws -> Story? {
    let cast = try await Cast(.test(design))
    let booking = operation == .cancel ? try await book(cast) : nil
    if strikesHubSpot {
      cast.first.ports.strikeHubSpot(call, fault)
    } else {
      cast.first.ports.strikePort(call, fault)
    }
    if let second, visitor != .comesBackAfterRecovery {
      if second.fault.strikesAnyPort {
        cast.second.ports.strikePort(second.call, second.fault)
      } else {
        cast.second.ports.strikeHubSpot(second.call, second.fault)
      }
    }
    var found: [String]
    switch operation {
    case .create: found = try await create(cast)
    case .cancel: found = try await cancel(cast, booking)
    }
    guard cast.first.ports.fired > 0 else { return nil }
    if second != nil, visitor == .givesUp {
      // Until the dead request's claim has ended there is nothing to recover.
      try await wait(.seconds(90))
      await cast.world.settleUntilDeath(cast.second)
    }
    try await cast.world.settle(cast.third)
    found += await cast.world.problems()
    return Story(hasSecondFault: cast.second.ports.fired > 0, problems: found)
  }

  /// One pass of the second instance's recovery, struck by the second fault.
  private func recoverHalf(_ cast: Cast) async throws {
    // Until the dead request's claim has ended there is nothing to recover.
    try await wait(.seconds(90))
    if let second {
      if second.fault.strikesAnyPort {
        cast.second.ports.strikePort(second.call, second.fault)
      } else {
        cast.second.ports.strikeHubSpot(second.call, second.fault)
      }
    }
    do {
      _ = try await cast.second.job("recovery").run(pass: 0)
    } catch {
      // It died, as it should; the visitor meets what it has left, once its claim and its lease have ended.
      try await wait(.seconds(90))
    }
  }

  private func book(_ cast: Cast) async throws -> ObjectID? {
    let booking = await cast.first.create(cast.world.request("k1"))?.booking
    try await cast.world.settle(cast.first)
    return booking
  }

  private func create(_ cast: Cast) async throws -> [String] {
    let request = cast.world.request("k1")
    switch visitor {
    case .comesBackAfterRecovery:
      if await cast.first.create(request)?.booking == nil { try await recoverHalf(cast) }
      let answers = try await BookingCoreTests.Visitor(cast.second, cast.third).book(request)
      guard let booking = answers.last??.booking else { return ["answers were \(answers)"] }
      let active = await cast.world.activeBookings(of: cast.world.contacts[0])
      return active == [booking] ? [] : ["told booking \(booking), active are \(active)"]
    case .comesBack:
      // Whoever is asked next ends a queued request; it shall be the one that fails as well.
      let visitor =
        SweptDesigns.isQueued(design)
        ? BookingCoreTests.Visitor(cast.first, cast.third, cast.second)
        : BookingCoreTests.Visitor(cast.first, cast.second, cast.third)
      let answers = try await visitor.book(request)
      guard let booking = answers.last??.booking else { return ["answers were \(answers)"] }
      let active = await cast.world.activeBookings(of: cast.world.contacts[0])
      return active == [booking] ? [] : ["told booking \(booking), active are \(active)"]
    case .givesUp:
      guard let booking = await cast.first.create(request)?.booking else { return [] }
      let active = await cast.world.activeBookings(of: cast.world.contacts[0])
      return active == [booking] ? [] : ["told booking \(booking), active are \(active)"]
    }
  }

  private func cancel(_ cast: Cast, _ booking: ObjectID?) async throws -> [String] {
    guard let booking else { return ["the booking to be cancelled did not come about"] }
    let request = CancellationRequest(key: .test("c1"), contact: cast.world.contacts[0], booking: booking)
    let outcome: CancellationOutcome?
    switch visitor {
    case .comesBack:
      outcome = try await BookingCoreTests.Visitor(cast.first, cast.second, cast.third).cancel(request).last ?? nil
      if outcome != .cancelled { return ["the last answer was \(String(describing: outcome))"] }
    case .comesBackAfterRecovery:
      if await cast.first.cancel(request) != .cancelled { try await recoverHalf(cast) }
      outcome = try await BookingCoreTests.Visitor(cast.second, cast.third).cancel(request).last ?? nil
      if outcome != .cancelled { return ["the last answer was \(String(describing: outcome))"] }
    case .givesUp: outcome = await cast.first.cancel(request)
    }
    let active = await cast.world.activeBookings(of: cast.world.contacts[0])
    return outcome != .cancelled || active.isEmpty ? [] : ["told cancelled, active are \(active)"]
  }
}

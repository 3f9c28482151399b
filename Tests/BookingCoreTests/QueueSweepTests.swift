import Audit
import BookingAPI
import BookingCore
import Composition
import DeterministicRuntime
import Faults
import HubSpotAPI
import Ports
import Testing
import VirtualTime

/// Five requests wait in the queue, three of them for two seats; whoever serves them fails, others go on.
@Suite("The workers of the request queue with a fault at any of their calls")
struct QueueSweepTests {
  static let designs = SweptDesigns.all.filter(SweptDesigns.isQueued)
  static let faults: [Fault] = [
    .deathBefore, .deathAfter, .lostRequest, .lostReply, .answer(429), .answer(503), .answerAfterEffect(500),
    .delay(.seconds(8)),
  ]

  @Test("are in at least one swept design for each way to queue")
  func everyWay() {
    let swept = Set(Self.designs.map { Design.test($0)[Roles.admission].name })
    #expect(swept == ["queue", "queue-or-direct", "queue-paced"])
  }

  @Test(
    "lose no request, double none, and tell each visitor once",
    arguments: designs,
    ["bookings", "notices"]
  )
  func oneInstance(_ design: String, _ job: String) throws { try sweep(design, job, instances: 1) }

  @Test("lose and double nothing among four instances that serve at once", arguments: designs)
  func fourInstances(_ design: String) throws { try sweep(design, "bookings", instances: 4) }

  @Test("lose and double nothing when whoever takes a dead one's requests over dies as well", arguments: designs)
  func twice(_ design: String) throws {
    for first in stride(from: 2, through: 40, by: 9) {
      var second = 1
      while try check(design, "bookings", .deathAfter, first, instances: 1, thenDeathAt: second) { second += 7 }
    }
  }

  private func sweep(_ design: String, _ job: String, instances: Int) throws {
    let isRegistered = SweptDesigns.registered.contains(design)
    for fault in Self.faults {
      // Notices are no calls to HubSpot.
      if job == "notices", !fault.strikesAnyPort { continue }
      var call = 1
      while try check(design, job, fault, call, instances: instances) { call += isRegistered && instances == 1 ? 1 : 5 }
      #expect(call > 1)
    }
  }

  /// - Returns: whether there is such a call.
  private func check(
    _ design: String,
    _ job: String,
    _ fault: Fault,
    _ call: Int,
    instances: Int,
    thenDeathAt second: Int? = nil
  ) throws -> Bool {
    let problems = try simulate {
      var settings = CoreSettings()
      // Two deaths use two tries, and their seats are held until the recovery has undone them.
      if second != nil { settings.requestQueue.tries = 20 }
      let world = try await BookingWorld.open(
        contacts: 5,
        exams: [ExamSeed(capacity: 2), ExamSeed(date: "2025-11-04")],
        settings: settings
      )
      let cast = (0..<instances).map { world.instance(.test(design), $0) }
      let waiting = try await Self.queue(world, cast)
      if job == "notices" { _ = try await cast[0].job("bookings").run(pass: 0) }
      if fault.strikesAnyPort {
        cast[0].ports.strikePort(call, fault)
      } else {
        cast[0].ports.strikeHubSpot(call, fault)
      }
      await Self.runAtOnce(job, cast)
      guard cast[0].ports.fired > 0 else { return nil as [String]? }
      if let second {
        // What the dead one was at is free when its claim has run out.
        try await wait(.seconds(90))
        let next = world.instance(.test(design), 8)
        next.ports.strikePort(second, .deathAfter)
        await Self.runAtOnce(job, [next])
        guard next.isDead else { return nil }
      }
      let last = world.instance(.test(design), 9)
      try await world.settle(last)
      return try await Self.learn(waiting, world, last) + world.problems()
    }
    guard let problems else { return false }
    #expect(problems.isEmpty, "\(design), \(job), \(fault), call \(call), \(instances) instances: \(problems)")
    return true
  }

  private struct Waiting: Sendable {
    let request: BookingRequest
    let place: QueuePlace
    let sentAt: VirtualInstant
  }

  private static func queue(_ world: BookingWorld, _ cast: [Instance]) async throws -> [Waiting] {
    var waiting: [Waiting] = []
    for (contact, exam) in [(0, 0), (1, 0), (2, 0), (3, 1), (4, 1)] {
      let request = world.request("k\(contact)", contact: contact, exam: exam)
      let sentAt = VirtualClock().now
      let answer = try await cast[contact % cast.count].service.answer(request, from: .visitor(contact, request: 0))
      guard case .accepted(let place) = answer else { preconditionFailure("\(answer) is no place in a queue") }
      world.visitors.note(queued: place, of: request)
      waiting.append(Waiting(request: request, place: place, sentAt: sentAt))
    }
    return waiting
  }

  /// Some of them may die of it.
  private static func runAtOnce(_ job: String, _ cast: [Instance]) async {
    await withDiscardingTaskGroup { group in
      for instance in cast {
        group.addTask {
          do { _ = try await instance.job(job).run(pass: 0) } catch { #expect(instance.isDead) }
        }
      }
    }
  }

  /// What each visitor learns in the end, and what is wrong with it.
  private static func learn(
    _ waiting: [Waiting],
    _ world: BookingWorld,
    _ instance: Instance
  ) async throws -> [String] {
    var problems: [String] = []
    var booked = 0
    for one in waiting {
      let question = QueueStatusRequest(contact: one.request.contact, request: one.place.request)
      let answer = try await instance.service.answer(question, from: .visitor(0, request: 9))
      let active = await world.activeBookings(of: one.request.contact)
      let outcome: BookingOutcome
      switch answer {
      case .found(.confirmed(let booking)):
        outcome = .confirmed(booking: booking)
        booked += 1
        if active != [booking] { problems.append("\(one.place.request) has \(active), was told \(booking)") }
      case .found(.refused(let reason)):
        outcome = .refused(reason)
        if reason != .examFull || !active.isEmpty { problems.append("\(one.place.request): \(reason), \(active)") }
      default:
        problems.append("\(one.place.request) was told \(answer)")
        continue
      }
      world.visitors.note(outcome, to: one.request, sentAt: one.sentAt)
      if world.gateway.all["\(one.place.request)#1"] == nil { problems.append("\(one.place.request) was told nothing") }
    }
    if booked != 4 { problems.append("\(booked) of 4 seats were sold") }
    if world.gateway.all.count != waiting.count { problems.append("\(world.gateway.all.count) notices") }
    return problems
  }
}

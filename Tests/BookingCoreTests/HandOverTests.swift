import BookingAPI
import BookingCore
import DeterministicRuntime
import Faults
import HubSpotAPI
import Ports
import SimulatedHubSpot
import SimulatedRedis
import Testing

/// A truth that passes from one ledger to another, in one direction.
struct Passage: Sendable, CustomTestStringConvertible {
  let role: String
  let design: String
  let part: String

  var switched: Design { Design.test(design).switching([role: part]) }
  var job: String { "hand_over_\(role)" }
  var testDescription: String { "\(role) of \(design) to \(part)" }

  static let seats = [
    Passage(role: "seats", design: "phase1", part: "hubspot-property"),
    Passage(role: "seats", design: "baseline", part: "store"),
    Passage(role: "seats", design: "phase2", part: "store-summed"),
  ]
  static let all =
    seats + [
      Passage(role: "credits", design: "phase2", part: "store"),
      Passage(role: "credits", design: "phase2+credits=store", part: "hubspot-property"),
      Passage(role: "credits", design: "coalesced", part: "hubspot-property"),
    ]
}

@Suite("A truth that is handed over from one ledger to another")
struct HandOverTests {
  @Test("is with the other one in the end, and back, and nothing is lost on the way", arguments: Passage.all)
  func thereAndBack(_ passage: Passage) throws {
    let (phases, problems) = try simulate {
      let world = try await BookingWorld.open(contacts: 4, exams: [ExamSeed(capacity: 4)])
      let instance = world.instance(passage.switched)
      var phases: [String] = []
      for (contact, percent) in [0, 100, 0, 100].enumerated() {
        world.switches.turn(passage.role, to: percent)
        try await world.settle(instance)
        phases.append(await world.phase(of: passage.role))
        #expect(await instance.create(world.request("k\(contact)", contact: contact))?.booking != nil)
      }
      try await world.settle(instance)
      return (phases, await world.problems())
    }
    #expect(phases == ["", "on", "off", "on"])
    #expect(problems.isEmpty, "\(problems)")
  }

  @Test(
    "arrives whichever call of the hand-over is an instance's last, and the last seat is sold",
    arguments: Passage.all
  )
  func deaths(_ passage: Passage) throws {
    for fault in [Fault.deathBefore, .deathAfter] {
      for (from, to) in [(0, 100), (100, 0)] {
        var call = 1
        while true {
          let story = try simulate { [call] in try await Self.story(passage, from, to, fault, call) }
          #expect(story.problems.isEmpty, "\(from) to \(to), \(fault) at call \(call): \(story.problems)")
          guard story.hasStruck else { break }
          call += 1
        }
        #expect(call > 2)
      }
    }
  }

  private struct Story: Sendable {
    let hasStruck: Bool
    let problems: [String]
  }

  /// Two of three seats are sold; then the first instance hands over and dies of it; the last seat is sold by the second.
  private static func story(
    _ passage: Passage,
    _ from: Int,
    _ to: Int,
    _ fault: Fault,
    _ call: Int
  ) async throws -> Story {
    let world = try await BookingWorld.open(contacts: 4, exams: [ExamSeed(capacity: 3)])
    let (first, second) = (world.instance(passage.switched, 0), world.instance(passage.switched, 1))
    world.switches.turn(passage.role, to: from)
    try await world.settle(first)
    for contact in 0..<2 { _ = await first.create(world.request("k\(contact)", contact: contact)) }
    world.switches.turn(passage.role, to: to)
    first.ports.strikePort(call, fault)
    for pass in 0..<4 {
      guard !first.isDead else { break }
      do {
        // What the ledger owes is written between two looks of the hand-over.
        for name in [passage.job, "counter_sync", "credit_sync"]
        where first.core.jobs.contains(where: { $0.name == name }) {
          _ = try await first.job(name).run(pass: pass)
        }
      } catch {
        #expect(first.isDead)
      }
    }
    try await world.settle(second)
    var problems: [String] = []
    let phase = await world.phase(of: passage.role)
    if phase != (to == 100 ? "on" : "off") { problems.append("the hand-over is \(phase)") }
    let last = try await Visitor(second).book(world.request("k2", contact: 2)).last ?? nil
    if last?.booking == nil { problems.append("the last seat was not sold: \(String(describing: last))") }
    let late = try await Visitor(second).book(world.request("k3", contact: 3)).last ?? nil
    if late != .refused(.examFull) { problems.append("one seat too many: \(String(describing: late))") }
    try await world.settle(second)
    return Story(hasStruck: first.ports.fired > 0, problems: problems + (await world.problems()))
  }

  @Test("sells no seat twice and leaves none, while visitors race for the last ones", arguments: Passage.all, [1, 4])
  func race(_ passage: Passage, _ instances: Int) throws {
    for seed in UInt64(0)..<(instances == 1 ? 8 : 12) {
      let problems = try simulate(order: .seeded(seed)) { try await Self.race(passage, instances, seed) }
      #expect(problems.isEmpty, "seed \(seed): \(problems)")
    }
  }

  /// Twelve visitors come within three seconds for three seats and two; some cancel; the switch is turned up to three times
  /// meanwhile, and of many instances one dies.
  private static func race(_ passage: Passage, _ count: Int, _ seed: UInt64) async throws -> [String] {
    let random = KeyedRandom(seed: seed)
    var draw = random.draw("hand-over")
    let exams = [ExamSeed(capacity: 3), ExamSeed(date: "2025-11-04", type: "mini", capacity: 2)]
    let world = try await BookingWorld.open(contacts: 12, exams: exams)
    let instances = (0..<count).map { world.instance(passage.switched, $0) }
    if count > 1 { instances[0].ports.strikePort(draw.uniformInteger(in: 1..<150), .deathAfter) }
    let first = draw.uniformInteger(in: 0..<40)
    let moments = [first, first + draw.uniformInteger(in: 1..<40), first + draw.uniformInteger(in: 40..<600)]
    let turns = draw.uniformInteger(in: 1..<4)
    let answers = try await withThrowingTaskGroup(of: Void.self) { jobs in
      for instance in instances { jobs.addTask { await instance.core.runJobs() } }
      jobs.addTask {
        var now = 0
        for turn in 0..<turns {
          try await wait(.milliseconds(100) * (moments[turn] - now))
          now = moments[turn]
          world.switches.turn(passage.role, to: turn.isMultiple(of: 2) ? 100 : 0)
        }
      }
      let answers = try await Self.visits(world, instances, random)
      try await wait(.seconds(700))
      jobs.cancelAll()
      return answers
    }
    let last = instances[count - 1]
    try await world.settle(last)
    var problems = await world.problems()
    let phase = await world.phase(of: passage.role)
    // Turned back at once, it has not begun.
    if phase != (turns.isMultiple(of: 2) ? "off" : "on"), !(phase.isEmpty && turns == 2) {
      problems.append("the hand-over is \(phase)")
    }
    if answers.contains(where: { $0?.booking == nil && $0 != .refused(.examFull) }) {
      problems.append("answers \(answers)")
    }
    // Every seat is sold in the end, to whoever asks, and not one more.
    for exam in 0..<2 {
      let sold = await world.soldSeats(of: world.exams[exam])
      for contact in 0..<12 where sold < exams[exam].capacity {
        if await world.activeBookings(of: world.contacts[contact]).isEmpty {
          _ = try await Visitor(last).book(world.request("late\(exam)-\(contact)", contact: contact, exam: exam))
        }
      }
      let after = await world.soldSeats(of: world.exams[exam])
      if after != exams[exam].capacity {
        problems.append("\(after) of \(exams[exam].capacity) seats of exam \(exam) are sold")
      }
    }
    try await world.settle(last)
    return problems + (await world.problems())
  }

  private static func visits(
    _ world: BookingWorld,
    _ instances: [Instance],
    _ random: KeyedRandom
  ) async throws -> [BookingOutcome?] {
    try await withThrowingTaskGroup(of: (Int, BookingOutcome?).self) { group in
      for contact in 0..<12 {
        group.addTask {
          var draw = random.draw("start", contact)
          try await wait(.milliseconds(50) * draw.uniformInteger(in: 0..<60))
          let order = (0..<instances.count).map { instances[(contact + $0) % instances.count] }
          let visitor = Visitor(order)
          let request = world.request("k\(contact)", contact: contact, exam: contact % 2)
          let answer = try await visitor.book(request, atMost: 40).last ?? nil
          if let booking = answer?.booking, contact % 5 == 0 {
            let key = IdempotencyKey.test("c\(contact)")
            let cancellation = CancellationRequest(key: key, contact: world.contacts[contact], booking: booking)
            _ = try await visitor.cancel(cancellation, atMost: 40)
          }
          return (contact, answer)
        }
      }
      var answers: [(Int, BookingOutcome?)] = []
      for try await answer in group { answers.append(answer) }
      return answers.sorted { $0.0 < $1.0 }.map(\.1)
    }
  }

  @Test("lets nothing begin meanwhile, and waits for what has begun and not for what has not")
  func waits() throws {
    try simulate {
      let passage = Passage.seats[1]
      let world = try await BookingWorld.open(contacts: 3, settings: Self.impatient)
      let (first, second) = (world.instance(passage.switched, 0), world.instance(passage.switched, 1))
      // Instances die of their calls, one after the other, until one has left a held seat.
      for call in 1... {
        let dying = world.instance(passage.switched, call + 1)
        dying.ports.strikePort(call, .deathAfter)
        _ = await dying.create(world.request("k0"))
        if await !world.redis.inspectKeys(withPrefix: "exam:\(world.exams[0]):held").isEmpty { break }
        try await wait(.seconds(200))
      }
      world.switches.turn("seats", to: 100)
      for pass in 0..<3 { #expect(try await first.job(passage.job).run(pass: pass)) }
      #expect(await world.phase(of: "seats") == "to-on")
      #expect(await second.create(world.request("k1", contact: 1)) == .failed(.busy))
      // The visitor's return ends what has begun, with the ledger with which it began.
      #expect(try await Visitor(second).book(world.request("k0")).last??.booking != nil)
      #expect(try await first.job(passage.job).run(pass: 3))
      #expect(await world.phase(of: "seats") == "on")
      #expect(await second.create(world.request("k1", contact: 1))?.booking != nil)
    }
  }

  private static var impatient: CoreSettings {
    var settings = CoreSettings()
    settings.examLockWait = .seconds(1)
    return settings
  }
}

extension Visitor {
  fileprivate init(_ instances: [Instance]) { self.instances = instances }
}

extension BookingWorld {
  /// `off`, `to-on`, `on`, `to-off`; empty before the first hand-over.
  fileprivate func phase(of role: String) async -> String {
    let state = await redis.inspect(HandOver.key(role))
    guard case .string(let text) = state else { return "" }
    return String(text.prefix { $0 != "|" })
  }

  /// How many active bookings an exam has.
  fileprivate func soldSeats(of exam: ObjectID) async -> Int {
    await hubSpot.auditedObjects(of: BookingSchema.bookings).count {
      $0[BookingSchema.Booking.exam] == exam.description && $0[BookingSchema.Booking.status] == "Active"
    }
  }
}

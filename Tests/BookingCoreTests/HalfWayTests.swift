import BookingAPI
import Faults
import HubSpotAPI
import Ports
import SimulatedHubSpot
import SimulatedRedis
import Testing

@testable import BookingCore

/// Steps that stop half-way, and what somebody else makes of what they left.
@Suite("A step that stopped half-way")
struct HalfWayTests {
  @Test("leaves an owed note uncertain although the look at the timeline is refused")
  func owedNote() throws {
    try simulate {
      let world = try await BookingWorld.open()
      let instance = world.instance(.phase1)
      instance.ports.strike(Labels.noteCreate, .answer(429))
      #expect(await instance.create(world.request("k1"))?.booking != nil)
      instance.ports.heal()
      // Written, and the reply lost; then the look-up is refused.
      instance.ports.strike(Labels.noteCreate, .lostReply)
      _ = try await instance.job("recovery").run(pass: 0)
      instance.ports.heal()
      instance.ports.strike(Labels.noteList, .answer(429))
      try await wait(.seconds(15))
      _ = try await instance.job("recovery").run(pass: 1)
      instance.ports.heal()
      try await world.settle(instance)
      #expect(await world.problems() == [])
    }
  }

  @Test("leaves no queue behind that waits for the end of a batch of nothing")
  func emptyBatch() throws {
    for death in 1..<40 {
      let problems = try simulate {
        let world = try await BookingWorld.open(contacts: 2)
        let (first, second) = (world.instance(.phase2, 0), world.instance(.phase2, 1))
        #expect(await first.create(world.request("k1"))?.booking != nil)
        first.ports.strike(Labels.noteBatch, .lostReply)
        _ = try await first.job("notes").run(pass: 0)
        first.ports.heal()
        first.ports.strikePort(death, .deathAfter)
        do { _ = try await first.job("notes").run(pass: 1) } catch { #expect(first.isDead) }
        guard first.isDead else { return [String]?.none }
        #expect(await second.create(world.request("k2", contact: 1))?.booking != nil)
        try await world.settle(second)
        return await world.problems()
      }
      guard let problems else {
        #expect(death > 4)
        break
      }
      #expect(problems == [], "death at \(death)")
    }
  }

  @Test("leaves no seat in the counter because its count ran out meanwhile", arguments: ["phase1", "phase2"])
  func countRunsOut(_ design: String) throws {
    for milliseconds in stride(from: 98_800, to: 100_200, by: 7) {
      let problems = try simulate {
        var settings = CoreSettings()
        settings.seatCounterLifetime = .seconds(100)
        let world = try await BookingWorld.open(exams: [ExamSeed(capacity: 1)], settings: settings)
        let instance = world.instance(.test(design))
        let booking = try #require(await instance.create(world.request("k1"))?.booking)
        _ = try await instance.job("counter_sync").run(pass: 0)
        try await wait(.milliseconds(milliseconds))
        _ = await instance.cancel(CancellationRequest(key: .test("c1"), contact: world.contacts[0], booking: booking))
        try await world.settle(instance)
        return await world.problems()
      }
      #expect(problems == [], "cancelled after \(milliseconds) ms")
    }
  }

  @Test("of a cancellation keeps its exam from being full, until the seat is back", arguments: SweptDesigns.all)
  func returningSeat(_ design: String) throws {
    try simulate {
      let world = try await BookingWorld.open(contacts: 3, exams: [ExamSeed(capacity: 1)])
      let instance = world.instance(.test(design))
      let booking = try #require(await instance.create(world.request("k0"))?.booking)
      #expect(await instance.create(world.request("k1", contact: 1)) == .refused(.examFull))
      instance.ports.strike(Labels.bookingUpdate, .lostReply)
      let request = CancellationRequest(key: .test("c0"), contact: world.contacts[0], booking: booking)
      #expect(await instance.cancel(request) == .failed(.timeout))
      instance.ports.heal()
      #expect(await instance.create(world.request("k2", contact: 1)) == .failed(.busy))
      #expect(await instance.cancel(request) == .cancelled)
      #expect(await instance.create(world.request("k2", contact: 1))?.booking != nil)
      #expect(await instance.create(world.request("k3", contact: 2)) == .refused(.examFull))
      try await world.settle(instance)
      #expect(await world.problems() == [])
    }
  }

  @Test("of an exam's lock settles nothing that its next holder has announced")
  func settleFence() throws {
    try simulate {
      let world = try await BookingWorld.open()
      let store = world.context().store
      let exam = ExamRecord(HubSpotObject(id: world.exams[0], properties: [], createdAt: 0, updatedAt: 0))
      let intent = Intent(kind: .booking, key: .test("b"), contact: world.contacts[0], exam: exam.id, examDate: "")
      let key = "lock:exam:\(exam.id)"
      let (stale, lock) = (
        Lease(key: key, token: "old", duration: .seconds(30)), Lease(key: key, token: "new", duration: .seconds(30))
      )
      _ = try await world.redis.run(.set(key, lock.token, expiry: lock.duration))
      try await CounterChange(.count, for: intent).announce(target: 1, under: lock, store)
      await #expect(throws: Interruption.failed(.busy)) {
        try await CounterChange.settle(exam, under: stale, store)
      }
      #expect(await world.redis.inspect("exam:\(exam.id):pending") != nil)
    }
  }
}

import DeterministicRuntime
import Faults
import HubSpotAPI
import Testing
import VirtualTime

@Suite("A plan of faults drawn from a seed")
struct DrawnFaultsTests {
  private static func call(_ visitor: Int, tryNumber: Int = 0) -> PortUse {
    .call(
      HubSpotRequest(
        .archiveObject(ObjectReference(.contacts, ObjectID(1))),
        label: CallLabel("test"),
        origin: .visitor(visitor, request: 0),
        tryNumber: tryNumber
      )
    )
  }

  private static func plan(
    seed: UInt64 = 1,
    instance: Int = 0,
    _ risks: [DrawnFaults.Risk] = [.init(.deathBefore, share: 0.01), .init(.lostReply, share: 0.2)],
    until end: VirtualInstant = VirtualInstant(nanoseconds: 1_000)
  ) -> DrawnFaults {
    DrawnFaults(KeyedRandom(seed: seed), instance: instance, risks: risks, until: end)
  }

  @Test("strikes each call with its risk")
  func shares() throws {
    let struck = try Simulation.run {
      let plan = Self.plan()
      return (0..<10_000).compactMap { plan.fault(at: Self.call($0)) }
    }.output
    // Binomial, five standard deviations: 100 +- 50 and 2,000 +- 200.
    #expect((50...150).contains(struck.count { $0 == .deathBefore }))
    #expect((1_800...2_200).contains(struck.count { $0 == .lostReply }))
  }

  @Test("meets the same call with the same luck, whatever was called before; another instance and seed with another")
  func keys() throws {
    _ = try Simulation.run {
      let calls = (0..<200).map { Self.call($0 / 2, tryNumber: $0 % 2) }
      let (first, second) = (Self.plan(), Self.plan())
      let struck = calls.map { first.fault(at: $0) }
      for _ in 0..<7 { _ = second.fault(at: .storeCommand) }
      #expect(calls.reversed().map { second.fault(at: $0) }.reversed() == struck)
      let (other, seeded) = (Self.plan(instance: 1), Self.plan(seed: 2))
      #expect(calls.map { other.fault(at: $0) } != struck)
      #expect(calls.map { seeded.fault(at: $0) } != struck)
    }
  }

  @Test("strikes the store and sleep only with what can strike them, and never the same number twice alike")
  func otherPorts() throws {
    _ = try Simulation.run {
      let plan = Self.plan([.init(.deathAfter, share: 0.5), .init(.lostReply, share: 0.5)])
      for use in [PortUse.storeCommand, .sleep] {
        let struck = (0..<100).map { _ in plan.fault(at: use) }
        #expect(Set(struck) == [.deathAfter, nil])
      }
    }
  }

  @Test("ends at its instant: from there on nothing goes wrong")
  func end() throws {
    _ = try Simulation.run {
      let plan = Self.plan([.init(.lostReply, share: 1)])
      try await VirtualClock().sleep(nanoseconds: 999)
      #expect(plan.fault(at: Self.call(1)) == .lostReply)
      try await VirtualClock().sleep(nanoseconds: 1)
      #expect(plan.fault(at: Self.call(1)) == nil)
    }
  }
}

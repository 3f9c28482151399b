import BookingAPI
import BookingCore
import Faults
import HubSpotAPI
import Ports
import Testing

/// Three bookings and a cancellation wait for the background work of a design; its instance fails, another goes on.
@Suite("A background pass with a fault at any of its calls")
struct WorkerSweepTests {
  /// Of bookings there may be nothing remembered that could be compared; requests that were queued have been served already
  /// (`QueueSweepTests` has those that wait).
  static let mayFindNothing = ["cache_check", "bookings"]

  @Test("loses nothing and doubles nothing when the instance dies", arguments: SweptDesigns.all)
  func deaths(_ design: String) throws {
    for job in try Self.jobs(of: design) {
      for fault in [Fault.deathBefore, .deathAfter] {
        var call = 1
        while try check(design, job, fault, call, strikesHubSpot: false) { call += 1 }
        #expect(call > 2 || Self.mayFindNothing.contains(job))
      }
    }
  }

  @Test("loses nothing and doubles nothing when HubSpot fails", arguments: SweptDesigns.all)
  func failures(_ design: String) throws {
    for job in try Self.jobs(of: design) {
      for fault in FaultSweepTests.failures {
        var call = 1
        while try check(design, job, fault, call, strikesHubSpot: true) { call += 1 }
      }
    }
  }

  @Test(
    "loses nothing and doubles nothing when whoever takes it up dies as well, wherever",
    arguments: SweptDesigns.all
  )
  func twice(_ design: String) throws {
    for job in try Self.jobs(of: design) where job != "counter_sync" {
      for fault in [Fault.lostReply, .deathAfter] {
        var call = 1
        while true {
          var death = 1
          while try check(design, job, fault, call, strikesHubSpot: fault == .lostReply, thenDeathAt: death) {
            death += 1
          }
          if try !check(design, job, fault, call, strikesHubSpot: fault == .lostReply) { break }
          call += 1
        }
      }
    }
  }

  private static func jobs(of design: String) throws -> [String] {
    try simulate { try await BookingWorld.open().instance(.test(design)).core.jobs.map(\.name) }
  }

  /// - Returns: whether there is such a call.
  private func check(
    _ design: String,
    _ job: String,
    _ fault: Fault,
    _ call: Int,
    strikesHubSpot: Bool,
    thenDeathAt death: Int? = nil
  ) throws -> Bool {
    let problems = try simulate {
      let world = try await BookingWorld.forWaitingWork()
      let (first, second) = (world.instance(.test(design), 0), world.instance(.test(design), 1))
      try await world.leaveWork(first)
      if strikesHubSpot { first.ports.strikeHubSpot(call, fault) } else { first.ports.strikePort(call, fault) }
      do { _ = try await first.job(job).run(pass: 0) } catch { #expect(first.isDead) }
      guard first.ports.fired > 0 else { return nil as [String]? }
      if let death {
        // The job of one that has died is free when its lease has ended.
        try await wait(.seconds(90))
        let next = world.instance(.test(design), 2)
        next.ports.strikePort(death, .deathAfter)
        do { _ = try await next.job(job).run(pass: 1) } catch { #expect(next.isDead) }
        guard next.isDead else { return nil }
      }
      try await world.settle(second)
      return await world.problems()
    }
    guard let problems else { return false }
    #expect(
      problems.isEmpty,
      "\(design), \(job), \(fault), call \(call), then \(String(describing: death)): \(problems)"
    )
    return true
  }
}

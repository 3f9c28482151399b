import DeterministicRuntime
import SimulatedHubSpot
import VirtualTime

/// A rush without any booking in it, to compare runtimes: `users` make ten calls each against 100 admissions per rolling
/// 10 s. A refusal takes 20 ms, a success 200 ms, and back-off doubles from 1 s to at most 64 s. One event is one sleep.
/// `rush_simpy.py` is the same model in SimPy.
enum RushModel {
  struct Result: Sendable {
    let events: Int
    let endedAt: VirtualInstant
  }

  static func run(users: Int) throws -> Result {
    let result = try Simulation.run {
      let server = Server()
      await withDiscardingTaskGroup { group in
        for _ in 0..<users { group.addTask { await user(server) } }
      }
    }
    return Result(events: result.eventCount, endedAt: result.endedAt)
  }

  private static func user(_ server: Server) async {
    let clock = VirtualClock()
    for _ in 0..<10 {
      var backOff: Int64 = 1_000_000_000
      while await !server.call() {
        do { try await clock.sleep(nanoseconds: backOff) } catch { return }
        backOff = min(backOff * 2, 64_000_000_000)
      }
    }
  }

  private actor Server {
    private let clock = VirtualClock()
    private var window = RollingWindow(RateLimit(limit: 100, window: .seconds(10)))

    /// - Returns: whether the call was admitted.
    func call() async -> Bool {
      let now = clock.nanoseconds
      let isAdmitted = window.hasRoom(at: now)
      if isAdmitted { window.record(at: now) }
      do { try await clock.sleep(nanoseconds: isAdmitted ? 200_000_000 : 20_000_000) } catch { return true }
      return isAdmitted
    }
  }
}

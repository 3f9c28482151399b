import BookingAPI
import BookingCore
import DeterministicRuntime
import Faults
import HubSpotAPI
import Ports
import Testing

/// Jobs are called from outside, by several callers at the same moment, and a run may be ended at any of its calls. Their
/// instances live on.
@Suite("Runs of jobs that are called from outside")
struct CronSweepTests {
  private static var settings: CoreSettings {
    var settings = CoreSettings()
    settings.cronSecret = "only we know"
    return settings
  }

  @Test("do nothing twice when each is called twice at each instance, at the same moment", arguments: SweptDesigns.all)
  func overlapping(_ design: String) throws {
    let problems = try simulate {
      let world = try await BookingWorld.forWaitingWork(settings: Self.settings)
      let instances = (0..<3).map { world.instance(.test(design), $0) }
      try await world.leaveWork(instances[0])
      try await callAll(instances + instances, minutes: 4)
      try await world.settle(instances[1])
      return await world.problems()
    }
    #expect(problems.isEmpty, "\(design): \(problems)")
  }

  @Test("lose nothing and do nothing twice when one is ended at any of its calls", arguments: SweptDesigns.all)
  func ended(_ design: String) throws {
    let jobs = try simulate { try await BookingWorld.open().instance(.test(design)).core.jobs.map(\.name) }
    for job in jobs {
      for end in End.allCases {
        var call = 1
        while try check(design, job, end, call) { call += 1 }
        #expect(call > 2 || WorkerSweepTests.mayFindNothing.contains(job))
      }
    }
  }

  /// When a run is ended.
  private enum End: CaseIterable {
    case beforeCall, afterCall

    func fault(_ run: SimulationLocal<Task<Bool, Never>?>) -> Fault {
      let end: Fault.Step = { _ in run.withValue { $0?.cancel() } }
      return switch self {
      case .beforeCall: Fault("end of the run before", before: end)
      case .afterCall: Fault("end of the run after", after: end)
      }
    }
  }

  /// - Returns: whether there is such a call.
  private func check(_ design: String, _ job: String, _ end: End, _ call: Int) throws -> Bool {
    let problems = try simulate {
      let world = try await BookingWorld.forWaitingWork(settings: Self.settings)
      let instances = (0..<2).map { world.instance(.test(design), $0) }
      try await world.leaveWork(instances[0])
      let run = SimulationLocal<Task<Bool, Never>?>(nil)
      instances[0].ports.strikePort(call, end.fault(run))
      let task = Task {
        do { return try await instances[0].call(CronName.name(of: job)) != .failed(.busy) } catch { return false }
      }
      run.withValue { $0 = task }
      _ = await task.value
      guard instances[0].ports.fired > 0 else { return nil as [String]? }
      #expect(!instances[0].isDead)
      // The instance that it was ended on goes on serving.
      try await callAll(instances + instances, minutes: 3)
      try await world.settle(instances[1])
      return await world.problems()
    }
    guard let problems else { return false }
    #expect(problems.isEmpty, "\(design), \(job), ended \(end) \(call): \(problems)")
    return true
  }

  /// Calls every job once a minute, at all places at the same moment.
  private func callAll(_ places: [Instance], minutes: Int) async throws {
    for minute in 0..<minutes {
      await withDiscardingTaskGroup { group in
        for (number, place) in places.enumerated() {
          for job in place.core.jobs {
            group.addTask {
              do {
                let outcome = try await place.call(CronName.name(of: job.name), pass: minute * places.count + number)
                #expect(outcome.verdict.status != 401)
              } catch {
                Issue.record("an instance is gone that should live")
              }
            }
          }
        }
      }
      try await wait(.seconds(60))
    }
  }
}

import Audit
package import BookingCore
package import DeterministicRuntime
package import Faults
package import Measures
import Monitoring
import Recording
package import Scenarios
import SimulatedHubSpot
package import SimulatedRedis
import VirtualTime

/// What goes wrong with the instance of a number, drawn from the run's chance if it likes; nil when nothing does. Asked
/// once for each instance, when it is made.
package typealias InstanceFaults = @Sendable (_ instance: Int, _ random: KeyedRandom) -> (any FaultPlan)?

/// The one thing that the harness is for: a scenario, a design and a seed in; an audited summary out.
package struct ScenarioRun: Sendable {
  package let scenario: Scenario
  package let design: Design
  package let seed: UInt64
  /// How often the store runs each script; no result depends on it.
  package let scriptRuns: ScriptRuns
  /// Where the instances report what they do; no result depends on it.
  private let telemetry: CoreTelemetry
  private let faults: InstanceFaults
  /// Raised whenever the simulator, the load or the core's timing behaves differently: results of different revisions
  /// are not comparable.
  package static let modelRevision = 2

  /// - Parameter faults: nothing goes wrong without it.
  package init(
    _ scenario: Scenario,
    _ design: Design,
    seed: UInt64,
    scriptRuns: ScriptRuns = .once,
    telemetry: CoreTelemetry = .none,
    faults: @escaping InstanceFaults = { _, _ in nil }
  ) {
    self.faults = faults
    self.telemetry = telemetry
    self.scenario = scenario
    self.design = design
    self.seed = seed
    self.scriptRuns = scriptRuns
  }

  /// Runs in virtual time on the calling thread.
  ///
  /// - Parameters:
  ///   - watchers: told of what happens, as it happens.
  ///   - order: of jobs that could run at the same virtual instant.
  /// - Throws: `DeadlockError` and the runtime's other failures; none of them is a result.
  package func summary(
    watchers: [@Sendable (ObservedEvent) -> Void] = [],
    order: SchedulingOrder = .firstInFirstOut
  ) throws -> RunSummary {
    try run(watchers: watchers, order: order, keepsSamples: false).summary
  }

  /// As `summary`, with the single observations.
  ///
  /// - Parameter withDemand: runs the same visitors without limits, too, after it.
  package func measured(withDemand: Bool = false) throws -> MeasuredRun {
    var run = try run(watchers: [], order: .firstInFirstOut, keepsSamples: true)
    if withDemand { run.summary.hubSpot.takeDemand(from: try unlimited.summary().hubSpot) }
    return run
  }

  /// As `summary`, with the demand beside the peaks: what the same visitors would send if nothing were refused. It takes
  /// a second run without limits, beside the first.
  package func measuredWithDemand(
    watchers: [@Sendable (ObservedEvent) -> Void] = [],
    keepsSamples: Bool = true
  ) throws -> MeasuredRun {
    let unlimited = unlimited
    var runs = try SideBySide.map(count: 2) { number in
      number == 0
        ? try self.run(watchers: watchers, order: .firstInFirstOut, keepsSamples: keepsSamples)
        : try unlimited.run(watchers: [], order: .firstInFirstOut, keepsSamples: false)
    }
    runs[0].summary.hubSpot.takeDemand(from: runs[1].summary.hubSpot)
    return runs[0]
  }

  private var unlimited: ScenarioRun { ScenarioRun(scenario.withoutLimits, design, seed: seed, faults: faults) }

  private func run(
    watchers: [@Sendable (ObservedEvent) -> Void],
    order: SchedulingOrder,
    keepsSamples: Bool
  ) throws -> MeasuredRun {
    try Simulation.run(order: order) { try await measured(watchers, keepsSamples: keepsSamples, beside: nil) }.output
  }

  /// Runs beside somebody else in the account.
  ///
  /// - Parameter neighbour: made within the run.
  /// - Returns: the summary, and the neighbour's own report.
  package func summary<Neighbour: AccountNeighbour>(
    beside neighbour: @escaping @Sendable () -> Neighbour
  ) throws -> (bookings: RunSummary, neighbour: Neighbour.Report) {
    try Simulation.run {
      let neighbour = neighbour()
      let run = try await measured([], keepsSamples: false, beside: neighbour)
      return (run.summary, try await neighbour.report())
    }.output
  }

  /// One whole run, within its simulation.
  private func measured(
    _ watchers: [@Sendable (ObservedEvent) -> Void],
    keepsSamples: Bool,
    beside neighbour: (any AccountNeighbour)?
  ) async throws -> MeasuredRun {
    let observer = RunObserver(epochMilliseconds: scenario.hubSpot.epoch, watchers)
    let recorder = RunRecorder(keepsSamples: keepsSamples, observer: observer, monitor: SystemMonitor(scenario))
    let random = KeyedRandom(seed: seed)
    let world = try await World.open(
      scenario,
      design,
      random: random,
      scriptRuns: scriptRuns,
      recorder: recorder,
      telemetry: telemetry,
      faults: faults,
      neighbour: neighbour
    )
    var (leftovers, endedAt, record) = try await withThrowingTaskGroup { group in
      if let neighbour { group.addTask { try await neighbour.live() } }
      let leftovers = try await world.run()
      // What is asked or sent after the end is no part of what is reported.
      let end = (leftovers, VirtualClock().now, recorder.finished())
      try await group.waitForAll()
      return end
    }
    // Read before anybody asks: a question must not repair what is judged.
    var records = await AuditRecords.read(
      world.hubSpot,
      world.redis,
      leavingOut: world.portal.history,
      given: world.portal.given
    )
    records.notices = world.gateway.all
    if !record.shown.isEmpty { await records.readShown(world.hubSpot) }
    record.note(lateAnswers: try await world.lateAnswers(record.bookings))
    records.countOverTime(record.bookings)
    return await MeasuredRun(
      of: world,
      records,
      record,
      design,
      seed: seed,
      leftovers: leftovers,
      endedAt: endedAt
    )
  }
}

extension SystemMonitor {
  /// The monitoring of a scenario's runs.
  init(_ scenario: Scenario) {
    self.init(
      scenario.monitoring,
      tenSecondLimit: scenario.hubSpot.limits.tenSecond.limit,
      requestDeadline: VirtualSpan(scenario.core.requestDeadline)
    )
  }
}

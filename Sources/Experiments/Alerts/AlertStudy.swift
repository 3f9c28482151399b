package import BookingCore
import DeterministicRuntime
import Measures
import Monitoring
package import Results
package import Scenarios
import SimulationHarness

/// Runs scenarios with their designs, and compares what the monitoring raises with what visitors notice.
package struct AlertStudy: Sendable {
  /// A scenario and a design that is right in it.
  package struct Subject: Sendable {
    package let scenario: Scenario
    package let design: Design

    package init(_ scenario: Scenario, _ design: Design) {
      self.scenario = scenario
      self.design = design
    }
  }

  /// The scenarios that the page of alerts is about, from the project's directory: quiet ones, rushes, a HubSpot that
  /// misbehaves, and a core whose workers die, are called seldom, or are switched.
  package static let shipped = [
    "idle-1", "spread-100", "rush-100", "rush-400", "rush-100-other-traffic", "slow-hubspot", "limit-halved",
    "webhook-flood", "list-50-users", "monitoring-day", "queue-worker-dies", "cron-one-minute", "rollback-drain",
  ].map { "scenarios/\($0).yaml" }

  private let subjects: [Subject]
  private let seeds: Int

  /// - Parameter subjects: in the order in which they are shown; at least one.
  package init(_ subjects: [Subject], seeds: Int) {
    precondition(!subjects.isEmpty && seeds > 0, "\(subjects.count) subjects under \(seeds) seeds")
    self.subjects = subjects
    self.seeds = seeds
  }

  package var runs: Int { subjects.count * seeds }

  /// Runs everything, on all cores.
  ///
  /// - Parameter finished: called from any thread with how many runs are ready.
  package func result(finished: @escaping @Sendable (Int) -> Void = { _ in }) throws -> AlertResult {
    let settings = subjects[0].scenario.monitoring
    // The longest first, or the last of them would keep one core busy alone.
    let order = (0..<runs).sorted { left, right in
      let loads = [left, right].map { subjects[$0 / seeds].scenario.visitors }
      return (loads[1], left) < (loads[0], right)
    }
    let made = try SideBySide.map(count: runs, finished: finished) { try run(order[$0]) }
    let cases = zip(order, made).sorted { $0.0 < $1.0 }.map(\.1)
    return AlertResult(AlertKind.allCases.map { rule($0, settings[$0]) }, cases)
  }

  private func run(_ number: Int) throws -> AlertCase {
    let (subject, seed) = (subjects[number / seeds], UInt64(number % seeds + 1))
    let run = try ScenarioRun(subject.scenario, subject.design, seed: seed).measured()
    let problems = run.summary.audit.prefix(3).map(\.detail) + run.summary.leftovers
    return AlertCase(
      scenario: run.summary.scenario,
      design: run.summary.design,
      seed: seed,
      noticed: run.samples.noticed,
      alerts: run.summary.alerts,
      unsound: problems.map { "\(run.summary.replay): \($0)" }
    )
  }

  private func rule(_ kind: AlertKind, _ settings: AlertSettings) -> AlertResult.Rule {
    AlertResult.Rule(
      kind,
      warning: settings.warning,
      critical: settings.critical,
      window: kind.form.hasWindow ? Int(settings.window.components.seconds) : nil,
      hold: Int(settings.hold.components.seconds)
    )
  }
}

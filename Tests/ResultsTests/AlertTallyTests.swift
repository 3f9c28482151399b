import LiteralTimes
import Measures
import Testing
import VirtualTime

@testable import Results

@Suite("An alert held against what visitors notice")
struct AlertTallyTests {
  /// - Parameters:
  ///   - noticed: in seconds; nil for never.
  ///   - at: when the alert came; nil for never.
  private func run(noticed: Int64?, at: Double?) -> AlertCase {
    func alert(_ at: Double, _ source: AlertRecord.Source = .monitoring) -> AlertRecord {
      AlertRecord(
        atSeconds: at,
        severity: "warning",
        source: source,
        name: AlertKind.refusedShare.rawValue,
        value: 2,
        threshold: 1
      )
    }
    return AlertCase(
      scenario: "s",
      design: "d",
      seed: 1,
      noticed: noticed.map { Notice(at: VirtualInstant($0 * 1_000_000_000), sign: .failure) },
      // What an instance says of itself is no alert of the monitoring.
      alerts: [alert(0, .instance)] + (at.map { [alert($0), alert($0 + 50)] } ?? [])
    )
  }

  private func tally(_ runs: [(Int64?, Double?)]) -> AlertTally {
    AlertTally(.refusedShare, runs.map { run(noticed: $0.0, at: $0.1) })
  }

  @Test("counts runs in which it came before, not before, not at all, for nothing, and rightly not")
  func counts() {
    let tally = tally([(10, 4), (10, 9), (10, 10), (10, 30), (10, nil), (nil, 3), (nil, nil), (nil, nil)])
    #expect([tally.ahead, tally.late, tally.missed, tally.idle, tally.silent] == [2, 2, 1, 1, 2])
    #expect(tally.medianLead == 0)
  }

  @Test(
    "is judged by one rule",
    arguments: [
      ([(10, 4), (10, nil)], AlertTally.Verdict.helps), ([(10, 4), (10, nil), (10, 11)], .sometimes),
      ([(10, 10), (10, 12), (nil, nil)], .late), ([(nil, 1), (10, nil)], .idle), ([(nil, nil), (10, nil)], .never),
      ([(10, 4), (nil, 1)], .always), ([(10, 4), (nil, 1), (nil, nil)], .helps),
    ] as [([(Int64?, Double?)], AlertTally.Verdict)]
  )
  func verdicts(_ runs: [(Int64?, Double?)], _ verdict: AlertTally.Verdict) {
    #expect(tally(runs).verdict == verdict)
  }

  @Test("puts the runs of a scenario and design together")
  func groups() {
    let other = AlertCase(scenario: "t", design: "d", seed: 1, noticed: nil, alerts: [])
    let result = AlertResult([], [run(noticed: 1, at: 1), run(noticed: 1, at: 1), other])
    #expect(result.groups.map(\.count) == [2, 1])
  }
}

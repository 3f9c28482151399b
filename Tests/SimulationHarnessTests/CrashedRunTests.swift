import BookingCore
import DeterministicRuntime
import Fixtures
import Foundation
import LiteralTimes
import Measures
import Testing
import VirtualTime

@testable import Scenarios
@testable import SimulationHarness

/// `CRASH_DRAWS=1000 swift test --filter CrashedRun` draws as many as one likes.
@Suite("A run whose instances die and come back")
struct CrashedRunTests {
  private static let draws = ProcessInfo.processInfo.environment["CRASH_DRAWS"].flatMap { Int($0) } ?? 60

  @Test("loses nothing, whatever is set, and whenever they die")
  func sound() throws {
    var sound = 0
    for verdict in try SideBySide.map(count: Self.draws, { try Self.judge(20_000 + $0) }) {
      switch verdict {
      case .sound: sound += 1
      case .unsound(let text): Issue.record("\(text)")
      case .refused, .hopeless: break
      }
    }
    #expect(sound * 3 > Self.draws * 2)
  }

  /// What goes wrong without a crash is not the crashes' doing; nor what a warning has foretold of instances that die.
  private static func judge(_ number: Int) throws -> RandomSettingsTests.Verdict {
    let drawn = DrawnScenario(number)
    let verdict = try RandomSettingsTests.judge(drawn.crashed)
    guard case .unsound = verdict else { return verdict }
    if case .unsound = try RandomSettingsTests.judge(drawn) { return .hopeless }
    let scenario = try ScenarioFile.parse(text: drawn.text, fileName: "drawn.yaml")
    return scenario.warnings.contains { $0.contains("job-outlasts-batch") } ? .hopeless : verdict
  }

  private static func scenario(_ crashes: String, users: Int = 20) throws -> Scenario {
    try ScenarioText.parse(
      """
      scenario_version: 1
      summary: A test
      load:
        arrivals: { users: \(users), within_seconds: 1 }
      crashes:
        - { \(crashes) }
      """
    )
  }

  @Test("answers nobody while none lives, and everybody in the end", arguments: DesignRegistry.all.map(\.name))
  func dead(_ name: String) throws {
    let design = try #require(DesignRegistry.named(name))
    let run = try ScenarioRun(Self.scenario("at_seconds: 0, back_after_seconds: 20"), design, seed: 1).measured()
    #expect(run.summary.isSound)
    #expect(run.summary.bookings.confirmed == 20)
    #expect(run.samples.wishes.allSatisfy { $0.endedAt > VirtualInstant(nanoseconds: 20_000_000_000) })
  }

  @Test("is the same run, to the digest, whenever it is repeated, and another one without the crash")
  func repeated() throws {
    let crash = try Self.scenario("at_seconds: 2, back_after_seconds: 3")
    let digests = try (0..<2).map { _ in try ScenarioRun(crash, .phase2, seed: 7).summary().digest }
    #expect(digests[0] == digests[1])
    let late = try Self.scenario("at_seconds: 2.5, back_after_seconds: 3")
    #expect(try ScenarioRun(late, .phase2, seed: 7).summary().digest != digests[0])
  }
}

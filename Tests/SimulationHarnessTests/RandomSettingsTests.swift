import BookingCore
import DeterministicRuntime
import Foundation
import LiteralTimes
import Measures
import Settings
import Testing
import VirtualTime

@testable import Scenarios
@testable import SimulationHarness

/// Whatever is set, a run is sound and comes to rest, or is refused before it begins.
///
/// `SETTINGS_DRAWS=2000 swift test --filter RandomSettings` draws as many as one likes; `SETTINGS_FIRST`
/// begins with another number.
@Suite("Settings drawn at random within their ranges")
struct RandomSettingsTests {
  private static func number(_ name: String, or standard: Int) -> Int {
    ProcessInfo.processInfo.environment[name].flatMap { Int($0) } ?? standard
  }

  enum Verdict: Sendable {
    case sound(isWarned: Bool)
    case refused(String)
    /// Warned of before the run, and sound in what it finished.
    case hopeless
    case unsound(String)
  }

  @Test("give a sound run that comes to rest, or are refused with the keys that do not fit")
  func draws() throws {
    let (first, count) = (Self.number("SETTINGS_FIRST", or: 0), Self.number("SETTINGS_DRAWS", or: 100))
    let verdicts = try SideBySide.map(count: count) { try Self.judge(DrawnScenario(first + $0)) }
    var refusals: [String: Int] = [:]
    var (sound, warned, hopeless) = (0, 0, 0)
    for verdict in verdicts {
      switch verdict {
      case .sound(let isWarned): (sound, warned) = (sound + 1, warned + (isWarned ? 1 : 0))
      case .refused(let why): refusals[why, default: 0] += 1
      case .hopeless: hopeless += 1
      case .unsound(let text): Issue.record("\(text)")
      }
    }
    let refused = refusals.values.reduce(0, +)
    print(
      "\(count) draws: \(sound) sound (\(warned) with a warning), \(hopeless) hopeless and warned of, \(refused) refused"
    )
    for (why, number) in refusals.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
      print("  \(number) by \(why)")
    }
    // Refusing is no way out.
    #expect(refused * 4 <= count)
  }

  static func judge(
    _ drawn: DrawnScenario,
    faults: @escaping InstanceFaults = { _, _ in nil }
  ) throws -> Verdict {
    let scenario: Scenario
    do throws(SettingsProblems) {
      scenario = try ScenarioFile.parse(text: drawn.text, fileName: "drawn.yaml")
    } catch {
      // By the name of the rule, where it has one.
      let why = error.problems.map { problem in
        problem.message.hasPrefix("breaks the rule ")
          ? String(problem.message.dropFirst("breaks the rule ".count).prefix { $0 != ":" }) : problem.key ?? ""
      }
      return .refused(why.joined(separator: ", "))
    }
    let design = try DesignRegistry.design(drawn.design)
    if let objection = scenario.objection(to: design) { return .refused(String(objection.prefix { $0 != ":" })) }
    let run = try ScenarioRun(scenario, design, seed: drawn.seed, faults: faults).summary()
    let isWarned = !scenario.warnings.isEmpty
    if run.isSound { return .sound(isWarned: isWarned) }
    if run.audit.isEmpty, isWarned { return .hopeless }
    let wrong = run.audit.map { "\($0.kind.rawValue): \($0.detail)" } + run.leftovers.map { "not at rest: \($0)" }
    return .unsound("\(drawn)\n\(wrong.joined(separator: "\n"))")
  }
}

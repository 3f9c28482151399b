import BulkSync
import DeterministicRuntime
import Measures
import SyncScenarios
import SyncSimulation
import Testing

@Suite("A sync of drawn settings")
struct DrawnScenarioTests {
  private static let keys: KeyedRandom.Purpose = "drawn scenario of a sync"

  /// Settings that the format lets pass, each there by chance, with numbers at the ends of what is usual or beyond.
  private struct Drawing {
    private var draw: Draw
    private(set) var lines = "scenario_version: 1\nsummary: Drawn\nproduct: bulk-sync\n"

    init(_ seed: Int) {
      draw = KeyedRandom(seed: UInt64(seed)).draw(DrawnScenarioTests.keys)
      let records = pick(["0", "1", "3", "20", "101", "350"])
      add(
        "source",
        percent: 100,
        [
          ("records", [records], 100), ("changed_percent", ["0", "1", "50", "89"], 60),
          ("added_percent", ["5", "50"], 20),
          ("removed_percent", ["1", "10"], 20),
        ]
      )
      add(
        "hubspot",
        percent: 80,
        [
          ("tier", ["free", "professional", "enterprise"], 40), ("ten_second_limit", ["1", "5", "30", "250"], 50),
          ("search_limit_per_second", ["1", "2", "20"], 40), ("burst_per_second", ["5", "50"], 30),
          ("other_traffic", ["{ share_percent: 5 }", "{ share_percent: 80 }"], 30),
          ("latency", ["{ scale: 0.1 }", "{ scale: 10, sigma: 1 }", "{ sigma: 0 }"], 50),
          ("index_lag_seconds", ["0", "30"], 30),
        ]
      )
      add(
        "sync",
        percent: 60,
        [
          ("removal", ["keep"], 30), ("item_attempts", ["1", "10"], 30), ("batch_attempts", ["1", "100"], 30),
          ("pause_after_failure_seconds", ["0", "60"], 30), ("pause_after_death_seconds", ["0", "30"], 30),
          ("look_again_after_seconds", ["0.01", "60"], 30),
        ]
      )
      add(
        "pacing",
        percent: 50,
        [
          ("reserve", ["0", "50", "100000"], 40), ("ten_second_limit", ["1", "50", "1000"], 40),
          ("burst_per_second", ["1", "1000"], 30), ("way_up_at_most_ms", ["0", "10000"], 30),
        ]
      )
      add(
        "journal",
        percent: 60,
        [
          ("transaction_ms", ["0", "50", "2000"], 60),
          (
            "outages", ["[ { from_seconds: 0.3, until_seconds: 0.5 } ]", "[ { from_seconds: 0, until_seconds: 20 } ]"],
            40
          ),
        ]
      )
      add("faults", percent: 40, [("refused_percent", ["0.1", "50", "100"], 100)])
      addTimes(
        "crashes",
        percent: 50,
        after: ["0", "0.05", "0.4", "3"],
        "back_after_seconds",
        ["0", "0.1", "20"],
        apart: 20.01
      )
      if (Int(records) ?? 0) >= 3 {
        addTimes("urgent", percent: 50, after: ["0", "0.2", "10"], "records", ["1", "3"], apart: 0)
      }
    }

    private mutating func isThere(_ percent: Int) -> Bool { draw.uniformInteger(in: 0..<100) < percent }

    private mutating func pick(_ values: [String]) -> String { values[draw.uniformInteger(in: 0..<values.count)] }

    private mutating func add(_ key: String, percent: Int, _ members: [(String, [String], Int)]) {
      guard isThere(percent) else { return }
      var parts: [String] = []
      for (name, values, percent) in members where isThere(percent) { parts.append("\(name): \(pick(values))") }
      lines += "\(key): { \(parts.joined(separator: ", ")) }\n"
    }

    /// One to three, in the order of time.
    private mutating func addTimes(
      _ key: String,
      percent: Int,
      after pauses: [String],
      _ name: String,
      _ values: [String],
      apart: Double
    ) {
      guard isThere(percent) else { return }
      var (time, parts) = (0.0, [String]())
      for _ in 0...draw.uniformInteger(in: 0..<3) {
        time += Double(pick(pauses)) ?? 0
        parts.append("{ at_seconds: \((time * 100).rounded() / 100), \(name): \(pick(values)) }")
        time += apart
      }
      lines += "\(key): [ \(parts.joined(separator: ", ")) ]\n"
    }
  }

  @Test("loses and doubles nothing, whatever the design", arguments: 1...60)
  func sound(seed: Int) throws {
    let text = Drawing(seed).lines
    guard let scenario = try? SyncScenarioFile.parse(text: text, fileName: "drawn.yaml") else {
      // Named rules refuse what would be unsound or without end; that most are not refused is tested below.
      return
    }
    guard case .sample(let sample) = scenario.source else { return }
    for design in SyncDesign.all {
      let summary = try SyncRun(scenario, design, SyncData(sample), seed: UInt64(seed)).summary()
      #expect(summary.findings == [], "\(design.name), seed \(seed):\n\(text)")
    }
  }

  @Test("is refused in few of all drawings, by a rule with a name")
  func refused() throws {
    var refused = 0
    for seed in 1...60 {
      let text = Drawing(seed).lines
      do {
        _ = try SyncScenarioFile.parse(text: text, fileName: "drawn.yaml")
      } catch {
        refused += 1
        #expect("\(error)".contains("breaks the rule"), "\(error)\n\(text)")
      }
    }
    #expect(refused < 20, "\(refused) of 60")
  }
}

import DeterministicRuntime
import LiteralTimes
import LoadGeneration
import Measures
import Results
import Scenarios
import Settings
import SimulationHarness
import Testing
import VirtualTime

@testable import Experiments

/// Numbers as users write them, right or wrong, wherever one may stand: each is taken or refused, and nothing else happens.
@Suite("A number that a user writes")
struct AnyNumberTests {
  private static let edges = [
    "0", "-0", "00", "007", "+1", "1.", ".5", "-1", "0.5", "1e3", "1E+400", "1e-400", "inf", "nan", "0x10", "1_000", "",
    "2147483648", "9007199254740993", "4611686018427387904", "9223372036854775807", "9223372036854775808",
    "-9223372036854775808", "-9223372036854775809", "18446744073709551615", "18446744073709551616",
    "170141183460469231731687303715884105728", "0.000000000000000001", "0.0000000000000000001", "99999999999.999999999",
    "86400000000000", "9.99999999999999999999999", "[1e20]", "[0, 9223372036854775807]", "4e18",
  ]

  /// Of all lengths, the same in every run of the test.
  private func number(_ index: Int) -> String {
    var draw = KeyedRandom(seed: 11).draw("number", index)
    if index < Self.edges.count { return Self.edges[index] }
    func digits(_ most: Int) -> String {
      (0...draw.uniformInteger(in: 0..<most)).map { _ in "\(draw.uniformInteger(in: 0..<10))" }.joined()
    }
    let sign = draw.uniformInteger(in: 0..<6) == 0 ? "-" : ""
    let fraction = draw.uniformInteger(in: 0..<2) == 0 ? "." + digits(20) : ""
    return sign + digits(30) + fraction
  }

  private var numbers: [String] { (0..<160).map(number) }

  private static let kinds = [
    "{ users: 1, within_seconds: 1 }", "{ rate_per_second: 1, duration_seconds: 1 }",
    "{ poisson_per_second: 1, duration_seconds: 1 }",
    "{ ramp_from_per_second: 1, ramp_to_per_second: 1, duration_seconds: 1 }",
  ]

  @Test("is taken or refused by every key of a scenario, and what is taken can be estimated and told")
  func settings() {
    let paths = ScenarioSchema.json().matches(of: /"([a-z_]+)": \{/).map { String($0.1) }
    let sections = [
      "load", "load.arrivals", "load.visitors", "portal", "hubspot", "hubspot.latency", "hubspot.other_traffic",
    ]
    let keys = Set(paths).sorted()
    for (index, key) in keys.enumerated() {
      for (offset, section) in (sections + ["store", "core", "run", ""]).enumerated() {
        // Each number meets each key in some section; all of them together would take minutes.
        let text = number((index * 7 + offset * 3) % 160)
        let path = section.isEmpty ? key : "\(section).\(key)"
        scenario("{ users: 2, within_seconds: 1 }", [SettingsOverride(path: path, value: text)])
      }
    }
  }

  @Test("may be as small or as large as it likes in the arrivals")
  func arrivals() {
    for (kind, text) in Self.kinds.flatMap({ kind in numbers.prefix(80).map { (kind, $0) } }) {
      for name in kind.matches(of: /([a-z_]+):/).map({ String($0.1) }) {
        let other = kind.replacing("\(name): 1", with: "\(name): \(text)")
        scenario(other, [])
        scenario("{ phases: [\(other), { users: 1, within_seconds: 1 }] }", [])
      }
    }
  }

  private func scenario(_ arrivals: String, _ overrides: [SettingsOverride]) {
    let text = "scenario_version: 1\nsummary: s\nload:\n  arrivals: \(arrivals)\n"
    guard let scenario = try? ScenarioFile.parse(text: text, fileName: "s.yaml", overrides: overrides) else { return }
    #expect(!scenario.hash.isEmpty)
    #expect(!ScenarioEstimate(scenario.load.arrivals).description.isEmpty)
    if scenario.visitors < 1_000 {
      #expect(scenario.load.arrivals.times(KeyedRandom(seed: 1)).count < 10_000)
    }
  }

  @Test("is taken or refused in thresholds, tolerances, baselines, axes and tiers")
  func texts() throws {
    let scenario = try ScenarioFile.parse(
      text: "scenario_version: 1\nsummary: s\nload:\n  arrivals: { users: 2, within_seconds: 1 }\n",
      fileName: "s.yaml"
    )
    for text in numbers {
      for unit in ["", "%", " s", "ms", " h", " MB"] {
        for measure in [
          "requests count", "success", "time_to_booking p(95)", "store_memory", "requests{window:0s..\(text)s}",
        ] {
          if let threshold = try? Threshold(parsing: "\(measure) < \(text)\(unit)") {
            #expect(threshold.bound.isFinite)
          }
        }
        for unitOf in [MeasureUnit.count, .milliseconds, .share, .bytes] {
          if let tolerance = Tolerance("\(text)\(unit)", for: unitOf) {
            #expect(tolerance.allows(.number(1e308), expected: .number(1e308)))
          }
        }
      }
      _ = try? Measure(parsing: "time_to_booking p(\(text))")
      for name in ["users", "arrivals.within", "run.drain_limit_seconds"] {
        for values in [
          "\(text)", "\(text)..\(text)", "0..\(text)", "1..\(text)", "\(text)..9223372036854775807:\(text)",
        ] {
          guard let axis = try? VaryAxis(parsing: "\(name)=\(values)") else { continue }
          #expect(try SweepGrid([axis]).count == axis.values.count)
          #expect(try ScenarioEstimate(visitors: max(0, SweepGrid([axis]).largest(of: axis.key) ?? 0)).visitors >= 0)
        }
      }
      _ = try? Tiers.tiers("100,\(text)", for: scenario.hubSpot.limits)
      _ = try? ShardEnvironment([:]).shard("\(text)/\(text)")
      _ = try? ShardEnvironment(["SLURM_ARRAY_TASK_ID": text, "SLURM_ARRAY_TASK_COUNT": text]).shard("auto")
      for field in ["format", "model_revision"] {
        _ = try? Baseline(
          text: "{\"format\": 1, \"\(field)\": \(text), \"scenarios\": {}, \"tolerances\": {}}",
          file: "b"
        )
      }
    }
  }
}

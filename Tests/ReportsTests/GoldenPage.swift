import Findings
import Measurements
import Measures
import Testing

@testable import Reports

/// A report as it is committed in `Golden/`, of an input made by hand. Whatever moves in it shows in the file's diff.
struct GoldenPage: Sendable, CustomTestStringConvertible {
  /// The name of its file.
  let name: String
  let text: @Sendable () throws -> String

  var testDescription: String { name }

  static let all: [GoldenPage] = runs + replications + capacities + coverages + claims + checks + lists

  private static let runs: [GoldenPage] = [
    GoldenPage(name: "run.txt") { RunReport(.golden(), .plain).text },
    GoldenPage(name: "run-coloured.txt") { RunReport(.golden(), .coloured).text },
    GoldenPage(name: "run-unsound.txt") { RunReport(.goldenUnsound(), .plain).text },
    GoldenPage(name: "run-unsound-coloured.txt") { RunReport(.goldenUnsound(), .coloured).text },
    GoldenPage(name: "run-quiet.txt") { RunReport(.goldenQuiet(), .plain).text },
    GoldenPage(name: "run.json") { try JSONReport.text(.golden()) + "\n" },
    GoldenPage(name: "run-windows.csv") { RunRows(.golden()).windows },
    GoldenPage(name: "run-attempts.csv") { RunRows(.golden()).attempts },
    GoldenPage(name: "run-requests.csv") { RunRows(.golden()).requests },
    GoldenPage(name: "seeds.txt") { SweepReport([.golden(), .golden()], replay: "replay them", .plain).text },
    GoldenPage(name: "seeds-one-coloured.txt") { SweepReport([.golden()], replay: "replay it", .coloured).text },
    GoldenPage(name: "seeds-unsound.txt") {
      SweepReport([.golden(), .goldenUnsound(), .goldenQuiet()], replay: "replay them", .plain).text
    },
    GoldenPage(name: "seeds-unsound-coloured.txt") {
      SweepReport([.golden(), .goldenUnsound()], replay: "replay them", .coloured).text
    },
    GoldenPage(name: "seeds.json") { try JSONReport.text([.golden(), .goldenUnsound()]) + "\n" },
  ]

  private static let replications: [GoldenPage] = [
    GoldenPage(name: "compare.txt") {
      ReplicationReport(try ExampleFold.comparison(seeds: 7), remarks: ["a remark", "another one"], .plain).text
    },
    GoldenPage(name: "compare-coloured.txt") {
      ReplicationReport(try ExampleFold.comparison(seeds: 7, isSound: false), .coloured).text
    },
    GoldenPage(name: "compare-two-seeds.txt") { ReplicationReport(try ExampleFold.comparison(seeds: 2), .plain).text },
    GoldenPage(name: "compare-one-seed.txt") {
      ReplicationReport(try ExampleFold.comparison(seeds: 1, isSound: false), .plain).text
    },
    GoldenPage(name: "compare.json") { try JSONReport.text(try ExampleFold.comparison(seeds: 7)) + "\n" },
    GoldenPage(name: "compare.csv") { ReplicationTable(try ExampleFold.comparison(seeds: 7)).csv },
    GoldenPage(name: "ablation.txt") {
      AblationReport(try ExampleFold.ablation(seeds: 7), remarks: ["a remark"], .plain).text
    },
    GoldenPage(name: "ablation-coloured.txt") {
      AblationReport(try ExampleFold.ablation(seeds: 2), remarks: [], .coloured).text
    },
    GoldenPage(name: "sweep.txt") { GridReport(try ExampleFold.grid(seeds: 6), .plain).text },
    GoldenPage(name: "sweep-unsound-coloured.txt") {
      GridReport(try ExampleFold.grid(seeds: 2, isSound: false), .coloured).text
    },
    GoldenPage(name: "sweep.csv") { ReplicationTable(try ExampleFold.grid(seeds: 6)).csv },
  ]

  private static let capacities: [GoldenPage] = [
    GoldenPage(name: "capacity.txt") { CapacityReport(ExampleCapacity.answer(), .plain).text },
    GoldenPage(name: "capacity-unsound-coloured.txt") {
      CapacityReport(ExampleCapacity.answer(isSound: false), .coloured).text
    },
    GoldenPage(name: "capacity.json") { try JSONReport.text(ExampleCapacity.answer()) + "\n" },
    GoldenPage(name: "capacity.csv") { CapacityReport(ExampleCapacity.answer(), .plain).csv },
  ]

  private static let coverages: [GoldenPage] = [
    GoldenPage(name: "coverage.txt") { CoverageReport(try ExampleCoverage.answer(), .plain).text },
    GoldenPage(name: "coverage-fails-coloured.txt") {
      CoverageReport(try ExampleCoverage.answer(isKept: false), .coloured).text
    },
    GoldenPage(name: "coverage.csv") { CoverageReport(try ExampleCoverage.answer(isKept: false), .plain).csv },
  ]

  private static let claims: [GoldenPage] = [
    GoldenPage(name: "claims.txt") { ClaimsReport(try ExampleClaims.all(), .plain).text },
    GoldenPage(name: "claims-unsound-coloured.txt") {
      ClaimsReport(try ExampleClaims.all(unsound: ["run x: lost"]), .coloured).text
    },
    GoldenPage(name: "claims.md") { ClaimsPage(try ExampleClaims.all(), command: "booking-sim claims").text },
    GoldenPage(name: "claims-unsound.md") {
      ClaimsPage(try ExampleClaims.all(unsound: ["run x_y: lost", "run z: lost"]), command: "booking-sim claims").text
    },
    GoldenPage(name: "claims.json") { try ClaimsDocument.text(try ExampleClaims.all(unsound: ["run x: lost"])) },
  ]

  private static let checks: [GoldenPage] = [
    GoldenPage(name: "check.txt") { CheckReport(try ExampleCheck.passed(), .plain).text },
    GoldenPage(name: "check-coloured.txt") { CheckReport(try ExampleCheck.passed(), .coloured).text },
    GoldenPage(name: "check-failed.txt") { CheckReport(try ExampleCheck.failed(), .plain).text },
    GoldenPage(name: "check-failed-coloured.txt") { CheckReport(try ExampleCheck.failed(), .coloured).text },
    GoldenPage(name: "check-many.txt") { CheckReport(try ExampleCheck.many(), .plain).text },
    GoldenPage(name: "check.md") { CheckSummary(try ExampleCheck.passed()).text(limit: 100_000) },
    GoldenPage(name: "check-failed.md") { CheckSummary(try ExampleCheck.failed()).text(limit: 100_000) },
    GoldenPage(name: "check-many-cut.md") { CheckSummary(try ExampleCheck.many()).text(limit: 3_000) },
    GoldenPage(name: "check-failed.json") { try CheckDocument.text(try ExampleCheck.failed()) },
    GoldenPage(name: "check.json") { try CheckDocument.text(try ExampleCheck.passed()) },
    GoldenPage(name: "check-failed.xml") { JUnitReport(try ExampleCheck.failed()).text },
    GoldenPage(name: "check-failed-annotations.txt") { WorkflowCommands.text(try ExampleCheck.failed()) },
    GoldenPage(name: "check-many-annotations.txt") { WorkflowCommands.text(try ExampleCheck.many()) },
    GoldenPage(name: "check-benchmark.json") {
      try BenchmarkFile.text(try ExampleCheck.measured(), measures: try ExampleCheck.measures())
    },
    GoldenPage(name: "baseline-changes.txt") { BaselineChanges.text(try ExampleCheck.changes(), path: "b.json") },
    GoldenPage(name: "baseline-unchanged.txt") { BaselineChanges.text([], path: "b.json") },
  ]

  private static let lists: [GoldenPage] = [GoldenPage(name: "metrics.txt") { MetricsList.text }]
}

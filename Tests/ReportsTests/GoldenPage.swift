import LiteralTimes
import Measures
import Results
import Testing
import VirtualTime

@testable import Reports

/// A report as it is committed in `Golden/`, of an input made by hand. Whatever moves in it shows in the file's diff.
struct GoldenPage: Sendable, CustomTestStringConvertible {
  /// The name of its file.
  let name: String
  let text: @Sendable () throws -> String

  var testDescription: String { name }

  static let all: [GoldenPage] =
    screens + runs + replications + capacities + coverages + claims + leagues + syncs + alerts + checks + lists

  private static let screens: [GoldenPage] =
    [1, 2, 3, 5].map { designs in
      GoldenPage(name: "screen-compare-\(designs).txt") {
        try StudyReport(try ExampleScreen.fold(designs: designs), .comparison).written(as: .text, .plain)
      }
    } + [
      GoldenPage(name: "screen-compare-long-names.txt") {
        let names = ["baseline", "phase1+reads=sequential", "phase2+seats=hubspot-property+notes=direct"]
        return try StudyReport(try ExampleScreen.fold(named: names), .comparison).written(as: .text, .plain)
      },
      GoldenPage(name: "screen-compare-few-seeds.txt") {
        try StudyReport(try ExampleScreen.fold(designs: 2, seeds: 2), .comparison).written(as: .text, .plain)
      },
      GoldenPage(name: "screen-compare-unsound.txt") {
        try StudyReport(try ExampleScreen.fold(designs: 3, unsound: 1), .comparison).written(as: .text, .plain)
      },
      GoldenPage(name: "screen-compare-charts.txt") {
        try StudyReport(try ExampleScreen.fold(designs: 2), .comparison)
          .written(as: .text, ReportLayout(.plain, detail: .charts))
      },
      GoldenPage(name: "screen-capacity.txt") {
        try CapacityReport(ExampleCapacity.result()).written(as: .text, .plain)
      },
      GoldenPage(name: "screen-capacity-unsound.txt") {
        try CapacityReport(ExampleCapacity.result(isSound: false)).written(as: .text, .plain)
      },
      GoldenPage(name: "screen-claims.txt") {
        try ClaimsReport(try ExampleClaims.all(), command: "").written(as: .text, .plain)
      },
      GoldenPage(name: "screen-claims-unsound.txt") {
        try ClaimsReport(try ExampleClaims.all(unsound: ["run x: lost"]), command: "").written(as: .text, .plain)
      },
      GoldenPage(name: "screen-run.txt") {
        try RunReport(.golden(), try ExampleScreen.fold(designs: 1, seeds: 1)).written(as: .text, .plain)
      },
    ]

  private static let runs: [GoldenPage] = [
    GoldenPage(name: "run.txt") { RunReport(.golden()).content.text(.plain, width: 80) },
    GoldenPage(name: "run-coloured.txt") { RunReport(.golden()).content.text(.coloured, width: 80) },
    GoldenPage(name: "run-unsound.txt") { RunReport(.goldenUnsound()).content.text(.plain, width: 80) },
    GoldenPage(name: "run-unsound-coloured.txt") { RunReport(.goldenUnsound()).content.text(.coloured, width: 80) },
    GoldenPage(name: "run-quiet.txt") { RunReport(.goldenQuiet()).content.text(.plain, width: 80) },
    GoldenPage(name: "run.md") { try RunReport(.golden()).written(as: .usual(.markdown), .plain) },
    GoldenPage(name: "run.json") { try RunReport(.golden()).written(as: .usual(.json), .plain) },
    GoldenPage(name: "run-windows.csv") { RunRows(.golden()).windows },
    GoldenPage(name: "run-attempts.csv") { RunRows(.golden()).attempts },
    GoldenPage(name: "run-requests.csv") { RunRows(.golden()).requests },
    GoldenPage(name: "seeds.txt") {
      SeedsReport([.golden(), .golden()], replay: "replay them").content.text(.plain, width: 80)
    },
    GoldenPage(name: "seeds-one-coloured.txt") {
      SeedsReport([.golden()], replay: "replay it").content.text(.coloured, width: 80)
    },
    GoldenPage(name: "seeds-unsound.txt") {
      SeedsReport([.golden(), .goldenUnsound(), .goldenQuiet()], replay: "replay them").content.text(.plain, width: 80)
    },
    GoldenPage(name: "seeds-unsound-coloured.txt") {
      SeedsReport([.golden(), .goldenUnsound()], replay: "replay them").content.text(.coloured, width: 80)
    },
    GoldenPage(name: "seeds.json") {
      try SeedsReport([.golden(), .goldenUnsound()], replay: "").written(as: .usual(.json), .plain)
    },
  ]

  private static let replications: [GoldenPage] = [
    GoldenPage(name: "compare.txt") {
      StudyReport(try ExampleFold.comparison(seeds: 7), .comparison, remarks: ["a remark", "another one"]).content.text(
        .plain,
        width: 80
      )
    },
    GoldenPage(name: "compare-coloured.txt") {
      StudyReport(try ExampleFold.comparison(seeds: 7, isSound: false), .comparison).content.text(.coloured, width: 80)
    },
    GoldenPage(name: "compare-two-seeds.txt") {
      StudyReport(try ExampleFold.comparison(seeds: 2), .comparison).content.text(.plain, width: 80)
    },
    GoldenPage(name: "compare-one-seed.txt") {
      StudyReport(try ExampleFold.comparison(seeds: 1, isSound: false), .comparison).content.text(.plain, width: 80)
    },
    GoldenPage(name: "compare.md") {
      try StudyReport(try ExampleFold.comparison(seeds: 7), .comparison).written(as: .usual(.markdown), .plain)
    },
    GoldenPage(name: "compare.json") {
      try StudyReport(try ExampleFold.comparison(seeds: 7), .comparison).written(as: .usual(.json), .plain)
    },
    GoldenPage(name: "compare.csv") {
      try StudyReport(try ExampleFold.comparison(seeds: 7), .comparison).written(as: .usual(.csv), .plain)
    },
    GoldenPage(name: "ablation.txt") {
      StudyReport(try ExampleFold.ablation(seeds: 7), .ablation, remarks: ["a remark"]).content.text(.plain, width: 80)
    },
    GoldenPage(name: "ablation-coloured.txt") {
      StudyReport(try ExampleFold.ablation(seeds: 2), .ablation, remarks: []).content.text(.coloured, width: 80)
    },
    GoldenPage(name: "sweep.txt") {
      StudyReport(try ExampleFold.grid(seeds: 6), .grid).content.text(.plain, width: 80)
    },
    GoldenPage(name: "sweep-pivot.txt") {
      let axes = PivotAxes(rows: "load.arrivals.users", columns: "design")
      return StudyReport(try ExampleFold.grid(seeds: 6), .pivot(axes), remarks: ["a remark"]).content
        .text(.plain, width: 80)
    },
    GoldenPage(name: "sweep-pivot.md") {
      let axes = PivotAxes(rows: "load.arrivals.users", columns: "tier")
      return try StudyReport(try ExampleFold.grid(seeds: 6), .pivot(axes)).written(as: .usual(.markdown), .plain)
    },
    GoldenPage(name: "sweep-unsound-coloured.txt") {
      StudyReport(try ExampleFold.grid(seeds: 2, isSound: false), .grid).content.text(.coloured, width: 80)
    },
    GoldenPage(name: "sweep.md") {
      try StudyReport(try ExampleFold.grid(seeds: 6), .grid).written(as: .usual(.markdown), .plain)
    },
    GoldenPage(name: "sweep.csv") {
      try StudyReport(try ExampleFold.grid(seeds: 6), .comparison).written(as: .usual(.csv), .plain)
    },
  ]

  private static let capacities: [GoldenPage] = [
    GoldenPage(name: "capacity.txt") { CapacityReport(ExampleCapacity.result()).content.text(.plain, width: 80) },
    GoldenPage(name: "capacity-unsound-coloured.txt") {
      CapacityReport(ExampleCapacity.result(isSound: false)).content.text(.coloured, width: 80)
    },
    GoldenPage(name: "capacity.md") {
      try CapacityReport(ExampleCapacity.result()).written(as: .usual(.markdown), .plain)
    },
    GoldenPage(name: "capacity.json") {
      try CapacityReport(ExampleCapacity.result()).written(as: .usual(.json), .plain)
    },
    GoldenPage(name: "capacity.csv") { try CapacityReport(ExampleCapacity.result()).written(as: .usual(.csv), .plain) },
  ]

  private static let coverages: [GoldenPage] = [
    GoldenPage(name: "coverage.txt") { CoverageReport(try ExampleCoverage.result()).content.text(.plain, width: 80) },
    GoldenPage(name: "coverage-fails-coloured.txt") {
      CoverageReport(try ExampleCoverage.result(isKept: false)).content.text(.coloured, width: 80)
    },
    GoldenPage(name: "coverage.csv") {
      try CoverageReport(try ExampleCoverage.result(isKept: false)).written(as: .usual(.csv), .plain)
    },
  ]

  private static let claims: [GoldenPage] = [
    GoldenPage(name: "claims.txt") {
      ClaimsReport(try ExampleClaims.all(), command: "").content.text(.plain, width: 80)
    },
    GoldenPage(name: "claims-unsound-coloured.txt") {
      ClaimsReport(try ExampleClaims.all(unsound: ["run x: lost"]), command: "").content.text(.coloured, width: 80)
    },
    GoldenPage(name: "claims.md") {
      try ClaimsReport(try ExampleClaims.all(), command: "booking-sim claims").written(
        as: ClaimsReport.pageView,
        .plain
      )
    },
    GoldenPage(name: "claims-unsound.md") {
      try ClaimsReport(try ExampleClaims.all(unsound: ["run x_y: lost", "run z: lost"]), command: "booking-sim claims")
        .written(as: ClaimsReport.pageView, .plain)
    },
    GoldenPage(name: "claims.json") {
      try ClaimsReport(try ExampleClaims.all(unsound: ["run x: lost"]), command: "").written(as: .usual(.json), .plain)
    },
  ]

  private static let alerts: [GoldenPage] = [
    GoldenPage(name: "screen-alerts.txt") {
      try AlertsReport(ExampleAlerts.result(), command: "").written(as: .text, .plain)
    },
    GoldenPage(name: "alerts.txt") {
      AlertsReport(ExampleAlerts.result(unsound: ["run x: lost"]), command: "").content.text(.plain, width: 80)
    },
    GoldenPage(name: "alerts.md") {
      try AlertsReport(ExampleAlerts.result(), command: "booking-sim alerts").written(
        as: AlertsReport.pageView,
        .plain
      )
    },
  ]

  private static let syncs: [GoldenPage] = [
    GoldenPage(name: "screen-sync.txt") {
      try SyncReport(try ExampleSync.result(seeds: 1)).written(as: .text, .plain)
    },
    GoldenPage(name: "screen-sync-unsound.txt") {
      try SyncReport(try ExampleSync.result(seeds: 7, isSound: false)).written(as: .text, .plain)
    },
    GoldenPage(name: "sync.txt") {
      SyncReport(try ExampleSync.result(seeds: 7, isSound: false)).content.text(.plain, width: 80)
    },
    GoldenPage(name: "sync.md") {
      try SyncReport(try ExampleSync.result(seeds: 3)).written(as: .usual(.markdown), .plain)
    },
    GoldenPage(name: "sync.json") {
      try SyncReport(try ExampleSync.result(seeds: 2, isSound: false)).written(as: .usual(.json), .plain)
    },
    GoldenPage(name: "sync-capacity.txt") {
      try SyncCapacityReport(try ExampleSync.capacity()).written(as: .text, .plain)
    },
    GoldenPage(name: "sync-forecast.txt") { try SyncForecastReport(ExampleSync.forecasts).written(as: .text, .plain) },
    GoldenPage(name: "sync-forecast.json") {
      try SyncForecastReport(ExampleSync.forecasts).written(as: .usual(.json), .plain)
    },
  ]

  private static let leagues: [GoldenPage] = [
    GoldenPage(name: "screen-league.txt") {
      try LeagueReport(try ExampleLeague.result(), command: "").written(as: .text, .plain)
    },
    GoldenPage(name: "screen-league-one.txt") {
      let one = LeagueResult([try ExampleLeague.table("rush", seeds: 7, isSound: false)])
      return try LeagueReport(one, command: "").written(as: .text, .plain)
    },
    GoldenPage(name: "league.txt") {
      LeagueReport(try ExampleLeague.result(), command: "").content.text(.plain, width: 80)
    },
    GoldenPage(name: "league.md") {
      try LeagueReport(try ExampleLeague.result(isSound: false), command: "booking-sim league").written(
        as: LeagueReport.pageView,
        .plain
      )
    },
    GoldenPage(name: "league.json") {
      try LeagueReport(try ExampleLeague.result(), command: "").written(as: .usual(.json), .plain)
    },
    GoldenPage(name: "league.csv") {
      try LeagueReport(try ExampleLeague.result(), command: "").written(as: .usual(.csv), .plain)
    },
  ]

  private static let checks: [GoldenPage] = [
    GoldenPage(name: "check.txt") { CheckReport(try ExampleCheck.passed()).content.text(.plain, width: 80) },
    GoldenPage(name: "check-coloured.txt") {
      CheckReport(try ExampleCheck.passed()).content.text(.coloured, width: 80)
    },
    GoldenPage(name: "check-failed.txt") { CheckReport(try ExampleCheck.failed()).content.text(.plain, width: 80) },
    GoldenPage(name: "check-failed-coloured.txt") {
      CheckReport(try ExampleCheck.failed()).content.text(.coloured, width: 80)
    },
    GoldenPage(name: "check-many.txt") { CheckReport(try ExampleCheck.many()).content.text(.plain, width: 80) },
    GoldenPage(name: "check.md") { CheckReport(try ExampleCheck.passed()).summary(limit: 100_000) },
    GoldenPage(name: "check-failed.md") { CheckReport(try ExampleCheck.failed()).summary(limit: 100_000) },
    GoldenPage(name: "check-many-cut.md") { CheckReport(try ExampleCheck.many()).summary(limit: 3_000) },
    GoldenPage(name: "check-failed.json") {
      try CheckReport(try ExampleCheck.failed()).written(as: .usual(.json), .plain)
    },
    GoldenPage(name: "check.json") { try CheckReport(try ExampleCheck.passed()).written(as: .usual(.json), .plain) },
    GoldenPage(name: "check-failed.xml") { JUnitReport(try ExampleCheck.failed()).text },
    GoldenPage(name: "check-failed-annotations.txt") { WorkflowCommands.text(try ExampleCheck.failed()) },
    GoldenPage(name: "check-many-annotations.txt") { WorkflowCommands.text(try ExampleCheck.many()) },
    GoldenPage(name: "check-benchmark.json") {
      try BenchmarkFile.text(
        try ExampleCheck.measured(),
        charted: try ExampleCheck.measures(),
        measures: try ExampleCheck.measures()
      )
    },
    GoldenPage(name: "check-wide.md") { CheckReport(try ExampleCheck.wide(failing: 2)).summary(limit: 100_000) },
    GoldenPage(name: "check-screen.txt") { CheckScreen(try ExampleCheck.wide()).content.text(.plain, width: 80) },
    GoldenPage(name: "check-screen-failed.txt") {
      CheckScreen(try ExampleCheck.failed()).content.text(.plain, width: 80)
    },
    GoldenPage(name: "check-screen-many.txt") {
      CheckScreen(try ExampleCheck.wide(failing: 30)).content.text(.plain, width: 80)
    },
    GoldenPage(name: "check-diff.txt") {
      CheckComparisonReport(try ExampleCheck.comparison()).content.text(.plain, width: 80)
    },
    GoldenPage(name: "check-diff-screen.txt") {
      CheckComparisonScreen(report: CheckComparisonReport(try ExampleCheck.comparison())).content.text(
        .plain,
        width: 80
      )
    },
    GoldenPage(name: "check-diff.json") {
      try CheckComparisonReport(try ExampleCheck.comparison()).written(as: .usual(.json), .plain)
    },
    GoldenPage(name: "check-against.md") {
      let report = CheckComparisonReport(try ExampleCheck.comparison(with: .result("main.json")))
      let view = try #require(CheckComparisonReport.offered.first { $0.name == "markdown" })
      return try report.written(as: view, .plain)
    },
    GoldenPage(name: "baseline-changes.txt") {
      BaselineChanges.content(try ExampleCheck.changes(), path: "b.json").text(.plain, width: 80)
    },
    GoldenPage(name: "baseline-unchanged.txt") { BaselineChanges.content([], path: "b.json").text(.plain, width: 80) },
  ]

  static let resolved = ResolvedReport(
    ResolvedScenario(
      path: "rush.yaml",
      hash: "0123456789abcdef",
      values: [
        .init(key: "summary", value: .text("a, b"), source: .file(line: 2)),
        .init(key: "load.arrivals.users", value: .number("200"), source: .set),
        .init(key: "load.journeys", value: .none, source: .usual),
        .init(key: "hubspot.daily_limit", value: .text("off"), source: .follows("hubspot.tier")),
        .init(key: "core.retry_after_seconds", value: .list([.number("1"), .number("2.5")]), source: .usual),
        .init(key: "run.allow_large", value: .flag(true), source: .file(line: 17)),
      ]
    )
  )

  private static let lists: [GoldenPage] = [
    GoldenPage(name: "metrics.txt") { MetricsList.content(of: .booking).text(.plain, width: 80) },
    GoldenPage(name: "resolved.txt") { resolved.content.text(.plain, width: 80) },
    GoldenPage(name: "resolved.json") { try resolved.written(as: .usual(.json), .plain) },
    GoldenPage(name: "resolved.csv") { try resolved.written(as: .usual(.csv), .plain) },
  ]
}

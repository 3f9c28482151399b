import FormatsPage
import Foundation
import Measures
import Results
import Testing

@testable import Reports

@Suite("The page of formats")
struct FormatsPageTests {
  private let page: FormatsPage

  init() throws { page = try FormatsPage() }

  @Test("tells every key of a document, and no other", arguments: FormatExample.all)
  func keys(_ example: FormatExample) throws {
    let complaints = try page.complaints(example.section, try example.documents())
    #expect(complaints == [], "\(example.section): \(complaints)")
  }

  @Test("tells every column of a table, in the order of the columns", arguments: TableExample.all)
  func columns(_ example: TableExample) throws {
    let written = try #require(try example.text().split(separator: "\n").first).split(separator: ",").map(String.init)
    var told = page.columns(example.section)
    // One for each limit, and for each policy: a name that is data stands for those that follow each other.
    for title in written {
      guard let first = told.first else {
        Issue.record("\(title) is not told in \(example.section)")
        return
      }
      if first == title { told.removeFirst() }
    }
    #expect(told.filter { !$0.contains("<") } == [], "\(example.section): never written")
    let names = page.columns(example.section).filter { !$0.contains("<") }
    let patterns = page.columns(example.section).filter { $0.contains("<") }.map { $0.split(separator: /<.+?>/) }
    for title in written where !names.contains(title) {
      let isTold = patterns.contains { parts in
        parts.count == 1 && (title.hasPrefix(parts[0]) || title.hasSuffix(parts[0]))
      }
      #expect(isTold, "\(title) is not told in \(example.section)")
    }
  }

  @Test("tells a document's name and version as they are written")
  func versions() throws {
    for example in FormatExample.all where example.format != nil {
      for text in try example.documents() {
        let root = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        #expect(root["format"] as? String == example.format)
        #expect(root["version"] as? Int == 1)
      }
    }
  }
}

/// Documents of one format that have, together, every key.
struct FormatExample: CustomTestStringConvertible, Sendable {
  let section: String
  /// nil of those that are other tools'.
  let format: String?
  let documents: @Sendable () throws -> [String]

  var testDescription: String { format ?? section }

  private init(_ section: String, _ format: String?, _ documents: @escaping @Sendable () throws -> [String]) {
    self.section = section
    self.format = format.map { "booking-sim/\($0)" }
    self.documents = documents
  }

  static let all: [FormatExample] = [
    FormatExample("run", "run") {
      var run = RunSummary.golden()
      run.hubSpot.total.errorsByStatus = ["500": 1]
      run.hubSpot.byLabel["booking_create"]?.errorsByStatus = ["500": 1]
      return try [run, .goldenUnsound()].map { try json(RunReport($0)) }
    },
    FormatExample("seeds", "seeds") {
      var run = RunSummary.goldenUnsound()
      run.hubSpot.total.errorsByStatus = ["500": 1]
      run.hubSpot.byLabel["booking_create"]?.errorsByStatus = ["500": 1]
      return [try json(SeedsReport([.golden(), run], replay: "replay them"))]
    },
    FormatExample("compare, ablation, sweep", "compare") {
      let folds = try [ExampleFold.comparison(seeds: 7, isSound: false), ExampleFold.grid(seeds: 6)]
      return try folds.map { try json(StudyReport($0, .comparison)) }
    },
    FormatExample("capacity", "capacity") {
      let result = ExampleCapacity.result(isSound: false)
      var rows = result.rows
      rows[0].breaking?.causes.passSeconds = ["notes": 6]
      return [try json(CapacityReport(CapacityResult(result.plan, rows)))]
    },
    FormatExample("claims", "claims") {
      [try json(ClaimsReport(try ExampleClaims.all(unsound: ["run x: lost"]), command: ""))]
    },
    FormatExample("league", "league") {
      [try json(LeagueReport(try ExampleLeague.result(isSound: false), command: ""))]
    },
    FormatExample("sync", "sync") { [try json(SyncReport(try ExampleSync.result(seeds: 2, isSound: false)))] },
    FormatExample("sync-forecast", "sync-forecast") { [try json(SyncForecastReport(ExampleSync.forecasts))] },
    FormatExample("sync-capacity", "sync-capacity") {
      [try json(SyncCapacityReport(try ExampleSync.capacity(isSound: false)))]
    },
    FormatExample("shared-account", "shared-account") {
      [try json(SharedAccountReport(ExampleSharedAccount.result(isSound: false)))]
    },
    FormatExample("check", "check") {
      let results = try [
        ExampleCheck.passed(), ExampleCheck.failed(), ExampleCheck.wide(failing: 2), withValues(),
      ]
      return try results.map { try json(CheckReport($0)) }
    },
    FormatExample("check-comparison", "check-comparison") {
      let comparisons = try [
        ExampleCheck.comparison(), ExampleCheck.comparison(with: .result("main.json")),
        CheckComparison(ExampleCheck.failed(), with: .baseline("b.json"), changes: [], shifts: []),
      ]
      return try comparisons.map { try json(CheckComparisonReport($0)) }
    },
    FormatExample("resolved", "resolved") { [try json(GoldenPage.resolved)] },
    FormatExample("benchmark file", nil) {
      let measures = try ExampleCheck.measures()
      return [try BenchmarkFile.text(try ExampleCheck.measured(), charted: measures, measures: measures)]
    },
    FormatExample("baseline", nil) {
      let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardized
      let shipped = try String(contentsOf: root.appending(path: "scenarios/baseline.json"), encoding: .utf8)
      // Tolerances are written by hand; the shipped file has none.
      return [shipped, shipped.replacing("\"tolerances\": {}", with: "\"tolerances\": {\"requests\": \"5 %\"}")]
    },
  ]

  /// A check whose runs have a value of every measure, and whose changes have an interval.
  private static func withValues() throws -> CheckResult {
    let values = Array(repeating: MeasureValue.number(1), count: MeasureSet.baseline.count)
    let run = CheckedRun(seed: 1, digest: "0", values: values)
    let shifts = try ExampleCheck.comparison().shifts
    return CheckResult([CheckedCell(ExampleCheck.cell(), runs: [run], cases: [], shifts: shifts)], modelRevision: 1)
  }

  private static func json<Report: DocumentedReport>(_ report: Report) throws -> String {
    try report.written(as: ReportView<Report>.usual(.json), .plain)
  }
}

/// A table, whatever is in its rows.
struct TableExample: CustomTestStringConvertible, Sendable {
  let section: String
  let text: @Sendable () throws -> String

  var testDescription: String { section }

  static let all: [TableExample] = [
    TableExample(section: "compare.csv") {
      StudyReport(try ExampleFold.grid(seeds: 6), .grid).rows.text
    },
    TableExample(section: "capacity.csv") { CapacityReport(ExampleCapacity.result()).rows.text },
    TableExample(section: "league.csv") { LeagueReport(try ExampleLeague.result(), command: "").rows.text },
    TableExample(section: "coverage") { CoverageReport(try ExampleCoverage.result()).rows.text },
    TableExample(section: "resolved.csv") { GoldenPage.resolved.rows.text },
    TableExample(section: "windows.csv") { RunRows(.golden()).windows },
    TableExample(section: "attempts.csv") { RunRows(.golden()).attempts },
    TableExample(section: "answers.csv") { RunRows(.golden()).answers },
    TableExample(section: "requests.csv") { RunRows(.golden()).requests },
  ]
}

import HubSpotAPI
import LiteralTimes
import Measures
import Results
import Testing
import VirtualTime

@testable import Reports

/// Two designs under seeds 1 and 2, made by hand.
enum FoldExample {
  static func fold(_ runs: [[MeasureValue]], measures: [String], problems: [Int: [String]] = [:]) throws
    -> ReplicationFold
  {
    let experiment = Experiment(
      cells: ["baseline", "phase2"].map {
        ExperimentCell(
          scenario: "rush",
          scenarioHash: "0",
          design: $0,
          settings: [.init(key: "load.arrivals.users", value: "7")],
          replay: "booking-sim run rush.yaml --design \($0)"
        )
      },
      measures: try measures.map { try Measure(parsing: $0) },
      firstSeed: 1,
      seeds: runs.count / 2,
      modelRevision: 1
    )
    var fold = ReplicationFold(experiment, pairs: [.init(0, 1)])
    for (run, values) in runs.enumerated() {
      fold.add(
        RunRow(run: run, digest: "0", problems: problems[run] ?? [], values: values, pools: [], summary: nil)
      )
    }
    return fold
  }
}

@Suite("The report of a comparison with replications")
struct ReplicationReportTests {
  private func report() throws -> String {
    let fold = try FoldExample.fold(
      [
        [.number(50_000), .share(events: 0, trials: 300), .number(0), .never],
        [.number(30_000), .share(events: 3, trials: 300), .number(0), .number(900)],
        [.number(52_000), .share(events: 0, trials: 300), .number(0), .number(1_000)],
        [.number(32_000), .share(events: 6, trials: 300), .number(0), .number(950)],
      ],
      measures: ["time_to_booking avg", "share_429", "abandoned", "time_to_booking p(99)"]
    )
    return StudyReport(fold, .comparison).content.text(.plain)
  }

  @Test("writes medians with the range of too few runs, what was the same in all, and what was not reached")
  func table() throws {
    let text = try report()
    #expect(text.contains("51.00 s (50.00 to 52.00), 2 runs"))
    #expect(text.contains("1.5 % (1.0 to 2.0), 2 runs"))
    #expect(text.contains("0.0 % ="))
    #expect(text.contains("0 ="))
    #expect(text.contains("in others it may differ, in less than 84.2 % of them"))
    #expect(text.contains("an interval takes 6 runs"))
    #expect(text.contains("not reached (1 of 2)"))
  }

  @Test("writes medians with the interval that the order of six runs gives")
  func interval() throws {
    let values = (0..<12).map { [MeasureValue.number(Double(50_000 + 100 * $0))] }
    let fold = try FoldExample.fold(values, measures: ["time_to_booking avg"])
    let text = StudyReport(fold, .comparison).content.text(.plain)
    // Every second run is the baseline's: 50.0, 50.2, ... 51.0 s.
    #expect(text.contains("50.50 s (50.00 to 51.00)"))
    #expect(text.contains("a (b to c)  median of the 6 runs' values, with the 95 % interval that their order gives"))
  }

  @Test("says in a sentence what differs and by how much, what not, and what only one reaches")
  func sentences() throws {
    let text = try report()
    #expect(text.contains("phase2 against baseline, seed by seed, with 95 % intervals:"))
    #expect(text.contains("Equal in every seed: abandoned."))
    // Two seeds that agree, and one seed of two, are no more than chance.
    let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(words.contains("No difference is shown in"))
    #expect(!words.contains("time_to_booking avg is"))
    #expect(words.contains("time_to_booking p(99) (reached in 1 more)."))
  }

  @Test("names the first seed that is not sound, with the command that repeats it")
  func unsound() throws {
    let fold = try FoldExample.fold(
      Array(repeating: [.number(1)], count: 4),
      measures: ["requests"],
      problems: [3: ["oversold_exam: exam 1"]]
    )
    let text = StudyReport(fold, .comparison).content.text(.plain)
    #expect(text.contains("1 of 2 sound"))
    #expect(text.contains("digest 0000000000000000, replay: booking-sim run rush.yaml --design phase2 --seeds 1-2\n"))
    #expect(text.contains("\n  replay: booking-sim run rush.yaml --design phase2 --seed 2\n"))
    #expect(text.contains("seed 2: oversold_exam: exam 1"))
  }
}

@Suite("Differences in sentences")
struct DifferenceTextTests {
  private func text(_ measures: [String], _ runs: [[MeasureValue]]) throws -> String {
    let lines = DifferenceText(try FoldExample.fold(runs, measures: measures), .init(0, 1)).lines
    return ReportContent(Paragraph(.lines(lines))).text(.plain)
  }

  @Test("show what is the same in six seeds, in so many words")
  func constant() throws {
    let runs = (0..<7).flatMap { seed in
      [[MeasureValue.number(10), .number(10)], [.number(7), seed == 0 ? .missing : .number(7)]]
    }
    let text = try text(["requests", "refusals"], runs)
    #expect(text.contains("requests is 3 lower, the same in every seed."))
    #expect(text.contains("refusals is 3 lower in each of the 6 of 7 seeds in which both have a value."))
  }

  @Test("say in how many seeds both had a value, and what cannot be compared")
  func some() throws {
    let text = try text(
      ["requests", "refusals", "peak_sent", "peak_demanded", "offered"],
      [
        [.number(10), .number(10), .missing, .missing, .number(5)],
        [.number(8), .number(7), .number(1), .missing, .number(5)],
        [.number(10), .number(10), .missing, .missing, .missing],
        [.number(5), .number(7), .number(1), .missing, .number(5)],
        [.missing, .missing, .missing, .missing, .missing],
        [.number(5), .number(7), .number(1), .missing, .number(5)],
      ]
    )
    #expect(text.contains("refusals (2 of 3 seeds)"))
    #expect(text.contains("requests (2 of 3 seeds)"))
    #expect(text.contains("Equal where both have a value: offered (1 of 3 seeds)."))
    #expect(text.contains("Cannot be compared: peak_sent."))
    #expect(!text.contains("peak_demanded"))
  }

  @Test("have decimals that tell the ends of the interval apart")
  func decimals() throws {
    let shares = [482_000, 482_010, 481_990, 482_002, 481_998, 482_000].map { (500_000, $0) }
    let runs = shares.flatMap { first, second -> [[MeasureValue]] in
      [[.share(events: first, trials: 1_000_000)], [.share(events: second, trials: 1_000_000)]]
    }
    #expect(try text(["success"], runs).contains("1.800 points lower (1.799 points to 1.801 points)."))
  }

  @Test("of one seed call the same what is the same")
  func same() throws {
    let text = try text(["offered", "requests"], [[.number(5), .number(9)], [.number(5), .number(7)]])
    #expect(text.contains("requests is 2 lower."))
    #expect(text.contains("The same: offered."))
  }

  @Test("count the runs that reach it when they are more than chance makes")
  func reached() throws {
    let runs = (0..<6).flatMap { _ -> [[MeasureValue]] in [[.never], [.number(900)]] } + [[.number(1)], [.number(1)]]
    let text = try text(["time_to_booking p(99)"], runs)
    #expect(text.contains("time_to_booking p(99) is reached in 7 of 7 runs, 6 more than with baseline."))
  }
}

@Suite("A sweep in writing")
struct GridReportTests {
  @Test("is a table with a column for each key that varies")
  func table() throws {
    let fold = try FoldExample.fold(Array(repeating: [.number(3)], count: 4), measures: ["requests"])
    let lines = StudyReport(fold, .grid).content.text(.plain).split(separator: "\n").map(String.init)
    #expect(lines[1].split(separator: " ") == ["users", "design", "requests"])
    #expect(lines[3].split(separator: " ") == ["7", "baseline", "3", "="])
  }

  @Test("is comma-separated values with units, quoted where it must be")
  func csv() throws {
    let fold = try FoldExample.fold(
      [[.number(1)], [.number(5)], [.number(2)], [.number(6)]],
      measures: ["requests{call:exam_read,bucket:ten_second}"]
    )
    let lines = StudyReport(fold, .grid).rows.text.split(separator: "\n").map(String.init)
    #expect(
      lines[0].hasPrefix("version,scenario,scenario_hash,design,settings,first_seed,seeds,measure,unit,kind,median,")
    )
    #expect(
      lines[1]
        == "1,rush,0,baseline,load.arrivals.users=7,1,2,\"requests{bucket:ten_second,call:exam_read} count\","
        + "count,few,1.5,,,,1.5,1.0,2.0,,2,0,0,0"
    )
  }

  @Test("has the bound on the share of runs of what was never counted, and runs without a value")
  func bounds() throws {
    let fold = try FoldExample.fold(
      [[.number(0), .missing], [.number(0), .number(1)], [.number(0), .number(2)], [.number(0), .number(1)]],
      measures: ["abandoned", "peak_sent"]
    )
    let lines = StudyReport(fold, .grid).rows.text.split(separator: "\n").map(String.init)
    #expect(lines[1].hasSuffix(",constant,0.0,,,0.841886,0.0,0.0,0.0,,2,0,0,0"))
    #expect(lines[2].hasSuffix(",single,2.0,,,,2.0,2.0,2.0,,2,0,1,0"))
    #expect(StudyReport(fold, .grid).content.text(.plain).contains("2 (1 of 2 runs)"))
  }
}

@Suite("An ablation in writing")
struct AblationReportTests {
  @Test("ranks what each part saves, and what it costs")
  func ranking() throws {
    let experiment = Experiment(
      cells: [nil, "reads=sequential", "seats=hubspot-property"].map { change in
        let design = "phase1" + (change.map { "+\($0)" } ?? "")
        return ExperimentCell(scenario: "rush", scenarioHash: "0", design: design, change: change, replay: "")
      },
      measures: [try Measure(parsing: "requests"), try Measure(parsing: "success")],
      firstSeed: 1,
      seeds: 6,
      modelRevision: 1
    )
    var fold = ReplicationFold(experiment, pairs: [.init(0, 1), .init(0, 2)])
    let requests = [100.0, 150, 90, 110, 160.5, 99.5, 100, 150, 90, 110, 160, 99, 100, 150, 90, 110, 160, 99]
    for (run, count) in requests.enumerated() {
      let values: [MeasureValue] = [.number(count), .share(events: 5, trials: 10)]
      fold.add(RunRow(run: run, digest: "0", problems: [], values: values, pools: [], summary: nil))
    }
    let text = StudyReport(fold, .ablation, remarks: ["refused: x"]).content.text(.plain)
    #expect(text.contains("requests: better with seats=hubspot-property; worse with reads=sequential"))
    #expect(text.contains("success: no change is shown to matter"))
    // The best change stands first.
    let rows = text.split(separator: "\n").map { String($0.prefix { $0 != " " }) }
    let places = ["seats=hubspot-property", "reads=sequential"].map { rows.firstIndex(of: $0) }
    #expect(try #require(places[0]) < #require(places[1]))
    #expect(text.contains("+50.0 (50.0 to 50.5)"))
    #expect(text.contains("refused: x"))
  }
}

@Suite("An ablation of a percentile that the variants reach unequally often")
struct UnequalAblationTests {
  private func text(seeds: Int) throws -> String {
    let experiment = Experiment(
      cells: [nil, "reads=sequential"].map { change in
        let design = "phase1" + (change.map { "+\($0)" } ?? "")
        return ExperimentCell(scenario: "rush", scenarioHash: "0", design: design, change: change, replay: "")
      },
      measures: [try Measure(parsing: "time_to_booking p(95)")],
      firstSeed: 1,
      seeds: seeds,
      modelRevision: 1
    )
    var fold = ReplicationFold(experiment, pairs: [.init(0, 1)])
    for run in 0..<2 * seeds {
      let values: [MeasureValue] = [run % 2 == 0 ? .number(1) : .never]
      fold.add(RunRow(run: run, digest: "0", problems: [], values: values, pools: [], summary: nil))
    }
    return StudyReport(fold, .ablation, remarks: []).content.text(.plain)
  }

  @Test("ranks it from six seeds of six on")
  func weighed() throws {
    #expect(try text(seeds: 6).contains("worse with reads=sequential"))
    #expect(try text(seeds: 6).contains("reached in 6 fewer"))
    #expect(try text(seeds: 5).contains("no change is shown to matter"))
    #expect(try text(seeds: 5).contains("reached in 5 fewer ?"))
  }
}

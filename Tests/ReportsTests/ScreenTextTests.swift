import Measures
import Results
import Testing

@testable import Reports

@Suite("What binds")
struct BindingTextTests {
  private func causes(searches: Double = 0, calls: Double = 0, refusals: [String: Double] = ["SECONDLY": 9]) -> Causes {
    var causes = Causes()
    causes.limits = ["ten_second": 100, "search": 5]
    causes.demanded = ["ten_second": calls, "search": searches]
    causes.refusals = refusals
    return causes
  }

  private func text(_ causes: Causes..., others: [String: Int] = [:]) -> String {
    let named = zip(["a", "b"], causes).map { ($0, $1) }
    return BindingText(named, others: others).line.phrase.plain.replacing(Phrase.joint, with: " ")
  }

  @Test("is the limit that needs longest for what is wanted in its window, not the one that refused most")
  func longest() {
    #expect(
      text(causes(searches: 6, calls: 100)) == "What binds: 5 searches/s (wants 6 in one window, which takes 1 s)."
    )
    #expect(
      text(causes(searches: 56, calls: 101)) == "What binds: 5 searches/s (wants 56 in one window, which takes 11 s)."
    )
    #expect(
      text(causes(searches: 50, calls: 101))
        == "What binds: 100 calls/10 s (wants 101 in one window, which takes 10 s)."
    )
    #expect(
      text(causes(searches: 5, calls: 100), causes(searches: 6)).hasPrefix("What binds: 5 searches/s (a; b wants 6")
    )
  }

  @Test("has what other apps take off the limit")
  func others() {
    let wanted = causes(calls: 402)
    #expect(text(wanted, others: ["ten_second": 30]).contains("takes 50 s"))
    #expect(text(wanted, others: ["ten_second": 90]).contains("takes 400 s"))
    #expect(text(wanted, others: ["ten_second": 100]).contains("wants 402, and other apps take all"))
  }

  @Test("is the day's budget where that ran out, and nothing where nothing was refused")
  func daily() {
    #expect(text(causes(searches: 50, refusals: ["DAILY": 1, "SECONDLY": 9])) == "What binds: the day's budget.")
    #expect(
      text(causes(calls: 8, refusals: [:])) == "What binds: nothing (at most 8 of 100 calls wanted in 10 s)."
    )
  }
}

@Suite("Who is better")
struct VerdictTextTests {
  private func line(_ values: [[MeasureValue]], _ measure: String, width: Int? = nil) throws -> String {
    let experiment = Experiment(
      cells: ["a", "b"].map { ExperimentCell(scenario: "s", scenarioHash: "0", design: $0, replay: "") },
      measures: [try Measure(parsing: measure)],
      firstSeed: 1,
      seeds: values.count,
      modelRevision: 2
    )
    var fold = ReplicationFold(experiment, pairs: [.init(0, 1)])
    for (run, value) in values.joined().enumerated() {
      fold.add(RunRow(run: run, digest: "0", problems: [], values: [value], pools: [], summary: nil))
    }
    let text = VerdictText(fold, .init(0, 1), experiment.measures.map { ScreenRow($0) })
    return text.line(["a", "b"], width: width).phrase.plain.replacing(Phrase.joint, with: " ")
  }

  @Test("is told by the median of the differences, as everywhere, not by the difference of the medians")
  func paired() throws {
    let pairs: [(Double, Double)] = [(10, 20), (20, 21), (30, 31), (40, 41), (50, 51), (60, 90), (70, 100)]
    let values = pairs.map { [MeasureValue.number($0.0 * 1_000), .number($0.1 * 1_000)] }
    #expect(try line(values, "time_to_booking med") == "b against a: no difference worth telling.")
    let wide = pairs.map { [MeasureValue.number($0.0 * 1_000), .number($0.1 * 1_000 + 9_000)] }
    #expect(try line(wide, "time_to_booking med") == "b against a: median 10 s longer.")
  }

  @Test("says in how many seeds something is reached where it is in more of them")
  func reached() throws {
    let values = (0..<6).map { _ in [MeasureValue.never, .number(5)] }
    #expect(
      try line(values, "time_to_booking p(95)") == "b against a: p95 reached in 6 of 6 seeds instead of 0."
    )
    #expect(try line(Array(values.dropLast()), "time_to_booking p(95)").contains("no difference"))
  }

  @Test("leaves out less than a twentieth and less than a point, and has one point as one")
  func trivial() throws {
    func shares(_ events: Int) throws -> String {
      let values = (0..<6).map { _ in
        [MeasureValue.share(events: 10, trials: 1_000), .share(events: events, trials: 1_000)]
      }
      return try line(values, "share_429")
    }
    #expect(try shares(19).contains("no difference"))
    #expect(try shares(20) == "b against a: 1 point more 429s.")
    func calls(_ number: Double) throws -> String {
      try line((0..<6).map { _ in [MeasureValue.number(100), .number(number)] }, "calls_per_booking")
    }
    #expect(try calls(104).contains("no difference"))
    #expect(try calls(105) == "b against a: 5 % more calls.")
    #expect(try calls(95) == "b against a: 5 % fewer calls.")
  }
}

@Suite("A screen of odd runs")
struct OddScreenTests {
  @Test("has its lines of blocks as they are, whatever the names", arguments: [1, 2, 3])
  func names(_ designs: Int) throws {
    let names = ["phase2", "phase2+reads=sequential", "phase2+reads=sequential+notes=direct+seats=store"]
    let fold = try ExampleScreen.fold(named: Array(names.suffix(designs)))
    let text = try StudyReport(fold, .comparison).written(as: .text, .plain)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    #expect(lines.count <= 23 && lines.allSatisfy { $0.count <= 80 })
    let title = try #require(lines.firstIndex { $0.contains("429s over") })
    let start = try #require(lines[title].firstRange(of: "429s over")).lowerBound
    let column = lines[title].distance(from: lines[title].startIndex, to: start)
    for line in lines[(title + 1)...(title + designs)] {
      #expect(Array(line)[column] == "█" || Array(line)[column] != " ")
    }
  }

  @Test("says how many were refused for good, where anybody was")
  func refused() throws {
    func text(_ refused: Int?) throws -> String {
      try StudyReport(try ExampleScreen.fold(designs: 2, refused: refused), .comparison).written(as: .text, .plain)
    }
    #expect(try text(20).contains("\nrefused: full, no credits          20        20\n"))
    #expect(try text(20).contains("\nbooked, of all others ") && !text(20).contains("booked in the end"))
    #expect(try text(0).contains("\nbooked in the end "))
    #expect(try !text(0).contains("refused: full"))
    #expect(try !text(nil).contains("refused: full"))
  }

  @Test("says of one seed that it tells no difference")
  func oneSeed() throws {
    let text = try StudyReport(try ExampleScreen.fold(designs: 2, seeds: 1), .comparison).written(as: .text, .plain)
    #expect(text.contains("What differs takes 6 seeds to tell."))
    #expect(!text.contains("no difference"))
  }

  @Test("keeps the columns that say what a row is about where the others are broken off")
  func keys() {
    var table = Table(["users", "design", "a measure of its own", "another measure", "and one more of them"])
    table.keys = 2
    table.add(["7", "phase2", "1", "2", "3"])
    let texts = TextGrid(table, width: 50).text.split(separator: "\n\n")
    #expect(texts.count == 2)
    #expect(texts.allSatisfy { $0.hasPrefix("users design ") && $0.contains("\n7     phase2 ") })
  }
}

@Suite("Two numbers side by side")
struct ApartTests {
  @Test("have the digits that it takes to tell them apart, and no more")
  func digits() {
    #expect(MeasureUnit.milliseconds.apart(4_770.131454, 4_770.9) == ("4.770 s", "4.771 s"))
    #expect(MeasureUnit.count.apart(7, 8) == ("7", "8"))
    #expect(MeasureUnit.milliseconds.apart(1, 1 + 1e-14).0 == "1.0 ms")
  }
}

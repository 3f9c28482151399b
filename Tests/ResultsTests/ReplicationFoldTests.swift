import LiteralTimes
import Measures
import Statistics
import Testing
import VirtualTime

@testable import Results

/// Two cells, one measure, rows made by hand.
struct FoldExample {
  let experiment: Experiment

  init(seeds: Int) throws {
    experiment = Experiment(
      cells: ["a", "b"].map { ExperimentCell(scenario: "s", scenarioHash: "0", design: $0, replay: "run \($0)") },
      measures: [try Measure(parsing: "time_to_booking med")],
      firstSeed: 5,
      seeds: seeds,
      modelRevision: 1
    )
  }

  func row(_ run: Int, milliseconds: Double, problems: [String] = []) -> RunRow {
    RunRow(
      run: run,
      digest: "00000000000000ff",
      problems: problems,
      values: [.number(milliseconds)],
      pools: [
        LatencyPool(subject: "time_to_booking", Durations([VirtualSpan(Int64(milliseconds * 1e6))], never: run % 2))
      ],
      summary: nil
    )
  }
}

@Suite("An experiment of two cells under two seeds")
struct ReplicationFoldTests {
  @Test("runs all cells under a seed before the next seed")
  func order() throws {
    let experiment = try FoldExample(seeds: 2).experiment
    #expect(experiment.runs == 4)
    #expect((0..<4).map { experiment.cell(ofRun: $0) } == [0, 1, 0, 1])
    #expect((0..<4).map { experiment.seed(ofRun: $0) } == [5, 5, 6, 6])
  }

  @Test("is folded into statistics of each cell and differences of the pairs")
  func fold() throws {
    let example = try FoldExample(seeds: 2)
    var fold = ReplicationFold(example.experiment, pairs: [.init(0, 1)])
    for (run, time) in [10.0, 13, 20, 22].enumerated() { fold.add(example.row(run, milliseconds: time)) }
    #expect(fold.cells[0].measures[0].moments.mean == 15)
    #expect(fold.cells[1].measures[0].moments.mean == 17.5)
    #expect(fold.pairs[.init(0, 1)]?[0].differences == [3, 2])
    #expect(fold.cells[0].runs == 2)
    #expect(fold.isSound)
  }

  @Test("pools the lengths of time of all runs; who never got there stays last")
  func pools() throws {
    let example = try FoldExample(seeds: 2)
    var fold = ReplicationFold(example.experiment, pairs: [])
    for (run, time) in [10.0, 13, 20, 22].enumerated() { fold.add(example.row(run, milliseconds: time)) }
    let pool = try #require(fold.cells[0].pools["time_to_booking"])
    #expect(pool.value(.greatest) == .number(20))
    #expect(pool.never == 0)
    #expect(fold.cells[1].pools["time_to_booking"]?.value(.percentile(75)) == .never)
  }

  @Test("names the seed of a run that is not sound")
  func unsound() throws {
    let example = try FoldExample(seeds: 2)
    var fold = ReplicationFold(example.experiment, pairs: [])
    for run in 0..<4 { fold.add(example.row(run, milliseconds: 1, problems: run == 3 ? ["oversold_exam: x"] : [])) }
    #expect(!fold.isSound)
    #expect(fold.cells[1].unsound.map(\.seed) == [6])
  }

  @Test("has a digest that the order of the seeds decides")
  func digest() throws {
    let example = try FoldExample(seeds: 2)
    func digest(_ digests: [String]) -> String {
      var fold = ReplicationFold(example.experiment, pairs: [])
      for (run, digest) in digests.enumerated() {
        var row = example.row(run, milliseconds: 1)
        row.digest = digest
        fold.add(row)
      }
      return fold.cells[0].digest
    }
    #expect(digest(["1", "0", "2", "0"]) != digest(["2", "0", "1", "0"]))
    #expect(digest(["1", "0", "2", "0"]) == digest(["1", "7", "2", "9"]))
  }

  @Test("compares every cell with the first and with the one before it")
  func usualPairs() {
    #expect(ReplicationFold.usualPairs(cells: 1).isEmpty)
    #expect(ReplicationFold.usualPairs(cells: 2) == [.init(0, 1)])
    #expect(Set(ReplicationFold.usualPairs(cells: 3)) == [.init(0, 1), .init(0, 2), .init(1, 2)])
  }
}

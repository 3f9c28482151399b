import LiteralTimes
import Measures
import Testing
import VirtualTime

@testable import Results

@Suite("Keys of a sweep that changed nothing")
struct UnchangedKeyTests {
  /// A sweep over two users and two batches, with a digest for each cell, the designs running fastest.
  private func unchanged(_ designs: [String] = ["a", "b"], seeds: Int = 1, digests: [String]) throws -> [UnchangedKey] {
    let cells = ["1", "2"].flatMap { users in
      ["10", "20"].flatMap { batch in
        designs.map {
          ExperimentCell(
            scenario: "s",
            scenarioHash: "0",
            design: $0,
            settings: [.init(key: "users", value: users), .init(key: "batch", value: batch)],
            replay: ""
          )
        }
      }
    }
    let measures = [try Measure(parsing: "requests")]
    let experiment = Experiment(cells: cells, measures: measures, firstSeed: 1, seeds: seeds, modelRevision: 1)
    var fold = ReplicationFold(experiment, pairs: [])
    for (run, digest) in digests.enumerated() {
      fold.add(RunRow(run: run, digest: digest, problems: [], values: [.number(1)], pools: [], summary: nil))
    }
    return fold.unchangedKeys
  }

  @Test("are told when every run is the same whatever their value, all else being equal")
  func forAll() throws {
    #expect(
      try unchanged(digests: ["0", "1", "0", "1", "2", "3", "2", "3"]) == [
        UnchangedKey(key: "batch", values: ["10", "20"], designs: ["a", "b"], isForAll: true)
      ]
    )
  }

  @Test("are told for the designs for which it is so")
  func forSome() throws {
    #expect(
      try unchanged(digests: ["0", "1", "0", "9", "2", "3", "2", "3"]) == [
        UnchangedKey(key: "batch", values: ["10", "20"], designs: ["a"], isForAll: false)
      ]
    )
  }

  @Test("are none when one run of one combination differs, under whatever seed")
  func none() throws {
    #expect(try unchanged(["a"], digests: ["0", "0", "2", "3"]).isEmpty)
    #expect(try unchanged(["a"], seeds: 2, digests: ["0", "0", "2", "2", "4", "4", "6", "7"]).isEmpty)
    #expect(try unchanged(["a"], seeds: 2, digests: ["0", "0", "2", "2", "4", "4", "6", "6"]).map(\.key) == ["batch"])
  }

  @Test("are all of them when nothing differs, but not one that has a single value")
  func single() throws {
    #expect(try unchanged(["a"], digests: ["0", "0", "0", "0"]).map(\.key) == ["users", "batch"])
    let cell = ExperimentCell(
      scenario: "s",
      scenarioHash: "0",
      design: "a",
      settings: [.init(key: "users", value: "1")],
      replay: ""
    )
    let measures = [try Measure(parsing: "requests")]
    let experiment = Experiment(cells: [cell], measures: measures, firstSeed: 1, seeds: 1, modelRevision: 1)
    #expect(ReplicationFold(experiment, pairs: []).unchangedKeys.isEmpty)
  }
}

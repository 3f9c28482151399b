import Foundation
import Measures
import Testing

@testable import Results

@Suite("A count that was 0 in both runs of one cell, and 3 in one run of the other")
struct ReplicationDocumentTests {
  private func document() throws -> String {
    let cells = ["a", "b"].map { ExperimentCell(scenario: "s", scenarioHash: "0", design: $0, replay: "") }
    let measures = [try Measure(parsing: "abandoned")]
    var fold = ReplicationFold(
      Experiment(cells: cells, measures: measures, firstSeed: 1, seeds: 2, modelRevision: 1),
      pairs: [.init(0, 1)]
    )
    for (run, value) in [MeasureValue.number(0), .number(3), .number(0), .missing].enumerated() {
      fold.add(RunRow(run: run, digest: "0", problems: [], values: [value], pools: [], summary: nil))
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    return String(decoding: try encoder.encode(ReplicationDocument(fold)), as: UTF8.self)
  }

  @Test("are in JSON as what all runs agree on, with a bound on the share of others, and as the one value of one run")
  func kinds() throws {
    let document = try document()
    #expect(document.contains(#""kind":"constant","least":0,"lower_95":null,"mean":0,"median":0"#))
    #expect(document.contains(#""share_of_runs_upper_95":0.841886"#))
    #expect(document.contains(#""kind":"single","least":3,"lower_95":null,"mean":3,"median":3"#))
    #expect(document.contains(#""runs_without_value":1,"share_of_runs_upper_95":null"#))
  }

  @Test("differ in the one seed that both had")
  func difference() throws {
    let document = try document()
    #expect(document.contains(#""kind":"single","lower_95":null,"median":3,"seeds_compared":1"#))
    #expect(document.contains(#""seeds_one_without_value":1"#))
  }
}

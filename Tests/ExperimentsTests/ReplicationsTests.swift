import Foundation
import LiteralTimes
import Measures
import Results
import Testing
import VirtualTime

@testable import Experiments

private func document(_ fold: ReplicationFold) throws -> String {
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.sortedKeys]
  return String(decoding: try encoder.encode(ReplicationDocument(fold)), as: UTF8.self)
}

@Suite("Replications of two designs")
struct ReplicationsTests {
  @Test("give the same result on all cores as one run after the other")
  func parallel() throws {
    let study = try ExampleStudy.study(seeds: 3)
    var alone = study.plan.fold
    for run in 0..<study.plan.experiment.runs { alone.add(try study.replications.row(run)) }
    let together = try study.replications.fold(0..<study.plan.experiment.runs, into: study.plan.fold)
    #expect(try document(together) == document(alone))
    #expect(together.isSound)
  }

  @Test("pair the seeds: each cell meets every seed once")
  func pairing() throws {
    let study = try ExampleStudy.study(seeds: 3)
    let fold = try study.replications.fold(0..<6, into: study.plan.fold)
    #expect(fold.cells.map(\.runs) == [3, 3])
    #expect(fold.cells[0].firstRun?.seed == 1)
    #expect(fold.cells[0].firstRun?.replay == "booking-sim run small.yaml --design baseline --seed 1")
  }

  @Test("go on until the intervals are narrow, and no further")
  func untilNarrow() throws {
    let study = try ExampleStudy.study(seeds: 12)
    let generous = try study.replications.fold(pairs: [], until: HalfWidthGoal(relative: 1), batch: 4)
    // Four seeds give no interval yet.
    #expect(generous.experiment.seeds == 8)
    #expect(HalfWidthGoal(relative: 1).unmet(generous).isEmpty)
    let strict = try study.replications.fold(pairs: [], until: HalfWidthGoal(relative: 0.001), batch: 4)
    #expect(strict.experiment.seeds == 12)
    #expect(!HalfWidthGoal(relative: 0.001).unmet(strict).isEmpty)
  }

  @Test("that were run in parts by three machines merge into the same, to the byte", arguments: [1, 2, 3, 7])
  func shards(_ count: Int) throws {
    let study = try ExampleStudy.study(seeds: 3)
    let whole = try study.replications.fold(0..<study.plan.experiment.runs, into: study.plan.fold)
    let files = try (1...count).map { (path: "part-\($0)", text: try ExampleStudy.shard($0, of: count, study)) }
    let merge = try ShardMerge(files.reversed())
    var merged = try merge.plan(ReplicationStudy.Plan.self).fold
    try merge.forEachRow(RunRow.self) { merged.add($0) }
    #expect(try document(merged) == document(whole))
    for cell in merged.cells.indices {
      #expect(merged.cells[cell].digest == whole.cells[cell].digest)
      for (subject, pool) in whole.cells[cell].pools {
        #expect(merged.cells[cell].pools[subject]?.value(.percentile(99)) == pool.value(.percentile(99)))
      }
    }
  }
}

import LiteralTimes
import Testing
import VirtualTime

@testable import Experiments

@Suite("The part of an experiment that a machine runs")
struct ShardTests {
  @Test("is disjoint from the others, and together they are all", arguments: [1, 2, 3, 5, 8], [1, 3, 4])
  func partition(_ count: Int, _ width: Int) {
    for unit in 0..<200 {
      #expect((1...count).count { Shard($0, of: count)?.contains(unit, width: width) == true } == 1)
    }
  }

  @Test("has every cell, also when there are as many machines as cells")
  func mixed() throws {
    let shard = try #require(Shard(2, of: 3))
    let cells = Set((0..<30).filter { shard.contains($0, width: 3) }.map { $0 % 3 })
    #expect(cells == [0, 1, 2])
  }

  @Test("is told as i/n, or by Slurm, Kubernetes or a matrix")
  func told() throws {
    let slurm = [
      "SLURM_ARRAY_TASK_ID": "7", "SLURM_ARRAY_TASK_MIN": "1", "SLURM_ARRAY_TASK_STEP": "2",
      "SLURM_ARRAY_TASK_COUNT": "4",
    ]
    #expect(try ShardEnvironment([:]).shard("2/8") == Shard(2, of: 8))
    #expect(try ShardEnvironment(slurm).shard("auto") == Shard(4, of: 4))
    #expect(try ShardEnvironment(["JOB_COMPLETION_INDEX": "0"]).shard("auto/3") == Shard(1, of: 3))
    #expect(
      try ShardEnvironment(["JOB_COMPLETION_INDEX": "2", "JOB_COMPLETIONS": "3"]).shard("auto") == Shard(3, of: 3)
    )
    #expect(try ShardEnvironment(["MATRIX_JOB_INDEX": "1", "MATRIX_JOB_TOTAL": "4"]).shard("auto") == Shard(2, of: 4))
  }

  @Test(
    "is refused when it is none, or not told",
    arguments: ["0/3", "4/3", "1", "1/0", "x/3", "1/2/3", "auto/x", "", "-1/3"]
  )
  func malformed(_ text: String) {
    #expect(throws: ShardError.malformed(text)) { try ShardEnvironment([:]).shard(text) }
  }

  @Test("is refused when the environment says no number", arguments: ["x", "-1", "9223372036854775807", ""])
  func nonsense(_ text: String) {
    #expect(throws: ShardError.badVariable("SLURM_ARRAY_TASK_ID", text)) {
      try ShardEnvironment(["SLURM_ARRAY_TASK_ID": text, "SLURM_ARRAY_TASK_COUNT": "4"]).shard("auto")
    }
  }

  @Test("is refused when the environment says too little or nonsense")
  func untold() {
    #expect(throws: ShardError.notTold) { try ShardEnvironment([:]).shard("auto") }
    #expect(throws: ShardError.countNotTold("JOB_COMPLETIONS")) {
      try ShardEnvironment(["JOB_COMPLETION_INDEX": "1"]).shard("auto")
    }
    #expect(throws: ShardError.outOfRange(index: 3, count: 3)) {
      try ShardEnvironment(["JOB_COMPLETION_INDEX": "3"]).shard("auto/3")
    }
  }
}

@Suite("Shards that are merged")
struct ShardMergeTests {
  private func files(_ count: Int, seeds: Int = 2) throws -> [(path: String, text: String)] {
    let study = try ExampleStudy.study(.sweep, seeds: seeds)
    return try (1...count).map { ("part-\($0)", try ExampleStudy.shard($0, of: count, study)) }
  }

  @Test("are refused when one is missing")
  func missing() throws {
    let files = try files(3)
    let error = #expect(throws: ShardMergeError.self) { try ShardMerge([files[0]]) }
    #expect(error == .missing([2, 3], of: 3))
    #expect(error?.description == "Shards 2/3, 3/3 are missing; expected all 3.")
  }

  @Test("are refused when two overlap")
  func overlap() throws {
    let files = try files(2)
    let error = #expect(throws: ShardMergeError.self) { try ShardMerge([files[0], files[1], ("copy", files[1].text)]) }
    #expect(error == .overlap(2, of: 2, ["part-2", "copy"]))
  }

  @Test("are refused when they are of different experiments")
  func different() throws {
    let (files, others) = (try files(2), try files(2, seeds: 3))
    #expect(throws: ShardMergeError.otherExperiment("part-2", "part-1")) { try ShardMerge([files[0], others[1]]) }
  }

  @Test("are refused when a file is cut short, is no shard, or there is none")
  func damaged() throws {
    let files = try files(2)
    let cut = String(files[1].text.dropLast(30))
    #expect(throws: ShardMergeError.cutShort("part-2")) { try ShardMerge([files[0], ("part-2", cut)]) }
    #expect(throws: ShardMergeError.noShard("x")) { try ShardMerge([("x", "hello\n")]) }
    #expect(throws: ShardMergeError.noShard("x")) { try ShardMerge([("x", "")]) }
    #expect(throws: ShardMergeError.noFiles) { try ShardMerge([]) }
  }

  @Test(
    "are refused when a file is not as it was written",
    arguments: ["\"run\":0", "\"first_seed\":1", "\"seeds\":2"]
  )
  func altered(_ text: String) throws {
    let file = try files(1)[0].text
    try #require(file.contains(text))
    let changed = file.replacing(text, with: text.dropLast() + "7")
    #expect(throws: ShardMergeError.altered("part")) { try ShardMerge([("part", changed)]) }
  }

  @Test("are refused when rows are exchanged")
  func misplaced() throws {
    var lines = try files(1)[0].text.split(separator: "\n").map(String.init)
    lines.swapAt(1, 2)
    #expect(throws: ShardMergeError.altered("part")) {
      try ShardMerge([("part", lines.joined(separator: "\n") + "\n")])
    }
  }
}

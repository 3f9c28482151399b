import FormatsPage
import Foundation
import Testing

@testable import booking_sim

@Suite("What the program writes for programs")
struct WrittenFormatsTests {
  private let program: Program

  init() throws {
    program = try Program()
    try program.write(Program.scenario(visitors: 3), to: "s.yaml")
  }

  private func written(_ line: String) throws -> String {
    let ending = try program.shell("booking-sim " + line)
    #expect(ending.code == 0, "\(ending.errors)")
    return ending.output
  }

  @Test("as a part of a study has the keys that the page of formats tells")
  func shard() throws {
    defer { program.remove() }
    _ = try written("compare s.yaml --designs phase1 --replications 2 --shard 1/1 --output part.jsonl")
    let lines = try program.text("part.jsonl").split(separator: "\n").map(String.init)
    #expect(lines.count == 4)
    #expect(try FormatsPage().complaints("shard", lines) == [])
  }

  @Test("as a baseline has the keys that the page of formats tells")
  func baseline() throws {
    defer { program.remove() }
    try program.write(
      "scenario_version: 1\nproduct: bulk-sync\nsummary: few\nsource: { records: 10 }\n",
      to: "few.yaml"
    )
    _ = try written("check s.yaml few.yaml --designs phase1,batched --seeds 1 --baseline b.json --update")
    let complaints = try FormatsPage().complaints("baseline", [try program.text("b.json")])
    #expect(complaints.filter { !$0.hasPrefix("tolerances") } == [])
  }

  @Test(
    "says what it is, and in which version",
    arguments: [
      ("run s.yaml", "run"), ("run s.yaml --seeds 1-2", "seeds"), ("compare s.yaml --replications 1", "compare"),
      ("compare s.yaml --ablation --designs phase1 --replications 1", "ablation"),
      ("sweep s.yaml --vary users=1,2 --designs phase1 --replications 1", "sweep"),
      ("check s.yaml --designs phase1 --seeds 1", "check"),
    ]
  )
  func version(_ line: String, _ name: String) throws {
    defer { program.remove() }
    let text = try written(line + " --format json")
    let root = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    #expect(root["format"] as? String == "booking-sim/\(name)")
    #expect(root["version"] as? Int == 1)
  }

  @Test("as rows begins each with the version, and says which run it is of")
  func rows() throws {
    defer { program.remove() }
    _ = try written("run s.yaml --design phase2 --seed 7 --csv rows")
    for table in ["windows", "attempts", "answers", "requests"] {
      let lines = try program.text("rows/\(table).csv").split(separator: "\n")
      #expect(lines[0].hasPrefix("version,design,seed,"), "\(table)")
      #expect(lines.count > 1 && lines.dropFirst().allSatisfy { $0.hasPrefix("1,phase2,7,") }, "\(table)")
    }
    let grid = try written("sweep s.yaml --vary users=1,2 --designs phase1 --replications 2 --seed 5 --format csv")
    let lines = grid.split(separator: "\n")
    #expect(lines[0].hasPrefix("version,scenario,scenario_hash,design,settings,first_seed,seeds,"))
    #expect(lines.dropFirst().allSatisfy { $0.contains(",phase1,load.arrivals.users=") && $0.contains(",5,2,") })
  }

  @Test("as a part of an earlier version is refused by name, with exit code 2")
  func earlier() throws {
    defer { program.remove() }
    _ = try written("compare s.yaml --designs phase1 --replications 1 --shard 1/1 --output part.jsonl")
    let text = try program.text("part.jsonl")
    try program.write(text.replacing("\"version\":4", with: "\"version\":5"), to: "later.jsonl")
    let later = try program.shell("booking-sim merge later.jsonl")
    #expect(later.code == 2 && later.errors.contains("later.jsonl has version 5 of the format; expected 4."))
    try program.write("{\"booking_sim_shard\":3,\"kind\":\"comparison\"}\n", to: "earlier.jsonl")
    let earlier = try program.shell("booking-sim merge earlier.jsonl")
    #expect(earlier.code == 2 && earlier.errors.contains("earlier.jsonl has version 3 of the format; expected 4."))
    try program.write(text.replacing("booking-sim/shard", with: "booking-sim/run"), to: "other.jsonl")
    let other = try program.shell("booking-sim merge other.jsonl")
    #expect(other.code == 2 && other.errors.contains("other.jsonl is no shard"))
  }
}

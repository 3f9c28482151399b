import Testing

@testable import booking_sim

@Suite("A design that cannot be right in a scenario")
struct DesignFitCommandTests {
  private static let lines = [
    "run s.yaml --design phase2+pacing=reservoir", "compare s.yaml --designs phase2+pacing=reservoir",
    "sweep s.yaml --vary users=1 --designs phase2+pacing=reservoir",
    "capacity s.yaml --designs phase2+pacing=reservoir", "coverage s.yaml --designs phase2+pacing=reservoir",
  ]

  @Test("is refused by name before a run, with exit code 2", arguments: lines)
  func refused(_ line: String) throws {
    let program = try Program()
    defer { program.remove() }
    try program.write(Program.scenario(), to: "s.yaml")
    let ending = try program.shell("booking-sim \(line) --set core.pacing.reservoir=101")
    #expect(ending.code == 2)
    #expect(
      ending.errors.contains(
        "phase2+pacing=reservoir cannot be right in s: pacing=reservoir lets 101 calls go every 10 s"
      ),
      "\(ending.errors)"
    )
    #expect(ending.output.isEmpty)
  }

  private static let merged = ["run s.yaml --design coalesced", "compare s.yaml", "check s.yaml"]

  @Test("by its merging is refused wherever it is taken, and the others run", arguments: merged)
  func merging(_ line: String) throws {
    let program = try Program()
    defer { program.remove() }
    let scenario = Program.scenario() + "core: { recovery_grace_seconds: 1 }\n"
    try program.write(scenario, to: "s.yaml")
    let ending = try program.shell("booking-sim \(line)")
    #expect(ending.code == 2 && ending.output.isEmpty)
    #expect(
      ending.errors.contains("coalesced cannot be right in s: coalescing=merged breaks the rule merged-calls-land: "),
      "\(ending.errors)"
    )
    #expect(try program.shell("booking-sim run s.yaml --design baseline").code == 0)
  }
}

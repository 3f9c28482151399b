import Testing

@testable import booking_sim

@Suite("Switches that cannot be turned")
struct SwitchCommandTests {
  private static let refusals: [(changes: [String], design: String, message: String)] = [
    (
      ["1, role: notes, part: queued, percent: 10"], "phase2",
      "switches has notes=queued, which is what phase2 has already"
    ),
    (["1, role: notes, part: inline, percent: 10"], "phase1", "names the part \"inline\" for the role notes"),
    (["1, role: duplicates, part: store, percent: 10"], "phase1", "expected admission, reads, seats"),
    (
      ["2, role: notes, part: queued, percent: 10", "1, role: notes, part: queued, percent: 25"], "phase1",
      "expected changes in the order of time"
    ),
    (["1, role: seats, part: hubspot-property, percent: 50"], "phase1", "breaks the rule truth-is-one"),
  ]

  @Test("are refused with what was expected, and exit code 2", arguments: refusals)
  func refused(_ changes: [String], _ design: String, _ message: String) throws {
    let program = try Program()
    defer { program.remove() }
    let switches = "switches:\n" + changes.map { "  - { at_seconds: \($0) }\n" }.joined()
    try program.write(Program.scenario() + switches, to: "s.yaml")
    let ending = try program.shell("booking-sim run s.yaml --design \(design)")
    #expect(ending.code == 2 && ending.output.isEmpty)
    // A line of a terminal may end anywhere.
    #expect(ending.errors.replacing("\n", with: " ").contains(message), "\(ending.errors)")
  }
}

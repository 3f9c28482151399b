import Testing

@testable import booking_sim

@Suite("A name that does not exist")
struct MistypedNameTests {
  private struct Case: Sendable, CustomTestStringConvertible {
    let line: String
    let message: String

    var testDescription: String { line }
  }

  private static let cases: [Case] = [
    Case(line: "comapre s.yaml", message: "There is no command \"comapre\"; expected one of run, compare,"),
    Case(line: "comapre s.yaml", message: "Did you mean compare?"),
    Case(line: "help sweeep", message: "Did you mean sweep?"),
    Case(line: "run s.yaml --design phase3", message: "There is no design \"phase3\"; expected one of baseline,"),
    Case(line: "run s.yaml --design pahse2", message: "Did you mean phase2?"),
    Case(line: "compare s.yaml --designs baseline,phas1", message: "Did you mean phase1?"),
    Case(line: "run s.yaml --design phase2+raeds=sequential", message: "Did you mean +reads=sequential?"),
    Case(line: "run s.yaml --design phase2+reads=sequentail", message: "Did you mean +reads=sequential?"),
    Case(line: "run s.yaml --design phase2+reads", message: "Did you mean +reads=...?"),
    Case(
      line: "run s.yaml --set load.arivals.users=7",
      message: "load.arivals is not a known key. Did you mean arrivals?"
    ),
    Case(line: "run s.yaml --set laod.arrivals.users=7", message: "laod is not a known key. Did you mean load?"),
    Case(line: "sweep s.yaml --vary load.arrivals.user=1,2", message: "Did you mean users?"),
    Case(line: "sweep s.yaml --vary usres=1,2", message: "Did you mean users?"),
    Case(line: "run s.yaml --measure requestss", message: "there is no metric requestss; did you mean requests?"),
    Case(
      line: "run s.yaml --measure delay",
      message: "did you mean association_delay, counter_delay, credit_delay or note_delay?"
    ),
    Case(line: "run s.yaml --measure booking", message: "did you mean"),
    Case(line: "sweep s.yaml --vary users=1 --measure latency", message: "expected one of"),
    Case(line: "capacity s.yaml --slo 'sucess > 99 %'", message: "did you mean success?"),
    Case(line: "run s.yaml --desing phase2", message: "Unknown option '--desing'. Did you mean '--design'?"),
  ]

  @Test("is told with what was probably meant, and exit code 2", arguments: cases)
  private func meant(_ example: Case) throws {
    let program = try Program()
    defer { program.remove() }
    try program.write(Program.scenario(), to: "s.yaml")
    let ending = try program.shell("booking-sim \(example.line)")
    #expect(ending.code == 2)
    #expect(ending.errors.contains(example.message), "\(ending.errors)")
    #expect(ending.output.isEmpty)
  }

  @Test("is told without a guess when nothing is near")
  func nothing() throws {
    let program = try Program()
    defer { program.remove() }
    let ending = try program.shell("booking-sim frobnicate")
    #expect(ending.code == 2)
    #expect(ending.errors.contains("There is no command \"frobnicate\"; expected one of run, compare"))
    #expect(!ending.errors.contains("Did you mean"))
  }
}

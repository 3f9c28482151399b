import Foundation
import Testing

/// Long jobs are stopped in the midst of their work: the program itself is started and signalled.
@Suite("A command that a signal stops", .timeLimit(.minutes(2)))
struct StoppedTests {
  /// Starts a job that would take long, and stops it as soon as it has begun to write its part.
  private func stopped(by signal: Int32) throws -> (ending: Program.Ending, contents: [String]) {
    let program = try Program()
    defer { program.remove() }
    try program.write(Program.scenario(visitors: 50), to: "s.yaml")
    // Tests that a shell has put in the background ignore SIGINT, and so would the job.
    Foundation.signal(signal, SIG_DFL)
    let job = try program.started(
      "exec booking-sim compare s.yaml --replications 1000000 --shard 1/1 --output part.jsonl"
    )
    while !program.contents.contains(where: { $0.hasSuffix(".part") }), job.isRunning { sched_yield() }
    kill(job.identifier, signal)
    return (try job.ending(), program.contents)
  }

  @Test("leaves no part behind, says what was done, and ends with 130 and 143", arguments: [SIGINT, SIGTERM])
  func parts(_ signal: Int32) throws {
    let (ending, contents) = try stopped(by: signal)
    #expect(contents == ["s.yaml"])
    #expect(ending.code == 128 + signal)
    #expect(!ending.isKilled)
    #expect(ending.output.isEmpty)
    #expect(ending.errors.hasPrefix("booking-sim: stopped by \(signal == SIGINT ? "SIGINT" : "SIGTERM")"))
    #expect(ending.errors.contains("removed what was not whole: "))
    #expect(ending.errors.hasSuffix(".part; nothing was written.\n"))
  }

  @Test("goes on when whoever started it has it ignore the signal")
  func ignored() throws {
    let program = try Program()
    defer { program.remove() }
    try program.write(Program.scenario(), to: "s.yaml")
    let ending = try program.shell("trap '' INT; booking-sim run s.yaml & kill -INT $!; wait $!")
    #expect(ending.code == 0)
  }
}

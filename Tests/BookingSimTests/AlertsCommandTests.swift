import ArgumentParser
import Testing

@testable import booking_sim

@Suite("The command alerts")
struct AlertsCommandTests {
  @Test("refuses a scenario and a page that are not there, before it runs anything")
  func missing() throws {
    let program = try Program()
    defer { program.remove() }
    for (arguments, message) in [
      ("none.yaml", "none.yaml: there is no such file"),
      ("--check none.md", "expected a page that alerts has written."),
      ("", "Name scenarios, or change to the project's directory."),
    ] {
      let ending = try program.shell("booking-sim alerts \(arguments)")
      #expect(ending.code == 2 && ending.output.isEmpty)
      #expect(ending.errors.contains(message), "\(ending.errors)")
    }
  }

  @Test("refuses replications that are none, and to hold the page against other scenarios or to write one meanwhile")
  func options() {
    for arguments in [
      ["--replications", "0"], ["--replications", "1001"], ["s.yaml", "--check", "p.md"],
      ["--check", "p.md", "--format", "markdown"],
    ] {
      #expect(throws: (any Error).self) { try AlertsCommand.parse(arguments) }
    }
    #expect(throws: Never.self) { try AlertsCommand.parse(["s.yaml", "--replications", "1"]) }
  }

  @Test("writes a page that it holds for current")
  func page() throws {
    let program = try Program()
    defer { program.remove() }
    try program.write(Program.scenario(visitors: 3), to: "s.yaml")
    let ending = try program.shell("booking-sim alerts s.yaml --replications 1 --format markdown")
    #expect(ending.code == 0, "\(ending.errors)")
    #expect(ending.output.contains("booking-sim alerts s.yaml --replications 1 --format markdown"))
    #expect(ending.output.contains("ten_second_calls_percent"))
  }
}

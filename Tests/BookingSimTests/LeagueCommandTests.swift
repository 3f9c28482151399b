import ArgumentParser
import Testing

@testable import booking_sim

@Suite("The command league")
struct LeagueCommandTests {
  private func message(_ arguments: [String]) throws -> String {
    let command = try LeagueCommand.parse(arguments)
    do {
      try command.run()
      Issue.record("\(arguments) ran")
      return ""
    } catch CommandEnd.badInput(let message) {
      return message
    }
  }

  @Test("refuses a scenario, a design and a page that are not there, before it runs anything")
  func missing() throws {
    #expect(try message(["none.yaml"]).hasPrefix("none.yaml: there is no such file"))
    #expect(try message(["none.yaml", "--design", "phase9"]).contains("phase9"))
    let text = try message(["--check", "none.md"])
    #expect(text == "none.md: cannot be read (No such file or directory); expected a page that league has written.")
  }

  @Test("refuses replications that are none, and what belongs to a scenario without one")
  func options() {
    for arguments in [
      ["--replications", "0"], ["--replications", "10001"], ["--design", "phase2"], ["--set", "a=1"],
    ] {
      #expect(throws: (any Error).self) { try LeagueCommand.parse(arguments) }
    }
    for arguments in [["--replications", "1"], ["s.yaml", "--design", "phase2", "--set", "a=1"]] {
      #expect(throws: Never.self) { try LeagueCommand.parse(arguments) }
    }
  }

  @Test("says from another directory that the shipped loads are not there, and ends with 2")
  func elsewhere() throws {
    let program = try Program()
    defer { program.remove() }
    let ending = try program.shell("booking-sim league")
    #expect(ending.code == 2 && ending.output.isEmpty)
    #expect(ending.errors.contains("scenarios/rush-100.yaml: there is no such file"))
    #expect(ending.errors.contains("Name a scenario, or change to the project's directory."))
  }

  @Test("tells when a page is current, and with 4 when it is stale")
  func check() throws {
    let program = try Program()
    defer { program.remove() }
    try program.write(Program.scenario(visitors: 3), to: "s.yaml")
    let league = "booking-sim league s.yaml --replications 1"
    #expect(try program.shell("\(league) --format markdown > page.md").code == 0)
    let current = try program.shell("\(league) --check page.md")
    #expect(current.code == 0 && current.output == "page.md: current\n")
    let stale = try program.shell("echo more >> page.md; \(league) --check page.md")
    #expect(stale.code == 4)
    #expect(stale.errors.hasSuffix("Renew it with: \(league) --format markdown > page.md\n"))
  }
}

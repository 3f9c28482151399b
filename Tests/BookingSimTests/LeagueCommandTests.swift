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

  @Test("refuses to hold a page against another league than the shipped one, and to write one while it does")
  func check() throws {
    let program = try Program()
    defer { program.remove() }
    try program.write(Program.scenario(visitors: 3), to: "s.yaml")
    for (arguments, message) in [
      ("s.yaml --check page.md", "leave the scenario out, or --check, to see the league of it."),
      ("--check page.md --format markdown", "--check writes nothing; leave --format out, or --check."),
      ("--check page.md --format text", "--check writes nothing; leave --format out, or --check."),
    ] {
      let ending = try program.shell("booking-sim league \(arguments)")
      #expect(ending.code == 2 && ending.output.isEmpty)
      #expect(ending.errors.contains(message), "\(ending.errors)")
    }
  }

  @Test("refuses a design that fills retry or pacing, and says which one to give")
  func ways() throws {
    for (design, given) in [
      ("phase2+pacing=gcra", "phase2"), ("phase2+reads=sequential+retry=none+pacing=gcra", "phase2+reads=sequential"),
    ] {
      #expect(
        try message(["none.yaml", "--design", design])
          == "--design is \(design), and the league fills retry and pacing itself; expected --design \(given)."
      )
    }
  }
}

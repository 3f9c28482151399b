import ArgumentParser
import BookingCore
import Testing

@testable import booking_sim

@Suite("The command line")
struct CommandLineTests {
  @Test("reads seeds as one number or a range")
  func seeds() {
    #expect(SeedRange(argument: "7")?.seeds == 7...7)
    #expect(SeedRange(argument: "1-200")?.seeds == 1...200)
  }

  @Test("refuses seeds that are none", arguments: ["", "-", "5-2", "1-", "-3", "a", "1-2-3", "1-99999999", "1.5"])
  func badSeeds(_ text: String) {
    #expect(SeedRange(argument: text) == nil)
  }

  @Test("names the designs that exist when one does not")
  func design() {
    do throws(CommandEnd) {
      _ = try Input.design("phase9")
      Issue.record("phase9 was taken for a design")
    } catch {
      guard case .badInput(let message) = error else {
        Issue.record("\(error)")
        return
      }
      let known = DesignRegistry.all.map(\.name).joined(separator: ", ")
      #expect(message == "There is no design \"phase9\"; expected one of \(known). Did you mean phase1?")
    }
  }

  @Test("refuses a design that is named twice")
  func twice() {
    #expect(throws: CommandEnd.self) { try Input.designs("phase1,phase1") }
    #expect(throws: CommandEnd.self) { try Input.designs("") }
  }

  @Test("refuses options that exclude each other")
  func exclusive() {
    #expect(throws: (any Error).self) {
      try BookingSim.parseAsRoot(["run", "x.yaml", "--seed", "1", "--seeds", "1-2"])
    }
    #expect(throws: (any Error).self) {
      try BookingSim.parseAsRoot(["run", "x.yaml", "--explain", "visitor-1", "--format", "json"])
    }
    #expect(throws: (any Error).self) { try BookingSim.parseAsRoot(["run", "x.yaml", "--instances", "0"]) }
    #expect(throws: (any Error).self) { try BookingSim.parseAsRoot(["designs", "--names", "--parts"]) }
  }

  @Test("has help that names every command")
  func help() {
    let help = BookingSim.helpMessage()
    for command in [
      "run", "compare", "capacity", "sweep", "merge", "validate", "scenarios", "schema", "metrics", "coverage",
    ] {
      #expect(help.contains("\n  \(command) "), "\(command)")
    }
    #expect(help.contains("Exit codes:"))
  }
}

import ArgumentParser
import Testing

@testable import booking_sim

@Suite("The command claims")
struct ClaimsCommandTests {
  private func message(_ arguments: [String]) throws -> String {
    let command = try ClaimsCommand.parse(arguments)
    do {
      try command.run()
      Issue.record("\(arguments) ran")
      return ""
    } catch CommandEnd.badInput(let message) {
      return message
    }
  }

  @Test("refuses a file that is not there")
  func missing() throws {
    #expect(try message(["none.yaml"]) == "none.yaml: there is no such file; expected a file of claims (.yaml).")
  }

  @Test("refuses to compare with a page that is not there, before it runs anything")
  func page() throws {
    let text = try message(["--check", "none.md"])
    #expect(text == "none.md: cannot be read (No such file or directory); expected a page that claims has written.")
  }

  @Test("refuses replications that are none")
  func replications() {
    #expect(throws: (any Error).self) { try ClaimsCommand.parse(["--replications", "0"]) }
    #expect(throws: (any Error).self) { try ClaimsCommand.parse(["--format", "csv"]) }
  }
}

@Suite("The first difference of two texts")
struct FirstDifferenceTests {
  @Test("is none when they are equal")
  func equal() {
    #expect(FirstDifference("a\nb\n", "a\nb\n") == nil)
  }

  @Test("has the number of its line and what stands there")
  func line() {
    let difference = FirstDifference("a\nb\nc\n", "a\nx\ny\n")
    #expect(difference?.line == 2 && difference?.written == "b" && difference?.expected == "x")
    #expect(difference?.description == "2: is stale\n  written:  b\n  measured: x")
  }

  @Test("may be that one of them ends")
  func end() {
    #expect(FirstDifference("a", "a\nb")?.description == "2: is stale\n  written:  (the end)\n  measured: b")
    #expect(FirstDifference("a\nb", "a")?.expected == nil)
  }

  @Test("is shown in the middle of a long line")
  func long() {
    let start = String(repeating: "-", count: 300)
    let text = FirstDifference(start + "1", start + "2")?.description
    #expect(
      text == "1: is stale\n  written:  ...\(String(repeating: "-", count: 99))1"
        + "\n  measured: ...\(String(repeating: "-", count: 99))2"
    )
  }
}

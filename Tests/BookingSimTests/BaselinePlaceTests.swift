import Foundation
import Testing

@Suite("A baseline", .timeLimit(.minutes(2)))
struct BaselinePlaceTests {
  private func program() throws -> Program {
    let program = try Program()
    _ = try program.shell("mkdir -p scenarios elsewhere")
    try program.write(Program.scenario(visitors: 2), to: "scenarios/s.yaml")
    return program
  }

  private static let update = "booking-sim check scenarios/s.yaml --designs phase2 --baseline scenarios/b.json --update"

  @Test("loses no seed when several updates run at once")
  func concurrent() throws {
    let program = try program()
    defer { program.remove() }
    #expect(try program.shell("\(Self.update) --seeds 1").code == 0)
    let jobs = try (2...9).map { try program.started("exec \(Self.update) --seeds \($0)") }
    for job in jobs { #expect(try job.ending().code == 0) }
    #expect(try program.text("scenarios/b.json").contains("\"seeds\": [1, 2, 3, 4, 5, 6, 7, 8, 9],"))
    #expect(program.contents == ["elsewhere", "scenarios"])
    #expect(try program.shell("ls scenarios").output == "b.json\ns.yaml\n")
  }

  @Test("works from any directory, names the file that is there, and stays as it is")
  func directories() throws {
    let program = try program()
    defer { program.remove() }
    #expect(try program.shell("\(Self.update) --seeds 1-2").code == 0)
    let before = try program.text("scenarios/b.json")
    for line in [
      "cd elsewhere && booking-sim check --baseline ../scenarios/b.json",
      "cd scenarios && booking-sim check --baseline b.json",
      "cd / && booking-sim check --baseline \(program.path("scenarios/b.json"))",
      "cd elsewhere && booking-sim check --baseline ../scenarios/b.json --update",
      "cd elsewhere && booking-sim check ../scenarios/s.yaml --designs phase2 --seeds 1-2 --baseline ../scenarios/b.json --update",
    ] {
      let ending = try program.shell(line)
      #expect(ending.code == 0, "\(line): \(ending.output)\(ending.errors)")
      #expect(try program.text("scenarios/b.json") == before)
    }
    try program.write(before.replacing("\"confirmed\": [2", with: "\"confirmed\": [3"), to: "scenarios/b.json")
    let moved = try program.shell("cd elsewhere && booking-sim check --baseline ../scenarios/b.json --full")
    #expect(moved.code == 4)
    let replay = try #require(moved.output.firstMatch(of: /replay: (booking-sim .*)/)).1
    #expect(try program.shell("cd elsewhere && \(replay)").code == 0)
    let missing = try program.shell(
      "mv scenarios/b.json . && mv scenarios hidden && booking-sim check --baseline b.json"
    )
    #expect(missing.code == 2)
    #expect(
      missing.errors.hasPrefix(
        "scenarios/s.yaml: there is no such file, neither from here nor from the directory of b.json"
      )
    )
  }

  @Test("and thresholds show any number that a file can have")
  func numbers() throws {
    let program = try program()
    defer { program.remove() }
    #expect(try program.shell("\(Self.update) --seeds 1").code == 0)
    let before = try program.text("scenarios/b.json")
    for number in ["1e20", "-1e308", "18446744073709551616", "1e-320", "123456789012345678"] {
      try program.write(
        before.replacing(/"requests": \[[0-9]+\]/, with: "\"requests\": [\(number)]")
          .replacing(/"time_to_booking p\(95\)": \[[0-9.]+\]/, with: "\"time_to_booking p(95)\": [\(number)]"),
        to: "scenarios/b.json"
      )
      let ending = try program.shell(
        "booking-sim check --baseline scenarios/b.json --junit j.xml --benchmark-json b.json"
      )
      #expect(ending.code == 4, "\(number): \(ending.errors)")
      #expect(try program.shell("booking-sim check --baseline scenarios/b.json --format json").code == 4)
    }
    for bound in ["count > 18446744073709551616", "count > 1e300", "count > 99999999999999999999999"] {
      try program.write(Program.scenario() + "thresholds:\n  requests: \"\(bound)\"\n", to: "t.yaml")
      let ending = try program.shell("booking-sim check t.yaml --designs phase2 --seeds 1")
      #expect(ending.code == 3, "\(bound): \(ending.errors)")
    }
  }
}

import Fixtures
import Foundation
import Settings
import Testing

@testable import Scenarios

@Suite("A scenario file that is none")
struct ScenarioFileTests {
  private func problem(_ text: String) -> [String] { ScenarioText.problems(of: text) }

  @Test("because it is empty is refused", arguments: ["", "\n\n", "# nothing\n", "---\n", "~\n", "---\n...\n"])
  func empty(text: String) {
    #expect(problem(text) == ["1: the file is empty; expected a scenario."])
  }

  @Test("because it holds something else is refused")
  func somethingElse() {
    #expect(problem("hello\n") == ["1: is \"hello\"; expected a mapping."])
    #expect(problem("- 1\n- 2\n") == ["1: is a list; expected a mapping."])
    #expect(problem("42") == ["1: is 42; expected a mapping."])
  }

  @Test("because it is no YAML is refused at its line")
  func noYAML() {
    #expect(
      problem("summary: A test\nload: [1, 2\n") == ["3: the file is no YAML: did not find expected ',' or ']'."]
    )
    #expect(
      problem("summary: A test\n\tload: 1\n") == [
        "2: the file is no YAML: found a tab character that violates indentation."
      ]
    )
    #expect(problem("a: *b\n") == ["1: the file is no YAML: found undefined alias."])
    #expect(problem("a: 1\n---\nb: 1\n") == ["2: the file is no YAML: but found another document."])
    #expect(problem("a: 1\nb: \u{1}\n") == ["2: the file is no YAML: control characters are not allowed."])
  }

  @Test("because it nests or grows without end is refused without a crash")
  func bombs() {
    #expect(problem(String(repeating: "[", count: 50_000)).count == 1)
    #expect(problem(String(repeating: "{a: ", count: 900) + String(repeating: "}", count: 900)).count > 0)
    var lines = "a0: &a0 [x, x]\n"
    for level in 1...40 { lines += "a\(level): &a\(level) [*a\(level - 1), *a\(level - 1)]\n" }
    #expect(ScenarioText.problems(adding: lines).count == 41)
    let manyTwice = (0..<300).map { "k\($0): 1\nk\($0): 2\n" }.joined()
    #expect(!ScenarioText.problems(adding: manyTwice).isEmpty)
  }

  @Test("because a whole mapping serves as a key twice is refused")
  func repeatedMappingKey() {
    #expect(
      ScenarioText.problems(adding: "? {a: 1}\n: 1\n? {a: 1}\n: 2\n") == [
        "5: a mapping has the same key twice; expected each key once."
      ]
    )
  }

  @Test("because it is not there, is a directory, or is no text is refused by name")
  func unreadable() throws {
    let directory = try TemporaryDirectory("unreadable")
    defer { directory.remove() }
    let missing = directory.path + "/missing.yaml"
    #expect(load(missing) == "\(missing): there is no such file; expected a scenario file (.yaml).")
    #expect(load(directory.path) == "\(directory.path): is a directory; expected a scenario file (.yaml).")
    let binary = try directory.write([0xFF, 0xFE, 0x61, 0x00], to: "binary.yaml")
    #expect(load(binary) == "\(binary): is no UTF-8 text; expected a scenario file (.yaml).")
    let large = try directory.write(Array(repeating: 0x20, count: 262_145), to: "large.yaml")
    #expect(load(large) == "\(large): has more than 256 KB; expected a scenario file (.yaml).")
    let empty = try directory.write([], to: "empty.yaml")
    #expect(load(empty) == "\(empty):1: the file is empty; expected a scenario.")
    #expect(load("") == ": there is no such file; expected a scenario file (.yaml).")
  }

  @Test("is not made of one that an editor has begun with a byte-order mark")
  func byteOrderMark() {
    #expect(ScenarioText.problems(of: "\u{FEFF}" + ScenarioText.least).isEmpty)
    #expect(ScenarioText.problems(of: ScenarioText.least.replacing("\n", with: "\r\n")).isEmpty)
  }

  private func load(_ path: String) -> String {
    do { return try ScenarioFile.load(path: path).name } catch { return error.description }
  }
}

@Suite("The list of a directory's scenarios")
struct ScenarioCatalogueTests {
  @Test("has every file by name, and hides none that cannot be run")
  func mixed() throws {
    let directory = try TemporaryDirectory("catalogue")
    defer { directory.remove() }
    _ = try directory.write(Array(ScenarioText.least.utf8), to: "b.yaml")
    let broken = try directory.write(Array("summary: 1\n".utf8), to: "a.yaml")
    _ = try directory.write(Array("no scenario".utf8), to: "notes.txt")
    let entries = try ScenarioCatalogue.list(in: directory.path)
    #expect(entries.map(\.line) == ["a: cannot be run, 3 problems", "b: A test"])
    #expect(
      entries.map(\.problems) == [
        """
        \(broken):1: load is missing; expected a mapping.
        \(broken):1: scenario_version is missing; expected a whole number.
        \(broken):1: summary is 1; expected a text: put it in quotes.
        """, nil,
      ]
    )
  }

  @Test("is refused for a directory that is not there")
  func missing() {
    #expect {
      try ScenarioCatalogue.list(in: "no/such/directory")
    } throws: { error in
      "\(error)" == "no/such/directory: cannot be listed; expected a directory of scenario files."
    }
  }
}

/// A directory of one test's own.
private struct TemporaryDirectory {
  let path: String

  init(_ name: String) throws {
    path = NSTemporaryDirectory() + "booking-sim-\(ProcessInfo.processInfo.processIdentifier)-\(name)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  /// - Returns: the file's path.
  func write(_ bytes: [UInt8], to name: String) throws -> String {
    try Data(bytes).write(to: URL(fileURLWithPath: "\(path)/\(name)"))
    return "\(path)/\(name)"
  }

  func remove() {
    do { try FileManager.default.removeItem(atPath: path) } catch { Issue.record(error) }
  }
}

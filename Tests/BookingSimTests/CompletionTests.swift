import BookingCore
import Measures
import Testing

@testable import booking_sim

@Suite("Shell completion")
struct CompletionTests {
  private let program: Program

  init() throws { program = try Program() }

  /// What the program offers for the last word of a line, asked as the completion scripts ask.
  private func offers(_ line: String, to argument: String) throws -> [String] {
    defer { program.remove() }
    // A blank at the end begins a word.
    let words = line.split(separator: " ", omittingEmptySubsequences: false).map { "'\($0)'" }
    let last = words.last.map { $0.count - 2 } ?? 0
    let command = line.split(separator: " ")[1]
    let ending = try program.shell(
      "booking-sim ---completion \(command) -- \(argument) \(words.count - 1) \(last) \(words.joined(separator: " "))"
    )
    #expect(ending.code == 0, "\(ending.errors)")
    return ending.output.split(separator: "\n").map(String.init)
  }

  @Test("offers the designs")
  func designs() throws {
    let names = DesignRegistry.all.map(\.name)
    #expect(try offers("booking-sim run x.yaml --design ", to: "--design") == names)
  }

  @Test("offers behind a design the parts that it can have instead of its own")
  func parts() throws {
    let found = try offers("booking-sim run x.yaml --design phase2+", to: "--design")
    #expect(found.contains("phase2+reads=sequential"))
    #expect(!found.contains("phase2+reads=parallel"), "it has that one")
    #expect(!found.contains("phase2"))
    for name in found { #expect(throws: Never.self) { try DesignRegistry.design(name) } }
  }

  @Test("completes the last design of a list")
  func list() throws {
    let found = try offers("booking-sim compare x.yaml --designs baseline,phase1+reads", to: "--designs")
    #expect(!found.isEmpty)
    #expect(found.allSatisfy { $0.hasPrefix("baseline,phase1+reads=") }, "\(found)")
  }

  @Test("offers metrics, and behind one the numbers that it can become")
  func measures() throws {
    #expect(try offers("booking-sim run x.yaml --measure ", to: "--measure") == MetricCatalogue.booking.names)
    #expect(MeasureOffers.one("note_delay").contains("note_delay p(95)"))
    #expect(MeasureOffers.one("\"note_delay").contains("\"note_delay p(95)"), "what is quoted stays quoted")
    #expect(MeasureOffers.one("peak_sent{").contains("peak_sent{bucket:search"))
  }

  @Test("offers the words of a closed list, each once")
  func words() throws {
    #expect(try offers("booking-sim capacity x.yaml --tiers starter,p", to: "--tiers") == ["starter,professional"])
    #expect(WordOffers.list("starter,", of: ["starter", "free"]) == ["starter,free"])
    #expect(WordOffers.list("", of: ["starter", "free"]) == ["starter", "free"])
  }

  @Test("offers service levels beside measures")
  func levels() throws {
    #expect(try offers("booking-sim capacity x.yaml --slo ", to: "--slo").prefix(2) == ["fast", "standard"])
  }

  @Test("offers axes to lay a sweep out by")
  func pivot() throws {
    let found = try offers("booking-sim sweep x.yaml --vary users=1,2 --pivot users,", to: "--pivot")
    #expect(found.contains("users,tier") && found.contains("users,design") && !found.contains("users,users"))
  }

  @Test("offers measures for the last threshold of an objective")
  func thresholds() {
    let found = MeasureOffers.list("success > 99 %, time_to_b")
    #expect(found.contains("success > 99 %, time_to_booking"))
    #expect(MeasureOffers.list("x{a:b,c:d}, ").allSatisfy { $0.hasPrefix("x{a:b,c:d}, ") })
  }

  @Test("offers keys of a scenario up to the equals sign, and no mapping as a whole")
  func keys() throws {
    let found = try offers("booking-sim run x.yaml --set load.arr", to: "--set")
    #expect(found.contains("load.arrivals.users="))
    #expect(!found.contains("load.arrivals="))
    #expect(found.allSatisfy { $0.hasPrefix("load.arr") })
  }

  @Test("offers what can be varied by its short name as well")
  func axes() throws {
    let found = try offers("booking-sim sweep x.yaml --vary ", to: "--vary")
    #expect(found.contains("users=") && found.contains("tier=") && found.contains("load.arrivals.users="))
  }

  @Test("offers scenario files: those here, and the shipped ones below")
  func scenarios() throws {
    try program.write("", to: "mine.yaml")
    try program.write("", to: "notes.txt")
    _ = try program.shell("mkdir scenarios")
    try program.write("", to: "scenarios/rush.yaml")
    let found = try offers("booking-sim run ", to: "positional@0")
    #expect(found == ["mine.yaml", "scenarios/", "scenarios/rush.yaml"])
  }

  @Test("offers the files of the directory that is typed")
  func directory() throws {
    _ = try program.shell("mkdir -p scenarios/claims")
    try program.write("", to: "scenarios/rush.yaml")
    try program.write("", to: "scenarios/spread.yaml")
    #expect(try offers("booking-sim run scenarios/r", to: "positional@0") == ["scenarios/rush.yaml"])
  }

  @Test("is asked for by the script of each shell", arguments: ["bash", "zsh", "fish"])
  func scripts(_ shell: String) throws {
    defer { program.remove() }
    let script = try program.shell("booking-sim --generate-completion-script \(shell)")
    #expect(script.code == 0)
    for option in [
      "---completion run -- --design", "---completion sweep -- --vary", "---completion run -- positional@0",
    ] {
      #expect(script.output.contains(option), "\(shell): \(option)")
    }
  }
}

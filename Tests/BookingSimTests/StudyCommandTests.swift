import ArgumentParser
import BookingCore
import Experiments
import Foundation
import Measures
import SimulationHarness
import Testing

@testable import booking_sim

/// The message with which a command refuses its input; nil when it does not.
private func refusal(_ arguments: String...) -> String? {
  do {
    var command = try BookingSim.parseAsRoot(arguments)
    try command.run()
    return nil
  } catch CommandEnd.badInput(let message) {
    return message
  } catch {
    return BookingSim.exitCode(for: error) == .validationFailure ? BookingSim.message(for: error) : nil
  }
}

/// A directory that a test may fill.
private struct ScratchDirectory {
  let path =
    FileManager.default.temporaryDirectory.path + "/booking-sim-\(ProcessInfo.processInfo.globallyUniqueString)"

  init() throws { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) }

  func file(_ name: String, _ text: String) throws -> String {
    try Data(text.utf8).write(to: URL(fileURLWithPath: "\(path)/\(name)"))
    return "\(path)/\(name)"
  }

  func scenario(visitors: Int = 2) throws -> String {
    let text = "scenario_version: 1\nsummary: small\nload:\n  arrivals: { users: \(visitors), within_seconds: 1 }\n"
    return try file("small.yaml", text)
  }

  var contents: [String] { ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted() }

  func remove() { try? FileManager.default.removeItem(atPath: path) }
}

@Suite("A study on the command line")
struct StudyCommandTests {
  @Test("refuses options that contradict each other")
  func contradictions() {
    #expect(refusal("compare", "x.yaml", "--replications", "0")?.contains("--replications is 0") == true)
    #expect(
      refusal("compare", "x.yaml", "--replications", "5", "--until-half-width", "2%")?.contains("exclude") == true
    )
    #expect(refusal("compare", "x.yaml", "--max-replications", "5")?.contains("--until-half-width") == true)
    #expect(
      refusal("compare", "x.yaml", "--until-half-width", "2%", "--shard", "1/2")?.contains("all machines") == true
    )
    #expect(refusal("compare", "x.yaml", "--output", "y")?.contains("--shard") == true)
    #expect(refusal("run", "x.yaml", "--csv", "d", "--seeds", "1-2")?.contains("--csv") == true)
    let most = refusal("compare", "x.yaml", "--until-half-width", "2%", "--max-replications", "9223372036854775807")
    #expect(most?.contains("expected 2 to 1000000") == true)
  }

  @Test("refuses shares that are none", arguments: ["0", "0%", "101%", "2", "-1%", "x", "%", "1e-2"])
  func percentages(_ text: String) { #expect(Percentage(argument: text) == nil) }

  @Test("takes shares with and without a percent sign")
  func share() {
    #expect(Percentage(argument: "2%")?.share == 0.02)
    #expect(Percentage(argument: "0.02")?.share == 0.02)
    #expect(Percentage(argument: "99.9%")?.share == 0.999)
    #expect(Percentage(argument: "100%")?.share == 1)
  }

  @Test("refuses shares of seeds that no number of them could show", arguments: ["100%", "40%", "0.9995"])
  func holdRules(_ text: String) {
    #expect(refusal("capacity", "x.yaml", "--hold", text)?.contains("expected 50% to 99.9%") == true)
  }

  @Test("marks the place where an objective stops being one")
  func objective() throws {
    let scratch = try ScratchDirectory()
    defer { scratch.remove() }
    let message = refusal("capacity", try scratch.scenario(), "--slo", "success > 99 %, time_to_booking p(99) 2 s")
    #expect(
      message == """
        --slo, at letter 39: there is no comparison after p(99); expected <, <=, >, >=, == or !=.
          success > 99 %, time_to_booking p(99) 2 s
                                                ^
        """
    )
  }

  @Test("takes a service level by its name, and refuses a name that is none")
  func serviceLevels() throws {
    let scratch = try ScratchDirectory()
    defer { scratch.remove() }
    let scenario = try scratch.scenario()
    #expect(
      refusal("capacity", scenario, "--slo", "fsat")
        == "--slo: \"fsat\" is no service level; expected fast, standard or thresholds, for example "
        + "\"time_to_booking p(99) < 2 s, share_429 < 1 %, success > 99 %\". Did you mean fast?"
    )
    // The name of a metric is the start of a threshold.
    #expect(refusal("capacity", scenario, "--slo", "success")?.contains("there is no comparison") == true)
    #expect(refusal("capacity", scenario, "--slo", "")?.contains("--slo") == true)
    for level in ServiceLevel.allCases { #expect(try !Threshold.list(parsing: level.thresholds).isEmpty) }
    let help = BookingSim.helpMessage(for: CapacityCommand.self).split { $0.isWhitespace }.joined(separator: " ")
    #expect(help.contains("(default: the scenario's own thresholds, or fast where it has none for every design; "))
  }

  @Test("asks for an objective where visitors book nothing and the scenario has no thresholds")
  func objectiveOfLists() throws {
    let scratch = try ScratchDirectory()
    defer { scratch.remove() }
    let lists = try scratch.file(
      "lists.yaml",
      """
      scenario_version: 1
      summary: three lists
      load: { arrivals: { users: 3, within_seconds: 1 }, journeys: [ { steps: [ list: {} ] } ] }

      """
    )
    #expect(
      refusal("capacity", lists)
        == "lists has no thresholds for every design, and its visitors book nothing, which fast is about; expected --slo, "
        + "for example \"response_time{endpoint:list} p(95) < 2 s\"."
    )
  }

  @Test("tells in the help of capacity what its numbers are unless they are given")
  func capacityDefaults() throws {
    let help = BookingSim.helpMessage(for: CapacityCommand.self).split { $0.isWhitespace }.joined(separator: " ")
    for value in ["95%;", "5)", "2000)", "6000)", "300000)"] {
      #expect(help.contains("(default: \(value)"), "\(value)")
    }
    let command = try CapacityCommand.parse(["s.yaml"])
    #expect(command.hold == nil && command.bisectionSeeds == nil)
    #expect(command.maxUsers == nil && command.maxRate == nil)
  }

  @Test("refuses tiers and axes that are none")
  func capacityOptions() throws {
    let scratch = try ScratchDirectory()
    defer { scratch.remove() }
    let scenario = try scratch.scenario()
    let twice = "--tiers has 100 twice; expected each tier once."
    #expect(refusal("capacity", scenario, "--tiers", "100,100") == twice)
    #expect(
      refusal("capacity", scenario, "--tiers", "starter,profesional")
        == "--tiers has \"profesional\", which is no tier; expected starter, free, professional, enterprise, marketplace "
        + "or requests per 10 s, for example professional or 250. Did you mean professional?"
    )
    #expect(
      refusal("capacity", scenario, "--tiers", "0") == "--tiers has 0; expected requests per 10 s from 1 to 100000."
    )
    #expect(refusal("sweep", scenario, "--vary", "tier=100,starter")?.contains("has names and numbers") == true)
    #expect(refusal("sweep", scenario, "--vary", "tier=starter,pro")?.contains("hubspot.tier is \"pro\"") == true)
    #expect(refusal("capacity", scenario, "--axes", "users,height")?.contains("\"height\"") == true)
  }

  @Test("refuses an empty grid, and tells what a grid of a million cells would take")
  func grids() throws {
    let scratch = try ScratchDirectory()
    defer { scratch.remove() }
    let scenario = try scratch.scenario()
    #expect(refusal("sweep", scenario)?.contains("The grid is empty") == true)
    let designs = DesignRegistry.all.count
    let large = refusal("sweep", scenario, "--vary", "users=1..1000:1", "--vary", "tier=1..1000:1")
    #expect(large?.contains("\(designs * 1_000_000) cells, \(designs * 5_000_000) runs") == true)
    #expect(large?.contains("hours") == true)
    let key = refusal("sweep", scenario, "--vary", "load.arivals.users=1,2")
    #expect(key?.contains("Did you mean arrivals?") == true)
    let measure = refusal("sweep", scenario, "--vary", "users=1,2", "--measure", "sucess")
    #expect(measure?.contains("did you mean success?") == true)
  }

  @Test("refuses a scale of 0, and a format without values to write")
  func scenarioValues() throws {
    let scratch = try ScratchDirectory()
    defer { scratch.remove() }
    let scenario = try scratch.scenario()
    let scale = "hubspot.latency.scale"
    #expect(
      refusal("validate", scenario, "--resolved", "--set", "\(scale)=0")
        == "\(scenario) with \(scale)=0: \(scale) is 0; expected at least 0.001."
    )
    #expect(refusal("run", scenario, "--set", "\(scale)=-2")?.hasSuffix("is -2; expected at least 0.001.") == true)
    #expect(refusal("run", scenario, "--set", "load.arrivals.users=0")?.hasSuffix("expected at least 1.") == true)
    #expect(refusal("run", scenario, "--set", "load.arrivals.users=-1")?.hasSuffix("expected at least 1.") == true)
    #expect(refusal("validate", scenario, "--format", "json")?.contains("belongs to --resolved") == true)
    #expect(refusal("validate", scenario, "--set", "core.instances")?.contains("sets nothing") == true)
  }

  @Test("refuses a pivot on one axis, and on one that is not varied")
  func pivots() throws {
    let scratch = try ScratchDirectory()
    defer { scratch.remove() }
    let scenario = try scratch.scenario()
    func pivot(_ text: String) -> String? {
      refusal("sweep", scenario, "--vary", "users=1,2", "--vary", "tier=100,190", "--pivot", text)
    }
    #expect(pivot("users")?.hasPrefix("--pivot users: does not have two names") == true)
    #expect(pivot("users,instances")?.contains("instances is not varied; expected two of users, tier, design.") == true)
    #expect(pivot("users,users") == "--pivot users,users: has users twice; expected two different ones.")
  }

  @Test("refuses a key that is both set and varied, and files that would be written over each other")
  func conflicts() throws {
    let scratch = try ScratchDirectory()
    defer { scratch.remove() }
    let scenario = try scratch.scenario()
    let both = refusal("sweep", scenario, "--set", "load.arrivals.users=7", "--vary", "users=5,6")
    #expect(both?.contains("both set and varied") == true)
    let file = "\(scratch.path)/x.json"
    let same = refusal("check", scenario, "--junit", file, "--benchmark-json", "\(scratch.path)/./x.json")
    #expect(same?.contains("are the same file") == true)
    #expect(scratch.contents == ["small.yaml"])
  }

  @Test("writes what a symbolic link points to, not over the link")
  func link() throws {
    let scratch = try ScratchDirectory()
    defer { scratch.remove() }
    let target = try scratch.file("target.jsonl", "old")
    let link = "\(scratch.path)/link.jsonl"
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: target)
    let arguments = ["--designs", "phase2", "--replications", "1", "--shard", "1/1", "--output", link]
    var command = try BookingSim.parseAsRoot(["compare", try scratch.scenario()] + arguments)
    try command.run()
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == target)
    #expect(try String(contentsOfFile: target, encoding: .utf8).hasPrefix("{\"format\":\"booking-sim/shard\""))
  }

  @Test("refuses an output that cannot be written before any run, and leaves nothing behind")
  func output() throws {
    let scratch = try ScratchDirectory()
    defer { scratch.remove() }
    let scenario = try scratch.scenario()
    let missing = refusal("compare", scenario, "--shard", "1/2", "--output", "\(scratch.path)/none/x.jsonl")
    #expect(missing?.contains("there is no directory") == true)
    let directory = refusal("compare", scenario, "--shard", "1/2", "--output", scratch.path)
    #expect(directory?.contains("is a directory") == true)
    #expect(scratch.contents == ["small.yaml"])
  }

  @Test("writes a part whole, and merge refuses what is not all parts")
  func parts() throws {
    let scratch = try ScratchDirectory()
    defer { scratch.remove() }
    let scenario = try scratch.scenario()
    let first = "\(scratch.path)/1.jsonl"
    #expect(
      refusal("compare", scenario, "--designs", "phase2", "--replications", "2", "--shard", "1/2", "--output", first)
        == nil
    )
    #expect(scratch.contents == ["1.jsonl", "small.yaml"])
    #expect(refusal("merge", first) == "Shard 2/2 is missing; expected all 2.")
    #expect(refusal("merge", "\(scratch.path)/none")?.contains("cannot be read") == true)
    #expect(refusal("merge", scenario)?.contains("is no shard") == true)
  }

  @Test("writes rows into a directory, and refuses one that cannot be")
  func rows() throws {
    let scratch = try ScratchDirectory()
    defer { scratch.remove() }
    let scenario = try scratch.scenario()
    #expect(refusal("run", scenario, "--csv", "\(scratch.path)/rows") == nil)
    #expect(FileManager.default.fileExists(atPath: "\(scratch.path)/rows/requests.csv"))
    #expect(refusal("run", scenario, "--csv", "\(scenario)/rows")?.contains("cannot be made") == true)
  }
}

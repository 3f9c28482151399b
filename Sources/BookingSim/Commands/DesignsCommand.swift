import ArgumentParser
import BookingCore
import Scenarios

struct DesignsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "designs",
    abstract: "Lists the designs that can be run, and the parts that they are made of."
  )

  @Flag(help: "Only the names, one a line.")
  var names = false

  @Flag(help: "The parts that can fill each role, as in phase2+reads=sequential.")
  var parts = false

  @Option(help: "Only those that a scenario is for: the path of its file.", completion: .scenario)
  var scenario: String?

  func validate() throws {
    guard !(names && parts) else { throw ValidationError("expected --names or --parts, not both.") }
    guard !(parts && scenario != nil) else { throw ValidationError("expected --parts or --scenario, not both.") }
  }

  func run() throws {
    var lines: [String] = []
    if parts {
      lines = DesignRole.listed.map { "\($0.name): \($0.partNames.joined(separator: ", "))" }
    } else {
      let designs = try scenario.map { try Input.scenario($0).designs } ?? DesignRegistry.all
      lines = designs.map { names ? $0.name : "\($0.name): \($0.summary)" }
    }
    Console.standard.write(lines.joined(separator: "\n") + "\n")
  }
}

import BookingCore
import DeterministicRuntime
import SimulationHarness

/// What commands read, with the end of the command for what cannot be read.
enum Input {
  static func scenario(_ path: String) throws(CommandEnd) -> Scenario {
    do { return try ScenarioFile.load(path: path) } catch { throw .badInput(error.description) }
  }

  static func design(_ name: String) throws(CommandEnd) -> Design {
    guard let design = DesignRegistry.named(name) else {
      let known = DesignRegistry.all.map(\.name).joined(separator: ", ")
      throw .badInput("There is no design \"\(name)\"; expected one of \(known).")
    }
    return design
  }

  /// Designs separated by commas.
  static func designs(_ names: String) throws(CommandEnd) -> [Design] {
    var designs: [Design] = []
    for name in names.split(separator: ",", omittingEmptySubsequences: false) {
      let design = try design(String(name))
      guard !designs.contains(where: { $0.name == design.name }) else {
        throw .badInput("--designs names \(design.name) twice; expected each design once.")
      }
      designs.append(design)
    }
    return designs
  }

  /// Runs `body`; a failure of the simulation itself ends the command as an internal error.
  static func simulate<Output>(_ body: () throws -> Output) throws(CommandEnd) -> Output {
    do { return try body() } catch { throw .internalError("\(error)") }
  }
}

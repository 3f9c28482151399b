import BookingCore
import DeterministicRuntime
import Foundation
import Measures
import Scenarios
import Settings
import SimulationHarness

/// What commands read, with the end of the command for what cannot be read.
enum Input {
  /// - Parameters:
  ///   - settings: keys set on the command line, as `key=value`.
  ///   - instances: of the core, set by an option of its own.
  static func scenario(
    _ path: String,
    settings: [String] = [],
    instances: Int? = nil
  ) throws(CommandEnd) -> Scenario {
    let overrides = try overrides(settings)
    var scenario: Scenario
    do {
      scenario = try ScenarioFile.load(path: path, overrides: overrides)
      if let instances { scenario = try scenario.with(instances: instances) }
    } catch { throw .badInput(error.description) }
    for warning in scenario.warnings { Console.error.write("warning: \(path): \(warning)\n") }
    return scenario
  }

  /// Keys set on the command line, as `key=value`.
  static func overrides(_ settings: [String]) throws(CommandEnd) -> [SettingsOverride] {
    var overrides: [SettingsOverride] = []
    for setting in settings {
      do { overrides.append(try SettingsOverride(parsing: setting)) } catch { throw .badInput("--set: \(error)") }
    }
    return overrides
  }

  static func design(_ name: String) throws(CommandEnd) -> Design {
    do { return try DesignRegistry.design(name) } catch { throw .badInput(error.advice) }
  }

  /// Refuses designs that cannot be right in a scenario.
  static func check(_ designs: [Design], fit scenario: Scenario) throws(CommandEnd) {
    for design in designs {
      guard let objection = scenario.objection(to: design) else { continue }
      throw .badInput("\(design.name) cannot be right in \(scenario.name): \(objection)")
    }
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

  /// Thresholds separated by commas.
  static func thresholds(_ text: String, option: String) throws(CommandEnd) -> [Threshold] {
    do { return try Threshold.list(parsing: text) } catch { throw .badInput("\(option), \(error)") }
  }

  /// Measures from repeated options; nil when there is none.
  static func measures(_ texts: [String]) throws(CommandEnd) -> [Measure]? {
    var measures: [Measure] = []
    for text in texts {
      do { measures.append(try Measure(parsing: text)) } catch { throw .badInput("--measure, \(error)") }
      if let design = measures[measures.count - 1].design { _ = try Self.design(design) }
    }
    return measures.isEmpty ? nil : measures
  }

  /// A file of text, or what a pipe brings.
  ///
  /// - Parameter what: what was expected of it.
  static func text(_ path: String, _ what: String) throws(CommandEnd) -> String {
    let bytes: [UInt8]
    do throws(SystemError) {
      let descriptor = try Descriptor.open(path, O_RDONLY)
      defer { try? descriptor.close() }
      bytes = try descriptor.readToEnd()
    } catch {
      throw .badInput("\(path): cannot be read (\(error.reason)); expected \(what).")
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw .badInput("\(path): is no UTF-8 text; expected \(what).")
    }
    return text
  }

  /// Runs `body`; a failure of the simulation itself ends the command as an internal error.
  static func simulate<Output>(_ body: () throws -> Output) throws(CommandEnd) -> Output {
    do {
      return try body()
    } catch let end as CommandEnd {
      throw end
    } catch {
      throw .internalError("\(error)")
    }
  }
}

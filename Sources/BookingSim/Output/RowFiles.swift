import BookingCore
import Experiments
import Foundation
import Measures
import Reports
import Scenarios
import SimulationHarness

/// The CSV files of runs, in a directory of the user's: of one run in the directory itself, of several in one for each
/// design.
struct RowFiles {
  private static let names = ["windows", "attempts", "answers", "requests"]

  /// Of each run its files, in the order of the names.
  private let files: [[OutputFile]]

  /// Makes the directories, and refuses before any work is done what cannot be written.
  ///
  /// - Parameter designs: empty for a single run.
  init(directory: String, designs: [String] = []) throws(CommandEnd) {
    guard !directory.isEmpty else { throw .badInput("--csv is empty; expected the path of a directory.") }
    let directories = designs.isEmpty ? [directory] : designs.map { "\(directory)/\($0)" }
    for directory in directories {
      do {
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
      } catch {
        throw .badInput("--csv: \(directory) cannot be made (\(error.localizedDescription)); name another directory.")
      }
      guard FileManager.default.isWritableFile(atPath: directory) else {
        throw .badInput("--csv: this user may not write in \(directory); name another directory.")
      }
    }
    var files: [[OutputFile]] = []
    for directory in directories {
      files.append([])
      for name in Self.names { files[files.count - 1].append(try OutputFile("\(directory)/\(name).csv")) }
    }
    self.files = files
  }

  /// Runs each design once more, keeping its rows.
  func write(_ scenario: Scenario, _ designs: [Design], seed: UInt64) throws(CommandEnd) {
    for (number, design) in designs.enumerated() {
      let run = try Input.simulate { try ScenarioRun(scenario, design, seed: seed).measured() }
      try write(run, number)
    }
  }

  /// - Parameter number: of the run's directory.
  func write(_ run: MeasuredRun, _ number: Int = 0) throws(CommandEnd) {
    let rows = RunRows(run)
    for (file, text) in zip(files[number], [rows.windows, rows.attempts, rows.answers, rows.requests]) {
      try file.write(text)
    }
  }
}

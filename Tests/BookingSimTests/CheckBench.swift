import ArgumentParser
import Foundation
import Reports
import Testing

@testable import booking_sim

/// A directory with a small scenario, where commands are tried.
final class CheckBench {
  let directory: URL
  private(set) var written = ""
  private(set) var remarks = ""
  var environment: [String: String] = [:]

  /// - Parameter isUpdated: whether there is a baseline, of two designs and two seeds.
  init(isUpdated: Bool) throws {
    directory = FileManager.default.temporaryDirectory
      .appending(path: "check-\(ProcessInfo.processInfo.globallyUniqueString)")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    try write(Self.scenario, to: "two.yaml")
    if isUpdated {
      #expect(try check("two.yaml --baseline b.json --update --designs phase1,phase2 --seeds 1-2") == 0)
    }
  }

  deinit { try? FileManager.default.removeItem(at: directory) }

  static let scenario = """
    scenario_version: 1
    summary: Two visitors
    load:
      arrivals: { users: 2, within_seconds: 1 }
    thresholds:
      success: rate >= 100%

    """

  func path(_ name: String) -> String { directory.appending(path: name).path() }

  func write(_ text: String, to name: String) throws {
    try Data(text.utf8).write(to: directory.appending(path: name))
  }

  func text(_ name: String) throws -> String {
    try String(contentsOf: directory.appending(path: name), encoding: .utf8)
  }

  /// The exit code of `check` with these arguments; words with a dot are files of the directory.
  ///
  /// - Parameter isFull: whether all is written, in lines of any length; otherwise what fits on a screen.
  func check(_ arguments: String, isFull: Bool = true) throws -> Int32 {
    let words =
      (isFull ? ["--full"] : [])
      + arguments.split(separator: " ").map { $0.contains(".") ? path(String($0)) : String($0) }
    (written, remarks) = ("", "")
    let command = try #require(try BookingSim.parseAsRoot(["check"] + words) as? CheckCommand)
    let surroundings = CheckSurroundings(
      environment: environment,
      layout: ReportLayout(.plain, width: isFull ? 1_000 : 80)
    ) {
      self.written += $0
    } remark: {
      self.remarks += $0
    }
    do {
      try command.run(surroundings)
      return 0
    } catch let end as CommandEnd {
      if case .badInput(let message) = end { remarks += message }
      return end.code
    }
  }
}

import Foundation
import Testing

/// The built program itself, run as a user runs it.
struct Program {
  struct Ending {
    let code: Int32
    let output: String
    let errors: String
    /// Whether a signal has ended it, which `code` then is.
    let isKilled: Bool
  }

  /// Where commands are run.
  let directory: URL

  init() throws {
    directory = FileManager.default.temporaryDirectory
      .appending(path: "program-\(ProcessInfo.processInfo.globallyUniqueString)")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
  }

  func remove() { try? FileManager.default.removeItem(at: directory) }

  func path(_ name: String) -> String { directory.appending(path: name).path() }

  func write(_ text: String, to name: String) throws {
    try Data(text.utf8).write(to: directory.appending(path: name))
  }

  func text(_ name: String) throws -> String {
    try String(contentsOf: directory.appending(path: name), encoding: .utf8)
  }

  var contents: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: directory.path())) ?? []).sorted()
  }

  /// A scenario of a few visitors.
  static func scenario(visitors: Int = 5) -> String {
    "scenario_version: 1\nsummary: small\nload:\n  arrivals: { users: \(visitors), within_seconds: 1 }\n"
  }

  /// Runs a line in a shell in which `booking-sim` is the program that was built with these tests.
  func shell(_ line: String) throws -> Ending {
    try started(line).ending()
  }

  /// A line that runs.
  struct Started {
    fileprivate let process: Process
    private let files: (output: URL, errors: URL)

    fileprivate init(_ process: Process, output: URL, errors: URL) {
      self.process = process
      files = (output, errors)
    }

    var identifier: Int32 { process.processIdentifier }
    var isRunning: Bool { process.isRunning }

    func ending() throws -> Ending {
      process.waitUntilExit()
      defer {
        try? FileManager.default.removeItem(at: files.output)
        try? FileManager.default.removeItem(at: files.errors)
      }
      return Ending(
        code: process.terminationStatus,
        output: String(decoding: try Data(contentsOf: files.output), as: UTF8.self),
        errors: String(decoding: try Data(contentsOf: files.errors), as: UTF8.self),
        isKilled: process.terminationReason == .uncaughtSignal
      )
    }
  }

  /// - Parameter line: begins with `exec` when a signal to the process is to reach the program.
  func started(_ line: String) throws -> Started {
    let process = Process()
    process.executableURL = URL(filePath: "/bin/bash")
    process.arguments = ["-c", line]
    process.currentDirectoryURL = directory
    var environment = ProcessInfo.processInfo.environment
    environment["PATH"] = try Self.products() + ":" + (environment["PATH"] ?? "/usr/bin:/bin")
    process.environment = environment
    process.standardInput = FileHandle.nullDevice
    // Into files: nobody need read while it writes.
    let place = FileManager.default.temporaryDirectory.appending(path: ProcessInfo.processInfo.globallyUniqueString)
    let (output, errors) = (place.appendingPathExtension("out"), place.appendingPathExtension("err"))
    for file in [output, errors] { try Data().write(to: file) }
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = try FileHandle(forWritingTo: errors)
    try process.run()
    return Started(process, output: output, errors: errors)
  }

  /// The directory with what was built.
  private static func products() throws -> String {
    var place = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
    // On macOS the tests are three levels deep in a bundle.
    for _ in 0..<5 {
      if FileManager.default.isExecutableFile(atPath: place.appending(path: "booking-sim").path()) {
        return place.path()
      }
      place = place.deletingLastPathComponent()
    }
    throw NotBuilt(arguments: CommandLine.arguments)
  }

  private struct NotBuilt: Error {
    let arguments: [String]
  }
}

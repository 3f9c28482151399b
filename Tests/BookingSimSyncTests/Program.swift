import Foundation

/// The built program itself, run as a user runs it, in a directory of its own.
struct Program {
  struct Ending {
    let code: Int32
    let output: String
    let errors: String
    /// Whether a signal has ended it, which `code` then is.
    let isKilled: Bool
  }

  let directory: URL

  init() throws {
    directory = FileManager.default.temporaryDirectory
      .appending(path: "sync-program-\(ProcessInfo.processInfo.globallyUniqueString)")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
  }

  func remove() { try? FileManager.default.removeItem(at: directory) }

  func path(_ name: String) -> String { directory.appending(path: name).path() }

  func write(_ text: String, to name: String) throws { try Data(text.utf8).write(to: URL(filePath: path(name))) }

  /// Runs the program to its end.
  ///
  /// - Parameter line: its arguments, apart by spaces.
  /// - Parameter killedAfterLines: once it has written so many lines about its progress it is killed.
  func run(_ line: String, killedAfterLines lines: Int? = nil) throws -> Ending {
    let process = Process()
    process.executableURL = try Self.executable()
    process.arguments = line.split(separator: " ").map(String.init)
    process.currentDirectoryURL = directory
    process.standardInput = FileHandle.nullDevice
    let place = directory.appending(path: "out-\(ProcessInfo.processInfo.globallyUniqueString)")
    try Data().write(to: place)
    defer { try? FileManager.default.removeItem(at: place) }
    process.standardOutput = try FileHandle(forWritingTo: place)
    let pipe = Pipe()
    process.standardError = pipe
    try process.run()
    var (errors, isSignalled) = (Data(), false)
    while case let chunk = pipe.fileHandleForReading.availableData, !chunk.isEmpty {
      errors += chunk
      if let lines, !isSignalled, errors.count(where: { $0 == UInt8(ascii: "\n") }) >= lines {
        kill(process.processIdentifier, SIGKILL)
        isSignalled = true
      }
    }
    process.waitUntilExit()
    return Ending(
      code: process.terminationStatus,
      output: String(decoding: try Data(contentsOf: place), as: UTF8.self),
      errors: String(decoding: errors, as: UTF8.self),
      isKilled: process.terminationReason == .uncaughtSignal
    )
  }

  /// Beside the tests that were built with it.
  private static func executable() throws -> URL {
    var place = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
    // On macOS the tests are three levels deep in a bundle.
    for _ in 0..<5 {
      let program = place.appending(path: "booking-sim-sync")
      if FileManager.default.isExecutableFile(atPath: program.path()) { return program }
      place = place.deletingLastPathComponent()
    }
    throw NotBuilt(arguments: CommandLine.arguments)
  }

  private struct NotBuilt: Error {
    let arguments: [String]
  }
}

import Foundation
import Testing

/// Rules that the compiler does not check, read from the sources themselves.
@Suite("The sources")
struct SourceRulesTests {
  @Test("touch real time, unseeded chance, threads and locks only where that is the purpose")
  func determinism() throws {
    let banned = [
      "Task.sleep", "Task.detached", "ContinuousClock", "SuspendingClock", "Date()", "UUID()", "DispatchQueue",
      "Thread(",
      "SystemRandomNumberGenerator", ".shuffled()", ".randomElement()", "Mutex<", "NSLock", "@unchecked Sendable",
      "nonisolated(unsafe)", "import Foundation",
    ]
    // The runtime is made of these; the command line meets the real world; reports and settings files are outside of
    // any run; a timeline collects what several threads could report. The journal's file takes the order of names in
    // Foundation's terms.
    let exceptions: [String: [String]] = [
      "DeterministicRuntime": banned,
      "AccountScenarios": ["import Foundation"],
      "BookingSim": ["ContinuousClock", "Mutex<", "import Foundation"],
      "BookingSimSync": ["import Foundation"],
      "SQLiteJournal": ["import Foundation"],
      "Reports": ["import Foundation"],
      "Settings": ["import Foundation"],
      "Scenarios": ["import Foundation"],
      "Experiments": ["import Foundation"],
    ]
    for source in try Self.sources(in: "Sources") {
      let allowed = exceptions[source.room] ?? []
      for word in banned where !allowed.contains(word) {
        let lines = source.lines.filter { $0.contains(word) && !$0.drop(while: { $0 == " " }).hasPrefix("//") }
        #expect(lines.isEmpty, "\(source.path) contains \(word): \(lines)")
      }
    }
  }

  @Test("promise no more than the compiler checks")
  func promises() throws {
    for source in try Self.sources(in: "Sources") where source.room != "DeterministicRuntime" {
      for word in ["try!", " as! ", "fatalError()", "TODO", "FIXME"] {
        let lines = source.lines.filter { $0.contains(word) }
        #expect(lines.isEmpty, "\(source.path) contains \(word): \(lines)")
      }
    }
  }

  @Test("know no phases in the core: a design is a composition")
  func composition() throws {
    for source in try Self.sources(in: "Sources/BookingCore") where !source.path.contains("/Designs/") {
      for word in ["phase1", "phase2", "baseline", "isPhase"] {
        let lines = source.lines.filter { $0.contains(word) && !$0.drop(while: { $0 == " " }).hasPrefix("//") }
        #expect(lines.isEmpty, "\(source.path) contains \(word): \(lines)")
      }
    }
  }

  @Test("know no bookings in the layers to HubSpot: both products use them")
  func layers() throws {
    for source in try Self.sources(in: "Sources/HubSpotClient") {
      for word in ["booking", "exam", "seat", "credit", "visitor", "busy"] {
        let lines = source.lines.filter { $0.lowercased().contains(word) }
        #expect(lines.isEmpty, "\(source.path) contains \(word): \(lines)")
      }
    }
  }

  /// Where a time is a bare number: the runtime and what it is made of, the windows of the limiter and the expiries of
  /// the store, which are judged a million times a run, HubSpot's wire and what is kept of an account, whose times are
  /// milliseconds of the calendar; and the arithmetic of arrivals.
  private static let bareTimes = [
    "Sources/VirtualTime/", "Sources/DeterministicRuntime/", "Sources/SimulatedHubSpot/Limits/",
    "Sources/SimulatedRedis/Keyspace", "Sources/SimulatedRedis/ExpiryQueue", "Sources/HubSpotAPI/",
    "Sources/SimulatedHubSpot/KeptObject", "Sources/LoadGeneration/ArrivalProcess",
  ]

  @Test("have a type for virtual time: no instant and no wait is a bare number but in the innermost of the runtime")
  func virtualTime() throws {
    let instant = /\b(at|now|time|moment|until|end|start|deadline|\w+At|since\w+)( \w+)?: \[?Int64\b/
    for source in try Self.sources(in: "Sources")
    where !Self.bareTimes.contains(where: source.path.hasPrefix) {
      let lines = source.lines.filter { line in
        let code = line.prefix(while: { $0 != "\"" })
        return !code.drop(while: { $0 == " " }).hasPrefix("//")
          && (code.contains(instant) || code.contains("lock().nanoseconds") || code.contains("clock.nanoseconds")
            || code.contains("leep(nanoseconds:") || code.contains("Cancellation(nanoseconds:"))
      }
      #expect(lines.isEmpty, "\(source.path) has a time that is a bare number: \(lines)")
    }
  }

  @Test("of tests import only rooms that their target declares")
  func testImports() throws {
    let manifest = try String(contentsOf: Self.root.appending(path: "Package.swift"), encoding: .utf8)
    let rooms = manifest.matches(of: /room\(\s*"(\w+)"/).map { String($0.output.1) }
    try #require(rooms.count > 10)
    for source in try Self.sources(in: "Tests") where source.room != "ArchitectureTests" {
      let subject = source.room.hasSuffix("Tests") ? String(source.room.dropLast("Tests".count)) : source.room
      let declaration = Self.declaration(of: subject, in: manifest)
      for room in rooms where source.lines.contains(where: { $0.hasSuffix("import \(room)") }) && room != subject {
        #expect(
          declaration.contains("\"\(room)\""),
          "\(source.path) imports \(room); \(source.room) does not declare it"
        )
      }
    }
  }

  private static func declaration(of subject: String, in manifest: String) -> String {
    let start =
      manifest.range(of: "of: \"\(subject)\"") ?? manifest.range(of: "name: \"\(subject)Tests\"")
      ?? manifest.range(of: "name: \"\(subject)\"")
    guard let start else { return "" }
    let rest = manifest[start.upperBound...]
    return String(rest[..<(rest.range(of: "),\n    tests(")?.lowerBound ?? rest.endIndex)])
  }

  private struct Source {
    let path: String
    let room: String
    let lines: [String]
  }

  private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  private static func sources(in folder: String) throws -> [Source] {
    let directory = root.appending(path: folder)
    let paths = try FileManager.default.subpathsOfDirectory(atPath: directory.path()).filter { $0.hasSuffix(".swift") }
    try #require(!paths.isEmpty)
    return try paths.sorted().map { path in
      let text = try String(contentsOf: directory.appending(path: path), encoding: .utf8)
      let full = folder + "/" + path
      return Source(
        path: full,
        room: full.split(separator: "/")[1].description,
        lines: text.components(separatedBy: "\n")
      )
    }
  }
}

import Foundation
import Testing

/// Each room has a page in the API documentation, and what it says of imports is what the compiler allows.
@Suite("The pages of the rooms")
struct RoomPagesTests {
  @Test("are one for each room", arguments: try Manifest.rooms())
  func exists(room: Room) throws {
    #expect(FileManager.default.fileExists(atPath: room.page.path()), "write \(room.pagePath)")
  }

  @Test("are of rooms that the package has")
  func known() throws {
    let folders = try FileManager.default.contentsOfDirectory(atPath: Manifest.root.appending(path: "Sources").path())
    #expect(try Manifest.rooms().map(\.folder).sorted() == folders.filter { !$0.hasPrefix(".") }.sorted())
  }

  @Test("name what the package lets the room import, no more and no less", arguments: try Manifest.rooms())
  func imports(room: Room) throws {
    let text = try String(contentsOf: room.page, encoding: .utf8)
    #expect(text.hasPrefix(room.title), "\(room.pagePath) should begin with \(room.title)")
    let paragraph = text.components(separatedBy: "\n\n").first { $0.hasPrefix("May import: ") }
    let named = try #require(paragraph, "\(room.pagePath) has no paragraph that begins with `May import: `")
      .matches(of: /`(\w+)`/).map { String($0.output.1) }
    #expect(named.sorted() == room.imports.sorted(), "\(room.pagePath) against Package.swift")
  }

  @Test("lead to nothing that the room does not declare", arguments: try Manifest.rooms())
  func links(room: Room) throws {
    let text = try String(contentsOf: room.page, encoding: .utf8)
    let folder = Manifest.root.appending(path: "Sources/\(room.folder)")
    let files =
      FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)?.compactMap { $0 as? URL } ?? []
    let sources = try files.filter { ["swift", "h"].contains($0.pathExtension) }
      .map { try String(contentsOf: $0, encoding: .utf8) }.joined(separator: "\n")
    let names = text.matches(of: /``(\w+)[^`]*``/).map { String($0.output.1) }
    let modules = ["booking_sim", "booking_sim_sync"]
    for name in Set(names) where name.lowercased() != room.folder.lowercased() && !modules.contains(name) {
      let declaration = try Regex("(?:struct|class|enum|actor|protocol|typealias|func|var|let|case) `?\(name)\\b")
      #expect(sources.contains(declaration), "\(room.pagePath) leads to \(name)")
    }
  }

  struct Room: CustomTestStringConvertible {
    /// In `Sources`.
    let folder: String
    /// A symbol link to the module; plain text for C, which has no symbols there.
    let title: String
    /// Of rooms and of other packages.
    let imports: [String]

    var pagePath: String { "Sources/\(folder)/\(folder).docc/\(folder).md" }
    var page: URL { Manifest.root.appending(path: pagePath) }
    var testDescription: String { folder }
  }

  /// What `Package.swift` says, read as text: a test target cannot ask the package that it is part of.
  private enum Manifest {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()

    static func rooms() throws -> [Room] {
      let text = try String(contentsOf: root.appending(path: "Package.swift"), encoding: .utf8)
      let constants = text.matches(of: /let (\w+) = Target\.Dependency\.product\(name: "(\w+)"/)
        .map { (constant: String($0.output.1), product: String($0.output.2)) }
      func imports(_ list: Substring) -> [String] {
        let products = list.matches(of: /\.product\(name: "(\w+)"[^)]*\)/).map { String($0.output.1) }
        let rest = list.replacing(/\.product\([^)]*\)/, with: "")
        let rooms = rest.matches(of: /"(\w+)"/).map { String($0.output.1) }
        let words = Set(rest.replacing(/"\w+"/, with: "").split { !$0.isLetter }.map(String.init))
        return rooms + products + constants.filter { words.contains($0.constant) }.map(\.product)
      }
      let declared = text.matches(of: /room\(\s*"(\w+)",\s*\[([^\]]*)\]/).map {
        Room(folder: String($0.output.1), title: "# ``\($0.output.1)``\n", imports: imports($0.output.2))
      }
      func program(_ folder: String, _ name: String, _ module: String) throws -> Room {
        let declaration = try Regex(
          "name: \"\(name)\",\\s*dependencies: \\[([^\\]]*)\\]",
          as: (Substring, Substring).self
        )
        let found = try #require(text.firstMatch(of: declaration))
        return Room(folder: folder, title: "# ``\(module)``\n", imports: imports(found.output.1))
      }
      try #require(declared.count > 20)
      return declared + [
        Room(folder: "CSimulationHooks", title: "# CSimulationHooks\n", imports: []),
        try program("BookingSim", "booking-sim", "booking_sim"),
        try program("BookingSimSync", "booking-sim-sync", "booking_sim_sync"),
      ]
    }
  }
}

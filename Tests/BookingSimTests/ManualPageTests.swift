import Foundation
import Testing

@testable import booking_sim

/// The page is made by a command (`CONTRIBUTING.md`), which takes minutes; what is held here is that nothing is missing.
@Suite("The manual page")
struct ManualPageTests {
  private struct Help: Decodable {
    let command: Command

    struct Command: Decodable {
      let commandName: String
      let abstract: String?
      let shouldDisplay: Bool?
      let arguments: [Argument]?
      let subcommands: [Command]?

      var all: [Command] { [self] + (subcommands ?? []).flatMap(\.all) }
    }

    struct Argument: Decodable {
      let abstract: String?
      let names: [Name]?
    }

    struct Name: Decodable {
      let kind: String
      let name: String
    }
  }

  @Test("has every command with what it does, and every option with its help")
  func complete() throws {
    let program = try Program()
    defer { program.remove() }
    let ending = try program.shell("booking-sim --experimental-dump-help")
    let help = try JSONDecoder().decode(Help.self, from: Data(ending.output.utf8))
    let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardized
    let text = try String(contentsOf: root.appending(path: "docs/booking-sim.1"), encoding: .utf8)
    let page = Self.words(text)
    func isTold(_ text: String?) -> Bool { page.contains(Self.words(text ?? "")) }
    for command in help.command.all where command.commandName != "help" && command.shouldDisplay != false {
      #expect(isTold(command.commandName), "\(command.commandName)")
      #expect(isTold(command.abstract), "\(command.commandName)")
      for argument in command.arguments ?? [] {
        #expect(isTold(argument.abstract), "\(command.commandName): \(argument)")
        for name in argument.names ?? [] where name.kind == "long" {
          #expect(text.contains("Fl -\(name.name)"), "\(command.commandName) --\(name.name)")
        }
      }
    }
  }

  /// What of a text stays when it is set as a page: its letters and digits.
  private static func words(_ text: String) -> String {
    String(
      text.unicodeScalars.filter { $0.isASCII && ($0.properties.isAlphabetic || ("0"..."9").contains($0)) }.map(
        Character.init
      )
    )
  }
}

import Foundation
import Testing

/// Whoever follows the page on writing a design literally adds to what is there, and drops nothing.
@Suite("The page on writing a design")
struct DesignPageTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  private static func text(_ path: String) throws -> String {
    try String(contentsOf: root.appending(path: path), encoding: .utf8)
  }

  /// The members of the list in which a name stands.
  private static func list(with name: String, in text: String) throws -> [String] {
    try #require(
      text.matches(of: /\[([\s.\w,]+)\]/).map { match in
        match.output.1.split { !$0.isLetter && !$0.isNumber && $0 != "." }.map(String.init)
      }.first { $0.contains(name) },
      "no list with \(name)"
    )
  }

  @Test(
    "shows each list as it is, with one more at its end",
    arguments: [
      (".spread", ".sequential", "Sources/BookingCore/Reads/ReadPlan.swift"),
      (".gate", ".knownWindow", "Sources/HubSpotClient/TransportStack.swift"),
      (".gated", ".baseline", "Sources/BookingCore/Designs/DesignRegistry.swift"),
    ]
  )
  func lists(added: String, known: String, file: String) throws {
    let shown = try Self.list(with: added, in: try Self.text("docs/write-a-design.md"))
    #expect(shown == (try Self.list(with: known, in: try Self.text(file))) + [added])
  }

  @Test("says of every role of a booking what its parts must keep")
  func roles() throws {
    let flow = try Self.text("Sources/BookingCore/Booking/BookingCreation.swift")
    let list = try #require(flow.firstMatch(of: /static let roles[^\[]*\[[^\[]*\[([^\]]*)\]/)?.output.1)
    let roles = list.matches(of: /Roles\.(\w+)/).map { String($0.output.1) }
    let page = try Self.text("docs/write-a-design.md")
    #expect(roles.count > 5)
    #expect(roles.filter { !page.contains("\n| \($0) | `") } == [])
  }
}

import Foundation
import Testing

@testable import Reports

@Suite("A first screen")
struct ScreenTests {
  private static let screens = GoldenPage.all.filter { $0.name.hasPrefix("screen-") && !$0.name.contains("charts") }

  @Test("fits 80 columns and 24 lines with the prompt", arguments: screens)
  func fits(_ page: GoldenPage) throws {
    let lines = try page.text().split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    #expect(lines.count <= 23)
    #expect(lines.allSatisfy { $0.count <= 80 })
  }

  @Test("says what binds and who is better for one, two and five designs")
  func complete() throws {
    for designs in [1, 2, 5] {
      let text = try StudyReport(try ExampleScreen.fold(designs: designs), .comparison).written(as: .text, .plain)
      #expect(text.contains("100 visitors in 1 s; HubSpot allows 100 calls/10 s, 5 searches/s"))
      #expect(text.contains("What binds: "))
      #expect(text.contains(" against ") == (designs > 1))
      #expect(text.contains("bookings over ") && text.contains("429s over "))
      #expect(text.contains("nothing lost or doubled"))
      #expect(text.contains("--full"))
    }
  }

  @Test("stands last as well where the whole is long")
  func repeated() throws {
    let report = StudyReport(try ExampleScreen.fold(designs: 2), .comparison)
    let (screen, full) = (
      try report.written(as: .text, .plain), try report.written(as: .text, ReportLayout(.plain, detail: .full))
    )
    #expect(full.hasSuffix("\n\n" + screen))
    #expect(full.contains("Differences"))
  }
}

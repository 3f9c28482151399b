import Measures
import Results
import Testing

@testable import Reports

@Suite("A league as it is told")
struct LeagueReportTests {
  private let table: LeagueTable

  init() throws { table = try ExampleLeague.table("rush", seeds: 7) }

  @Test("marks who is beaten by nobody in both 429s and p99: who gives up on one in a hundred is not")
  func front() {
    #expect(table.front == [0])
  }

  @Test("says of each way what it does badly, one thing of each kind, the worst first")
  func faults() {
    #expect(LeagueFaultText(table, way: 0).text == "half of the visitors wait longer than 8.0 s (1.2 s with none)")
    let text = LeagueFaultText(table, way: 1).text
    #expect(text.hasPrefix("one visitor in a hundred gets no booking (42 s with known-window); "))
    #expect(text.contains(" calls come to nothing (0 with known-window)"))
    #expect(text.split(separator: ";").count == 3, "\(text)")
  }

  @Test("has a title for every measure, and tells the differences of those that the front is drawn by")
  func columns() {
    #expect(LeagueColumn.all.map(\.measure) == MeasureSet.league)
    #expect(LeagueColumn.compared.prefix(2).map(\.measure) == [LeagueTable.share, LeagueTable.slowest])
  }

  @Test("is a page in which nothing breaks a table")
  func page() throws {
    let text = try LeagueReport(try ExampleLeague.result(), command: "booking-sim league --format markdown").written(
      as: LeagueReport.pageView,
      .plain
    )
    #expect(text.contains("This page is written by `booking-sim league --format markdown`"))
    #expect(text.contains("sends \\| at once"))
    #expect(text.contains("- gcra is left out: it lets too many go.\n"))
    #expect(!text.contains("not sound"))
  }

  @Test("fits one screen, of several loads and of one")
  func screen() throws {
    for tables in [try ExampleLeague.result().tables, [table]] {
      let text = try LeagueReport(LeagueResult(tables), command: "").written(as: .text, .plain)
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      #expect(lines.count <= 24 && lines.allSatisfy { $0.count <= 80 }, "\(text)")
    }
  }
}

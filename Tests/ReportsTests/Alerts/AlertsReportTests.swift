import Measures
import Results
import Testing

@testable import Reports

@Suite("A study of alerts as it is told")
struct AlertsReportTests {
  private func written(_ result: AlertResult = ExampleAlerts.result(), as view: ReportView<AlertsReport>) throws
    -> String
  {
    try AlertsReport(result, command: "booking-sim alerts --format markdown").written(as: view, .plain)
  }

  @Test("says of each kind what it was good for, and of one that came too late what to watch instead")
  func page() throws {
    let page = try written(as: AlertsReport.pageView)
    #expect(page.contains("This page is written by `booking-sim alerts --format markdown`"))
    #expect(page.contains("| refused\\_percent"))
    #expect(page.contains("- **slow\\_answers\\_percent** (too late): refused\\_percent where the limit binds"))
    #expect(!page.contains("- **refused\\_percent"))
    #expect(!page.contains("not sound"))
  }

  @Test("fits one screen, without the kinds that never came")
  func screen() throws {
    let text = try written(as: .text)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count <= 24 && lines.allSatisfy { $0.count <= 80 }, "\(text)")
    #expect(!text.contains("cache_hit_percent"))
  }

  @Test("names runs that are not sound")
  func unsound() throws {
    let result = ExampleAlerts.result(unsound: ["run quiet: lost"])
    #expect(try written(result, as: .text).contains("1 runs not sound"))
    #expect(try written(result, as: AlertsReport.pageView).contains("run quiet: lost"))
  }

  @Test("has words for every kind, and something to watch instead of what the documents hold too long")
  func words() {
    for kind in AlertKind.allCases { #expect(!kind.says.isEmpty) }
    #expect(AlertKind.slowAnswers.instead != nil)
    #expect(AlertKind.allCases.filter { !$0.isOfDocuments } == [.slowCalls, .slowAnswersNow, .failedAnswersNow])
  }
}

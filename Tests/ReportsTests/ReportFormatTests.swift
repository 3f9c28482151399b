import LiteralTimes
import Results
import Testing
import VirtualTime

@testable import Reports

@Suite("What a result is offered as")
struct ReportFormatTests {
  @Test("is text, Markdown, its document as JSON and its rows as CSV, and what views it has of its own")
  func offered() {
    #expect(RunReport.offered.map(\.name) == ["text", "markdown", "json"])
    #expect(SeedsReport.offered.map(\.name) == ["text", "markdown", "json"])
    #expect(StudyReport.offered.map(\.name) == ["text", "markdown", "json", "csv"])
    #expect(CapacityReport.offered.map(\.name) == ["text", "markdown", "json", "csv"])
    #expect(CoverageReport.offered.map(\.name) == ["text", "markdown", "csv"])
    #expect(ClaimsReport.offered.map(\.name) == ["text", "markdown", "json"])
    #expect(LeagueReport.offered.map(\.name) == ["text", "markdown", "json", "csv"])
    #expect(CheckReport.offered.map(\.name) == ["text", "markdown", "json"])
    #expect(CheckComparisonReport.offered.map(\.name) == CheckReport.offered.map(\.name))
  }

  @Test("can be made of every content in the formats that readers see")
  func everyFormat() throws {
    let contents = [
      RunReport(.golden()).content, SeedsReport([.golden()], replay: "").content,
      StudyReport(try ExampleFold.comparison(seeds: 7), .comparison).content,
      StudyReport(try ExampleFold.ablation(seeds: 7), .ablation).content,
      StudyReport(try ExampleFold.grid(seeds: 7), .grid).content, CapacityReport(ExampleCapacity.result()).content,
      CoverageReport(try ExampleCoverage.result()).content,
      ClaimsReport(try ExampleClaims.all(), command: "").content, CheckReport(try ExampleCheck.failed()).content,
    ]
    for content in contents {
      #expect(!content.text(.plain).isEmpty)
      #expect(!MarkdownRenderer().text(content).isEmpty)
    }
  }

  /// A report with a second view, which is all that it takes.
  private struct TwoViews: ResultReport {
    let content = ReportContent(Paragraph(.line("all of it")))
    static let views = [ReportView("short", in: .text) { (_: TwoViews) in ReportContent(Paragraph(.line("it"))) }]
  }

  @Test("has a view of one result under its own name")
  func view() throws {
    #expect(TwoViews.offered.map(\.name) == ["text", "short", "markdown"])
    let texts = try TwoViews.offered.map { try TwoViews().written(as: $0, .plain) }
    #expect(texts == ["all of it\n", "it\n", "all of it\n"])
  }
}

@Suite("A report's content")
struct ReportContentTests {
  private static let content: ReportContent = {
    var table = Table(["what", "of|it"])
    table.add(["a_b", .count(12)])
    table.add(["\(code: "x|y")", .number(0.5, shown: "50 %")])
    return ReportContent(
      Paragraph(.title("All [of] it"), .table(table)),
      Paragraph(.lines(["one is \(good: "well")", "two is \(bad: "not_well")"])),
      Paragraph(.lines(["head", Line("below", depth: 1)])),
      Paragraph(.list([ListItem("first", sentences: ["more"], items: [ListItem("\(strong: "sub")")])])),
      Paragraph(.chart(.refusals([:])))
    )
  }()

  @Test("is text with a blank line between paragraphs, indented by depth, coloured where it may be")
  func text() {
    #expect(
      Self.content.text(.plain) == """
        All [of] it
        what of|it
        ---- -----
        a_b     12
        x|y   50 %

        one is well
        two is not_well

        head
          below

        - first
          more
          - sub

        none

        """
    )
    #expect(Self.content.text(.coloured).contains("one is \u{1B}[32mwell\u{1B}[0m\n"))
  }

  @Test("is Markdown in which no letter means more than it says")
  func markdown() {
    #expect(
      MarkdownRenderer().text(Self.content) == """
        # All \\[of\\] it

        | what | of\\|it |
        | --- | ---: |
        | a\\_b | 12 |
        | `x\\|y` | 50 % |

        one is well\("  ")
        two is **not\\_well**

        - head
          - below

        - first
          more
          - **sub**

        ```text
        none
        ```

        """
    )
  }

  @Test("breaks lines at the terminal's width, the rest one step deeper, and keeps every tone")
  func breaks() {
    let words = Array(repeating: "123456789", count: 6).joined(separator: " ")
    let content = ReportContent(Paragraph(.lines([Line("\(words) \(bad: "12345678 0")", depth: 1)])))
    let lines = content.text(.plain, width: 41).split(separator: "\n")
    #expect(lines.map(\.count) == [2 + 4 * 10 - 1, 4 + 2 * 10 + 8 + 1 + 1])
    #expect(lines[0].hasPrefix("  1") && lines[1].hasPrefix("    1"))
    #expect(content.text(.plain, width: 40).split(separator: "\n")[0].count == 2 + 3 * 10 - 1)
    #expect(content.text(.coloured, width: 41).hasSuffix("\u{1B}[31;1m12345678\u{1B}[0m \u{1B}[31;1m0\u{1B}[0m\n"))
  }

  @Test("never breaks a line with code in it, which is to be copied")
  func code() {
    let command = Array(repeating: "word", count: 30).joined(separator: " ")
    let content = ReportContent(Paragraph(.line("replay: \(code: command)")))
    #expect(content.text(.plain, width: 40) == "replay: \(command)\n")
  }
}

@Suite("Rows as CSV")
struct CSVTextTests {
  @Test("are quoted where a comma, a quote or the end of a line is in them")
  func quotes() {
    var rows = CSVText(DataFormat("x", version: 3), ["a", "b"])
    rows.add(["1", "x,y"])
    rows.add(["\"", "\r\n"])
    #expect(rows.text == "version,a,b\n3,1,\"x,y\"\n3,\"\"\"\",\"\r\n\"\n")
  }

  @Test("say the version of their format in each row, so that it survives when files are joined")
  func version() {
    var rows = CSVText(DataFormat("x", version: 12), ["a"])
    rows.add(["1"])
    rows.add(["2"])
    #expect(rows.text == "version,a\n12,1\n12,2\n")
  }
}

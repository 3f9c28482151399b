import LiteralTimes
import Measures
import Testing
import VirtualTime

@testable import Reports

@Suite("A chart of a rolling window")
struct WindowChartTests {
  @Test("shows what was sent beyond the limit above its line")
  func crossing() {
    let text = Self.text(limit: 10, sent: [0, 4, 14, 14, 6, 1], admitted: [0, 4, 10, 10, 6, 1])
    #expect(
      text == """
        14 ┤  ░░
           ┤  ░░
        10 ┤▔▔██▔▔ limit
           ┤  ██
           ┤  ███
           ┤ ████
           ┤ ████▄
         0 └──────
            0  6 s
        █ admitted  ░ sent beyond  ▔ limit 10
        one column is 1 s, at its fullest
        """
    )
  }

  @Test("has the limit at its top when nothing reaches it, and eighths of a row below")
  func below() {
    let text = Self.text(limit: 56, sent: [1, 8, 9, 15, 16, 28])
    #expect(
      text == """
        56 ┤▔▔▔▔▔▔ limit
           ┤
           ┤
           ┤     ▄
           ┤     █
           ┤  ▁▇██
           ┤▁█████
         0 └──────
            0  6 s
        █ admitted  ░ sent beyond  ▔ limit 56
        one column is 1 s, at its fullest
        """
    )
  }

  @Test("draws the limit while it is less than seven times the highest count, and names it only from there on")
  func farAbove() {
    #expect(Self.lines(limit: 27, sent: [4])[0] == "27 ┤▔ limit")
    let lines = Self.lines(limit: 28, sent: [4, 2])
    #expect(lines[0] == "4 ┤█")
    #expect(lines[3] == "  ┤█▄")
    #expect(lines[9] == "█ admitted  ░ sent beyond  (limit 28, above the chart)")
  }

  @Test("draws the limit over the lowest row when the highest count is far above it, and says so")
  func farBelow() {
    let drawn = Self.lines(limit: 2, sent: [14, 0], admitted: [2, 0])
    #expect(drawn[0] == "14 ┤░")
    #expect(drawn[6] == " 2 ┤█▔ limit")
    #expect(drawn[9] == "█ admitted  ░ sent beyond  ▔ limit 2")
    let broken = Self.lines(limit: 2, sent: [3_000, 1, 0], admitted: [2, 1, 0])
    #expect(broken[0] == "3000 ┤░")
    #expect(broken[5] == "     ┤░")
    #expect(broken[6] == "   2 ┤█▄▔ limit")
    #expect(broken[9] == "█ admitted  ░ sent beyond  ▔ limit 2: the lowest row ends there")
  }

  @Test("shows how many were admitted in a row that what was sent fills, and the larger part in one where both end")
  func mixed() {
    // A row is 8 requests, so that an eighth is one.
    let lines = Self.lines(limit: nil, sent: [56, 8, 7, 7, 7], admitted: [1, 2, 3, 4, 7])
    #expect(lines[6] == "   ┤▁▂░▄▇")
    #expect(lines[5] == "   ┤░")
  }

  @Test("needs no limit, and a limit of nothing does no harm")
  func unlimited() {
    #expect(Self.lines(limit: nil, sent: [7])[9] == "█ admitted  ░ sent beyond")
    #expect(Self.lines(limit: nil, sent: [7])[0] == "7 ┤█")
    #expect(Self.lines(limit: 0, sent: [7], admitted: [0])[0] == "7 ┤░")
  }

  @Test("shows a single request among thousands")
  func single() {
    #expect(Self.lines(limit: nil, sent: [1, 5_000])[6] == "     ┤▁█")
  }

  @Test("of one second is one column, and of two hours shows the fullest second of each column")
  func folded() {
    #expect(Self.lines(limit: 10, sent: [5])[8] == "    0 1 s")
    var sent = Array(repeating: 0, count: 7_200)
    sent[7_199] = 10
    sent[100] = 5
    // 80 columns less the label, the axis and the mark leave 70; so many take 103 s each.
    let lines = Self.lines(limit: 10, sent: sent)
    #expect(lines[10] == "one column is 103 s, at its fullest")
    #expect(lines[0] == "10 ┤" + String(repeating: "▔", count: 69) + "█ limit")
    #expect(lines[6] == "   ┤█" + String(repeating: " ", count: 68) + "█")
    #expect(lines[8] == "    0" + String(repeating: " ", count: 63) + "7210 s")
  }

  @Test("of nothing says none")
  func nothing() {
    #expect(Self.text(limit: 10, sent: []) == "none")
    #expect(Self.text(limit: 10, sent: [0, 0, 0]) == "none")
  }

  @Test(
    "keeps every line within 80 columns, whatever the limit, the length and the counts",
    arguments: [UInt64](1...80)
  )
  func width(_ seed: UInt64) {
    var numbers = SmallNumbers(seed: seed)
    let length = [1, 2, 69, 70, 71, 300, 7_200][numbers.next(below: 7)]
    let scale = [1, 10, 1_000, 100_000, 1_000_000_000_000][numbers.next(below: 5)]
    let sent = (0..<length).map { _ in numbers.next(below: 50) * scale }
    let admitted = sent.map { min($0, numbers.next(below: 40) * scale) }
    for limit in [nil, 1, 19, 190, 30 * scale, 190_000_000_000_000] as [Int?] {
      let text = Self.text(limit: limit, sent: sent, admitted: admitted)
      let lines = text.split(separator: "\n")
      #expect(lines.allSatisfy { $0.count <= 80 }, "\(text)")
      #expect(lines.allSatisfy { $0.last != " " }, "\(text)")
      #expect(lines.count == (sent.contains { $0 > 0 } ? 11 : 1))
    }
  }

  private static func text(limit: Int?, sent: [Int], admitted: [Int]? = nil) -> String {
    let window = WindowNumbers(
      bucket: "ten_second",
      windowSeconds: 10,
      limit: limit,
      sent: RunLengths(sent),
      admitted: RunLengths(admitted ?? sent)
    )
    return WindowChart(window).text
  }

  private static func lines(limit: Int?, sent: [Int], admitted: [Int]? = nil) -> [String] {
    text(limit: limit, sent: sent, admitted: admitted).split(separator: "\n").map(String.init)
  }
}

@Suite("The windows in the reports")
struct WindowSectionTests {
  private let run = RunSummary.example(design: "phase1", confirmed: 8, p50: 900)

  @Test("stand in the report of a run, and above the 429s in the charts of a comparison")
  func sections() {
    let title = "Calls in the rolling 10 s window\n"
    #expect(RunReport(run).content.text(.plain).contains(title + "8 ┤"))
    let charts = ReportContent(RunCharts.paragraphs(of: [("phase1", run)])).text(.plain)
    #expect(charts.hasPrefix("phase1\n" + title + "8 ┤"))
    #expect(charts.hasSuffix("at its fullest\n\n429s over time, by policy\nnone\n"))
  }

  @Test("are none where a run has no such window")
  func absent() {
    var without = run
    without.hubSpot.windowsPerSecond = []
    #expect(RunReport(without).content.text(.plain).contains("Calls in the rolling 10 s window\nnone\n"))
  }
}

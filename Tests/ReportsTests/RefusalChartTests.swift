import LiteralTimes
import Measures
import Testing
import VirtualTime

@testable import Reports

@Suite("A chart of refusals")
struct RefusalChartTests {
  @Test("has a bar for each second, scaled to the highest")
  func bars() {
    var series = SecondSeries()
    for _ in 0..<8 { series.record(at: 500_000_000) }
    for _ in 0..<4 { series.record(at: 2_000_000_000) }
    let lines = RefusalChart(["DAILY": series]).text.split(separator: "\n")
    #expect(lines[0] == "DAILY  █·▅  12")
    #expect(lines[2] == "one column is 1 s; a full bar is 8 refusals")
  }

  @Test("folds seconds into columns when there are more than fit")
  func folded() {
    var series = SecondSeries()
    series.record(at: 99_000_000_000)
    let lines = RefusalChart(["A": series]).text.split(separator: "\n")
    #expect(lines[0].hasSuffix("█  1"))
    #expect(lines[0] == "A  " + String(repeating: "·", count: 33) + "█  1")
    #expect(lines[2].hasPrefix("one column is 3 s"))
  }

  @Test("of nothing says none")
  func nothing() {
    #expect(RefusalChart([:]).text == "none")
  }

  @Test("keeps every line within 80 columns, whatever the names, the times and the counts", arguments: [UInt64](1...60))
  func width(_ seed: UInt64) {
    var numbers = SmallNumbers(seed: seed)
    var series: [String: SecondSeries] = [:]
    for number in 0..<(1 + numbers.next(below: 5)) {
      let name = String(repeating: "policy_", count: 1 + numbers.next(below: 9)) + String(number)
      let length = [1, 47, 60, 7_200][numbers.next(below: 4)]
      for _ in 0..<(1 + numbers.next(below: 200)) {
        series[name, default: SecondSeries()].record(
          at: VirtualInstant(Int64(numbers.next(below: length)) * 1_000_000_000)
        )
      }
    }
    let lines = RefusalChart(series).text.split(separator: "\n")
    #expect(lines.count == series.count + 2)
    #expect(lines.allSatisfy { $0.count <= 80 }, "\(lines)")
  }

  @Test("cuts a name that would leave no room, and no shorter one")
  func names() {
    var series = SecondSeries()
    series.record(at: 0)
    let (short, long) = (String(repeating: "a", count: 30), String(repeating: "b", count: 31))
    let lines = RefusalChart([short: series, long: series]).text.split(separator: "\n")
    #expect(lines[0] == short + "  █  1")
    #expect(lines[1] == String(repeating: "b", count: 29) + "…  █  1")
  }
}

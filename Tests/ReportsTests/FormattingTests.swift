import LiteralTimes
import Testing
import VirtualTime

@testable import Reports

@Suite("A number in a report")
struct FormattingTests {
  @Test(
    "has a fixed number of decimals, rounded half away from zero",
    arguments: [
      (0.0, 1, "0.0"), (0.05, 1, "0.1"), (0.04, 1, "0.0"), (-0.04, 1, "0.0"), (-1.25, 1, "-1.3"), (12.345, 2, "12.35"),
      (7, 0, "7"), (0.999, 2, "1.00"), (1_234_567.8, 1, "1234567.8"),
    ]
  )
  func decimals(_ value: Double, _ decimals: Int, _ expected: String) {
    #expect(value.text(decimals: decimals) == expected)
  }

  @Test(
    "is a duration in the unit that reads best",
    arguments: [(999.94, "999.9 ms"), (1_000, "1.00 s"), (65_096.2, "65.10 s")]
  )
  func durations(_ milliseconds: Double, _ expected: String) {
    #expect(milliseconds.duration == expected)
  }

  @Test("that was never reached says so, and one of nothing is a dash")
  func absent() {
    #expect(Double?.none.duration(isEmpty: false) == "not reached")
    #expect(Double?.none.duration(isEmpty: true) == "-")
    #expect(Double?.none.percent == "-")
    #expect(Double?.some(0.4715).percent == "47.2 %")
  }
}

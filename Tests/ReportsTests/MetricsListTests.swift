import LiteralTimes
import Measures
import Testing
import VirtualTime

@testable import Reports

@Suite("The list of metrics")
struct MetricsListTests {
  @Test("names the values of a tag that has a closed list, and the metrics where a name has two")
  func values() {
    let lines = MetricsList.content(of: .booking).text(.plain).split(separator: "\n").map(String.init)
    #expect(lines.contains("tag policy: BURST, DAILY, SECONDLY, TEN_SECONDLY_ROLLING"))
    #expect(
      lines.contains("tag bucket of peak_admitted, peak_demanded, peak_sent: ten_second, search, burst, all_calls")
    )
    #expect(lines.contains { $0.hasPrefix("tag bucket of calls_per_booking,") && $0.hasSuffix(": ten_second, search") })
    #expect(lines.contains("tag call: what the simulated systems call theirs, unchecked"))
  }
}

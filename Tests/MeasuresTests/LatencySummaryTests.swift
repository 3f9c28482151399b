import Foundation
import LiteralTimes
import Testing
import VirtualTime

@testable import Measures

@Suite("The latencies in a run's report")
struct LatencySummaryTests {
  @Test("are those of the measures, to the nanosecond")
  func exact() {
    let summary = LatencySummary(Durations((1...200).reversed().map { VirtualSpan(Int64($0) * 1_000_000 + 1) }))
    #expect((summary.count, summary.never) == (200, 0))
    #expect(summary.p50 == 100.000_001)
    #expect(summary.p90 == 180.000_001)
    #expect(summary.p95 == 190.000_001)
    #expect(summary.p99 == 198.000_001)
    #expect(summary.max == 200.000_001)
    #expect(summary.mean == 100.500_001)
  }

  @Test("have no mean, no maximum and no percentile that who never got there would be in")
  func never() {
    let summary = LatencySummary(Durations((1...9).map { VirtualSpan(Int64($0) * 1_000_000) }, never: 1))
    #expect((summary.count, summary.never) == (9, 1))
    #expect((summary.p50, summary.p90) == (5, 9))
    #expect(summary.p95 == nil && summary.p99 == nil && summary.max == nil && summary.mean == nil)
  }

  @Test("are written with every key, null where there is no value")
  func encoding() throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let text = String(decoding: try encoder.encode(LatencySummary(Durations(never: 1))), as: UTF8.self)
    #expect(
      text
        == #"{"count":0,"max_ms":null,"mean_ms":null,"never":1,"p50_ms":null,"p90_ms":null,"p95_ms":null,"p99_ms":null}"#
    )
  }
}

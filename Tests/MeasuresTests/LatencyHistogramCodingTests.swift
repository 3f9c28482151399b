import Foundation
import LiteralTimes
import Testing
import VirtualTime

@testable import Measures

@Suite("A latency histogram that is written and read")
struct LatencyHistogramCodingTests {
  @Test("is a list of the buckets that are not empty, its last one with the longest value itself")
  func form() throws {
    var histogram = LatencyHistogram()
    for microseconds in [Int64(0), 5, 5, 1_234_567] { histogram.record(VirtualSpan(microseconds * 1_000)) }
    #expect(try Self.text(histogram) == #"{"buckets":[[0,1],[5,2],[1234567,1]],"sum_rest_ns":0,"sum_us":1234577}"#)
    #expect(try Self.text(LatencyHistogram()) == #"{"buckets":[],"sum_rest_ns":0,"sum_us":0}"#)
  }

  private static func answers(_ histogram: LatencyHistogram) -> [Double?] {
    [0, 3].flatMap { never in [0, 50, 90, 95, 99, 100].map { histogram.milliseconds(at: $0, never: never) } }
      + [histogram.meanMilliseconds, histogram.maximumMilliseconds]
  }

  @Test("answers every question as before", arguments: [0, 1, 2, 100, 5_000])
  func roundTrip(_ count: Int) throws {
    for seed in UInt64(1)...5 {
      let histogram = Self.histogram(count, seed: seed)
      let copy = try Self.read(Self.text(histogram))
      #expect(Self.answers(copy) == Self.answers(histogram))
      #expect(copy.count == histogram.count)
      #expect(try Self.text(copy) == Self.text(histogram))
    }
  }

  @Test(
    "keeps the longest value exactly, up to a day",
    arguments: [1, 2_049, 1_234_567, 86_399_999_999, 86_400_000_000]
  )
  func longest(_ microseconds: Int64) throws {
    var histogram = LatencyHistogram()
    histogram.record(VirtualSpan(microseconds * 1_000))
    histogram.record(VirtualSpan((microseconds - 1) * 1_000))
    #expect(try Self.read(Self.text(histogram)).maximumMilliseconds == Double(microseconds) / 1_000)
  }

  @Test("merges as the originals do", arguments: [UInt64](1...10))
  func merging(_ seed: UInt64) throws {
    var merged = Self.histogram(300, seed: seed)
    let other = Self.histogram(500, seed: seed + 100)
    var copies = try Self.read(Self.text(merged))
    copies.merge(try Self.read(Self.text(other)))
    merged.merge(other)
    #expect(try Self.text(copies) == Self.text(merged))
    #expect(Self.answers(copies) == Self.answers(merged))
  }

  @Test("has the same bytes whatever the order of recording")
  func order() throws {
    let latencies = Self.latencies(400, seed: 9)
    var (forth, back) = (LatencyHistogram(), LatencyHistogram())
    for latency in latencies { forth.record(VirtualSpan(latency)) }
    for latency in latencies.reversed() { back.record(VirtualSpan(latency)) }
    #expect(try Self.text(forth) == Self.text(back))
  }

  @Test(
    "is refused when a bucket is no pair, is empty or lies beyond a day",
    arguments: [
      "[5]", "[5,1,1]", "[5,0]", "[5,-1]", "[-5,1]", "[86400000001,1]", "[5,4294967296]", "5",
    ]
  )
  func refusal(_ bucket: String) {
    #expect(throws: DecodingError.self) { try Self.read(#"{"buckets":[\#(bucket)],"sum_us":5,"sum_rest_ns":0}"#) }
  }

  private static func histogram(_ count: Int, seed: UInt64) -> LatencyHistogram {
    var histogram = LatencyHistogram()
    for latency in latencies(count, seed: seed) { histogram.record(VirtualSpan(latency)) }
    return histogram
  }

  /// Nanoseconds, from microseconds to minutes.
  private static func latencies(_ count: Int, seed: UInt64) -> [Int64] {
    var state = seed
    return (0..<count).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int64(state >> 20) % [1_000_000, 100_000_000, 10_000_000_000, 300_000_000_000][Int(state >> 62)]
    }
  }

  private static func text(_ histogram: LatencyHistogram) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return String(decoding: try encoder.encode(histogram), as: UTF8.self)
  }

  private static func read(_ text: String) throws -> LatencyHistogram {
    try JSONDecoder().decode(LatencyHistogram.self, from: Data(text.utf8))
  }
}

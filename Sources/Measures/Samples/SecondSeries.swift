package import VirtualTime

/// Counts by second of virtual time, for histograms over time.
package struct SecondSeries: Hashable, Sendable, Codable {
  /// The count of each second from 0 to the last one with an event.
  package private(set) var counts: [Int] = []

  package init() {}

  package init(from decoder: any Decoder) throws {
    counts = try decoder.singleValueContainer().decode([Int].self)
  }

  package var total: Int { counts.reduce(0, +) }

  package mutating func record(at time: VirtualInstant) {
    let second = time.wholeSecond
    if second >= counts.count { counts += Array(repeating: 0, count: second + 1 - counts.count) }
    counts[second] += 1
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(counts)
  }
}

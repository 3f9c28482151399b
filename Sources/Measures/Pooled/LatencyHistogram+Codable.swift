extension LatencyHistogram: Codable {
  private enum CodingKeys: String, CodingKey {
    case sum = "sum_us"
    case rest = "sum_rest_ns"
    case buckets
  }

  /// A bucket that is not empty, written as a pair: a value that falls into it, and how many there are.
  private struct Bucket: Codable {
    let microseconds: UInt64
    let count: UInt32

    init(_ microseconds: UInt64, _ count: UInt32) {
      self.microseconds = microseconds
      self.count = count
    }

    init(from decoder: any Decoder) throws {
      var pair = try decoder.unkeyedContainer()
      microseconds = try pair.decode(UInt64.self)
      count = try pair.decode(UInt32.self)
      guard count > 0, microseconds <= LatencyHistogram.longest, pair.isAtEnd else {
        let found = "\(count) values of \(microseconds) us"
        throw DecodingError.dataCorruptedError(
          in: pair,
          debugDescription: "A bucket holds \(found); expected a pair of a value up to a day and a positive count."
        )
      }
    }

    func encode(to encoder: any Encoder) throws {
      var pair = encoder.unkeyedContainer()
      try pair.encode(microseconds)
      try pair.encode(count)
    }
  }

  /// Reads what `encode(to:)` has written; the result answers every question as the original did, and merges as it did.
  ///
  /// - Throws: `DecodingError` for a bucket that is no pair, is empty, or lies beyond a day.
  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init()
    for bucket in try container.decode([Bucket].self, forKey: .buckets) {
      restore(microseconds: bucket.microseconds, count: bucket.count)
    }
    sum = try container.decode(UInt64.self, forKey: .sum)
    rest = try container.decode(UInt64.self, forKey: .rest)
  }

  /// Only the buckets that are not empty, from the shortest: equal histograms give equal bytes. The last one is written
  /// with the longest value itself in place of the bucket's, for that one is known exactly.
  func encode(to encoder: any Encoder) throws {
    var buckets: [Bucket] = []
    forEachBucket { buckets.append(Bucket($0, $1)) }
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(sum, forKey: .sum)
    try container.encode(rest, forKey: .rest)
    try container.encode(buckets, forKey: .buckets)
  }
}

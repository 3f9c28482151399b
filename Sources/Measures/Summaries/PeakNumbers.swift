/// The busiest window of one limit.
package struct PeakNumbers: Hashable, Sendable, Codable {
  /// `ten_second`, `search`, `burst` (all calls in a second), `all_calls` (in ten seconds).
  package var bucket: String
  package var windowSeconds: Double
  /// nil when there is no such limit.
  package var limit: Int?
  /// Most requests sent in any window, refused ones included.
  package var sent: Int
  /// Most requests admitted in any window.
  package var admitted: Int
  /// Most requests in any window if nothing were refused: the need, without retries. nil when it was not asked for.
  package var demanded: Int?

  package init(bucket: String, windowSeconds: Double, limit: Int?, sent: Int, admitted: Int, demanded: Int? = nil) {
    self.bucket = bucket
    self.windowSeconds = windowSeconds
    self.limit = limit
    self.sent = sent
    self.admitted = admitted
    self.demanded = demanded
  }

  package enum CodingKeys: String, CodingKey {
    case bucket, limit, sent, admitted, demanded
    case windowSeconds = "window_seconds"
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(bucket, forKey: .bucket)
    try container.encode(windowSeconds, forKey: .windowSeconds)
    try container.encode(limit, forKey: .limit)
    try container.encode(sent, forKey: .sent)
    try container.encode(admitted, forKey: .admitted)
    try container.encode(demanded, forKey: .demanded)
  }
}

/// How full the window of one limit was, second by second.
package struct WindowNumbers: Hashable, Sendable, Codable {
  /// `ten_second` or `search`.
  package var bucket: String
  package var windowSeconds: Double
  /// nil when there is no such limit.
  package var limit: Int?
  /// For each second from 0 to the end of the run, the most requests in any window that ends in it, refused ones
  /// included.
  package var sent: RunLengths
  /// The same of requests admitted.
  package var admitted: RunLengths

  package init(bucket: String, windowSeconds: Double, limit: Int?, sent: RunLengths, admitted: RunLengths) {
    self.bucket = bucket
    self.windowSeconds = windowSeconds
    self.limit = limit
    self.sent = sent
    self.admitted = admitted
  }

  package enum CodingKeys: String, CodingKey {
    case bucket, limit, sent, admitted
    case windowSeconds = "window_seconds"
  }

  /// A limit that is not there is written as null, so that every key is always there.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(bucket, forKey: .bucket)
    try container.encode(windowSeconds, forKey: .windowSeconds)
    try container.encode(limit, forKey: .limit)
    try container.encode(sent, forKey: .sent)
    try container.encode(admitted, forKey: .admitted)
  }
}

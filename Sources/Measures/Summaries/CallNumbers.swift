/// The numbers of one kind of call, or of all.
package struct CallNumbers: Sendable, Codable {
  package var sent: Int
  package var admitted: Int
  package var logical: Int
  package var refused: Int
  package var refusedByPolicy: [String: Int]
  package var errorsByStatus: [String: Int]
  package var time: LatencySummary

  package init(_ statistics: CallStatistics) {
    sent = statistics.sent
    admitted = statistics.admitted
    logical = statistics.logical
    refused = statistics.refused
    refusedByPolicy = statistics.refusedByPolicy
    errorsByStatus = Dictionary(uniqueKeysWithValues: statistics.errorsByStatus.map { (String($0), $1) })
    time = LatencySummary(statistics.time)
  }

  /// 429s among requests sent; nil when none was sent.
  package var share429: Double? { sent > 0 ? Double(refused) / Double(sent) : nil }

  package enum CodingKeys: String, CodingKey {
    case sent, admitted, logical, refused, time
    case refusedByPolicy = "refused_by_policy"
    case errorsByStatus = "errors_by_status"
  }

  /// What is computed from the others: written for readers of the JSON, and not read back.
  private enum DerivedKeys: String, CodingKey {
    case share429 = "share_429"
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(sent, forKey: .sent)
    try container.encode(admitted, forKey: .admitted)
    try container.encode(logical, forKey: .logical)
    try container.encode(refused, forKey: .refused)
    try container.encode(refusedByPolicy, forKey: .refusedByPolicy)
    try container.encode(errorsByStatus, forKey: .errorsByStatus)
    try container.encode(time, forKey: .time)
    var derived = encoder.container(keyedBy: DerivedKeys.self)
    try derived.encode(share429, forKey: .share429)
  }
}

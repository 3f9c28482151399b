/// What a piece of written data is, and in which version of its form: what a program that reads one looks at first.
///
/// In JSON both stand at the top, as `format` and `version`; a table of comma-separated values has the version in each
/// row, for rows of several files are soon in one table. A version covers what its keys and columns mean: within one they
/// are only added. `docs/formats.md` has all of them.
package struct DataFormat: Hashable, Sendable {
  /// `booking-sim/run`
  package let name: String
  /// From 1.
  package let version: Int

  package init(_ name: String, version: Int) {
    self.name = "booking-sim/" + name
    self.version = version
  }
}

extension DataFormat {
  package static let run = Self("run", version: 1)
  package static let seeds = Self("seeds", version: 1)
  package static let comparison = Self("compare", version: 1)
  package static let ablation = Self("ablation", version: 1)
  package static let sweep = Self("sweep", version: 1)
  package static let capacity = Self("capacity", version: 1)
  package static let claims = Self("claims", version: 1)
  package static let league = Self("league", version: 1)
  package static let sync = Self("sync", version: 1)
  package static let sharedAccount = Self("shared-account", version: 1)
  package static let syncCapacity = Self("sync-capacity", version: 1)
  package static let syncForecast = Self("sync-forecast", version: 1)
  package static let check = Self("check", version: 1)
  package static let checkComparison = Self("check-comparison", version: 1)
  /// 4: the head has the format's name.
  package static let shard = Self("shard", version: 4)

  package static let resolved = Self("resolved", version: 1)
  package static let resolvedRows = Self("resolved-rows", version: 1)

  package static let studyRows = Self("study-rows", version: 1)
  package static let capacityRows = Self("capacity-rows", version: 1)
  package static let leagueRows = Self("league-rows", version: 1)
  package static let coverageRows = Self("coverage-rows", version: 1)
  package static let windowRows = Self("windows", version: 1)
  package static let attemptRows = Self("attempts", version: 1)
  package static let answerRows = Self("answers", version: 1)
  package static let requestRows = Self("requests", version: 1)
}

/// A document with its format and version beside its own keys.
package struct VersionedDocument: Encodable {
  private let format: DataFormat
  private let document: any Encodable

  /// - Parameter document: it encodes as an object, in which neither key is.
  package init(_ format: DataFormat, _ document: any Encodable) {
    self.format = format
    self.document = document
  }

  private enum CodingKeys: String, CodingKey { case format, version }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(format.name, forKey: .format)
    try container.encode(format.version, forKey: .version)
    try document.encode(to: encoder)
  }
}

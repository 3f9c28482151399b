package import HubSpotAPI

/// The numbers of a sync.
package struct SyncSettings: Hashable, Sendable {
  /// What becomes of an object whose record is gone from the source.
  package enum Removal: String, Hashable, Sendable, CaseIterable { case archive, keep }

  package var objectType = ObjectType("2-7001")
  package var removal = Removal.archive
  /// How often a record that HubSpot names as failed is sent in all, 1 to 10.
  package var itemAttempts = 3
  /// How often a batch without a usable answer is sent in all, 1 to 100; the layers' retries are not counted.
  package var batchAttempts = 10
  /// How long a worker waits before it hands back a batch without a usable answer; doubled with each attempt, up to 60 s.
  package var pauseAfterFailure: Duration = .seconds(1)
  /// How long a worker waits before it sends a call again that was refused because the day's quota is used up: HubSpot does not
  /// say when the account's day begins; above 0.
  package var pauseAtDailyLimit: Duration = .seconds(300)
  /// How long an instance without work waits before it looks again while others work; above 0.
  package var lookAgainAfter: Duration = .milliseconds(250)

  /// How long an instance that finds its predecessor's claims waits before it does anything: what the dead one has sent may
  /// arrive, and counts in HubSpot's windows, for so long. nil for a window of ten seconds and a call's longest way up.
  package var pauseAfterDeath: Duration?

  package init() {}

  /// A window of the limits, and a call's way up into it.
  package static func usualPauseAfterDeath(_ wayUp: Duration) -> Duration { .seconds(10) + wayUp }

  /// What is wrong with them, in words; empty when nothing is.
  package var problems: [String] {
    var problems: [String] = []
    if !(1...10).contains(itemAttempts) { problems.append("item attempts: expected 1 to 10, got \(itemAttempts)") }
    if !(1...100).contains(batchAttempts) { problems.append("batch attempts: expected 1 to 100, got \(batchAttempts)") }
    if pauseAfterFailure < .zero { problems.append("pause after a failure: not negative, got \(pauseAfterFailure)") }
    if pauseAtDailyLimit <= .zero { problems.append("pause at the daily limit: more than 0, got \(pauseAtDailyLimit)") }
    if let pauseAfterDeath, pauseAfterDeath < .zero {
      problems.append("pause after a death: not negative, got \(pauseAfterDeath)")
    }
    if lookAgainAfter <= .zero { problems.append("look again after: expected more than 0, got \(lookAgainAfter)") }
    return problems
  }
}

/// What a sync is given: the records of a source.
package struct SyncSource: Sendable {
  /// Tells contents apart: the same work is planned once.
  package var digest: String
  package var records: [SourceRecord]
  /// A lower number goes first: the nightly file has 1.
  package var priority = 1
  /// Whether it holds all records that there shall be; a part of them removes nothing.
  package var isWhole = true

  package init(digest: String, records: [SourceRecord]) {
    self.digest = digest
    self.records = records
  }
}

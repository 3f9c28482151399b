package import HubSpotAPI

/// What a journal belongs to: work of another sync must not be resumed.
package struct SyncIdentity: Hashable, Sendable {
  /// Of the journal's form; another one is refused.
  package static let version = 1

  package let design: String
  package let objectType: ObjectType

  package init(design: String, objectType: ObjectType) {
    self.design = design
    self.objectType = objectType
  }
}

/// What is to be done about one record.
package struct SyncItem: Hashable, Sendable {
  package enum Change: Hashable, Sendable {
    case write(SourceRecord)
    /// - Parameter id: of the object; nil when it is not known.
    case archive(RecordKey, ObjectID?)
  }

  package var change: Change
  /// How often it was named as failed.
  package var failures: Int

  package init(_ change: Change, failures: Int = 0) {
    self.change = change
    self.failures = failures
  }

  package var key: RecordKey {
    switch change {
    case .write(let record): record.key
    case .archive(let key, _): key
    }
  }

  package var isArchive: Bool {
    if case .archive = change { true } else { false }
  }
}

/// Work that a worker has claimed: all writes, or all archives.
package struct ClaimedBatch: Hashable, Sendable {
  package let number: Int
  package let items: [SyncItem]
  /// How often it was handed back.
  package let attempts: Int

  package init(number: Int, items: [SyncItem], attempts: Int) {
    self.number = number
    self.items = items
    self.attempts = attempts
  }
}

/// What has become of an item of a claimed batch, in the order of its items.
package enum ItemEnd: Hashable, Sendable {
  /// HubSpot has acknowledged it; nil for the id of one that is archived.
  case done(ObjectID?)
  /// It goes out again, in another batch.
  case again
  case dead(reason: String)
}

/// What a transaction of a journal has settled, and how far the work is then.
package struct SyncSettlement: Hashable, Sendable {
  /// The digest of the source that asked for it.
  package let source: String
  /// Of what HubSpot has acknowledged, and of what was given up.
  package let keys: [RecordKey]
  package let deadLetters: [DeadLetter]
  package let progress: SyncProgress
}

/// A record that could not be brought to HubSpot.
package struct DeadLetter: Hashable, Sendable {
  package let key: RecordKey
  package let reason: String

  package init(key: RecordKey, reason: String) {
    self.key = key
    self.reason = reason
  }
}

/// What is known of a record in HubSpot. 24 bytes, for a journal holds one for each of a million records.
package struct KnownRecord: Hashable, Sendable {
  /// Of no checksum both words are 0; the first 128 bits of a SHA-256 never are.
  private var high: UInt64 = 0
  private var low: UInt64 = 0
  /// Of no object the least number, which none has.
  private var number = Int64.min

  package init(checksum: RecordChecksum?, objectID: ObjectID?) {
    self.checksum = checksum
    self.objectID = objectID
  }

  /// As last sent and acknowledged; nil while a change of it is under way or unsettled, so that it counts as changed.
  package var checksum: RecordChecksum? {
    get { high == 0 && low == 0 ? nil : RecordChecksum(high: high, low: low) }
    set { (high, low) = newValue.map { ($0.high, $0.low) } ?? (0, 0) }
  }

  package var objectID: ObjectID? {
    get { number == .min ? nil : ObjectID(number) }
    set { number = newValue?.number ?? .min }
  }
}

/// How far the work in a journal is.
package struct SyncProgress: Hashable, Sendable {
  package var waitingBatches = 0
  package var claimedBatches = 0
  /// Items that are not settled.
  package var openItems = 0
  /// Items settled since the first of the open work was planned.
  package var settledItems = 0
  package var deadLetters = 0

  package init() {}

  package var isOver: Bool { waitingBatches == 0 && claimedBatches == 0 }

  /// How long the rest takes at the pace so far; nil while nothing is settled.
  package func timeLeft(after elapsed: Duration) -> Duration? {
    settledItems > 0 ? elapsed * openItems / settledItems : nil
  }
}

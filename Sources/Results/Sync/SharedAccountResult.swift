import Statistics

/// Two products in one account: what each comes to alone, and what it comes to beside the other.
package struct SharedAccountResult: Sendable {
  package let subject: SharedAccountSubject
  package let firstSeed: UInt64
  package let seeds: Int
  package let modelRevision: Int
  /// At least one.
  package let rows: [SharedAccountRow]

  package init(
    _ subject: SharedAccountSubject,
    firstSeed: UInt64,
    seeds: Int,
    modelRevision: Int,
    rows: [SharedAccountRow]
  ) {
    precondition(!rows.isEmpty, "a shared account of nobody")
    self.subject = subject
    self.firstSeed = firstSeed
    self.seeds = seeds
    self.modelRevision = modelRevision
    self.rows = rows
  }

  /// Whether both products were sound in every run.
  package var isSound: Bool { rows.allSatisfy { $0.unsoundSeeds.isEmpty } }
}

/// What was run.
package struct SharedAccountSubject: Hashable, Sendable {
  package var scenario: String
  package var scenarioHash: String
  package var summary: String
  /// The scenario of the booking system, by name.
  package var bookings: String
  package var bookingsHash: String
  /// Of the sync's source.
  package var records: Int
  /// Calls of the ten-second window that a yielding sync leaves free.
  package var reserve: Int
  package var limits: [String: Int]
  package var dailyLimit: Int?
  /// The command without seeds.
  package var command: String

  package init(
    scenario: String,
    scenarioHash: String,
    summary: String,
    bookings: String,
    bookingsHash: String,
    records: Int,
    reserve: Int,
    limits: [String: Int],
    dailyLimit: Int?,
    command: String
  ) {
    self.scenario = scenario
    self.scenarioHash = scenarioHash
    self.summary = summary
    self.bookings = bookings
    self.bookingsHash = bookingsHash
    self.records = records
    self.reserve = reserve
    self.limits = limits
    self.dailyLimit = dailyLimit
    self.command = command
  }
}

/// A booking design, a design of the sync, or both, under all seeds.
package struct SharedAccountRow: Sendable {
  /// nil of a sync alone.
  package let bookings: String?
  /// nil of a booking system alone.
  package let sync: String?
  /// `alone`, or what the two know of each other.
  package let sharing: String
  package let bookingNumbers: [SharedBookingNumbers]
  package let syncNumbers: [SharedSyncNumbers]
  /// What was wrong in runs that were not sound, in words, the first few.
  package let problems: [String]
  package let unsoundSeeds: [UInt64]
  /// The digests of all runs in one.
  package let digest: String

  package init(
    bookings: String?,
    sync: String?,
    sharing: String,
    bookingNumbers: [SharedBookingNumbers],
    syncNumbers: [SharedSyncNumbers],
    problems: [String],
    unsoundSeeds: [UInt64],
    digest: String
  ) {
    self.bookings = bookings
    self.sync = sync
    self.sharing = sharing
    self.bookingNumbers = bookingNumbers
    self.syncNumbers = syncNumbers
    self.problems = problems
    self.unsoundSeeds = unsoundSeeds
    self.digest = digest
  }

  /// The median over the runs; nil where no run gave a number.
  package func median<Numbers>(_ numbers: [Numbers], _ value: (Numbers) -> Double?) -> Double? {
    MedianInterval.median(sorted: numbers.compactMap(value).sorted())
  }
}

/// A run of the booking system.
package struct SharedBookingNumbers: Hashable, Sendable {
  package var successShare: Double?
  /// Of those who got a booking, in milliseconds.
  package var timeToBookingP50: Double?
  package var timeToBookingP95: Double?
  package var calls: Int
  package var refused: Int

  package init(successShare: Double?, timeToBookingP50: Double?, timeToBookingP95: Double?, calls: Int, refused: Int) {
    self.successShare = successShare
    self.timeToBookingP50 = timeToBookingP50
    self.timeToBookingP95 = timeToBookingP95
    self.calls = calls
    self.refused = refused
  }
}

/// A run of the sync.
package struct SharedSyncNumbers: Hashable, Sendable {
  package var seconds: Double
  package var calls: Int
  package var refused: Int
  package var deadLetters: Int

  package init(seconds: Double, calls: Int, refused: Int, deadLetters: Int) {
    self.seconds = seconds
    self.calls = calls
    self.refused = refused
    self.deadLetters = deadLetters
  }
}

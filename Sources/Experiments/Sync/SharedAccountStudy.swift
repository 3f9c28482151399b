package import BookingCore
package import BulkSync
import DeterministicRuntime
import Measures
package import Results
package import Scenarios
import SharedAccount
import SimulatedHubSpot
import SimulationHarness
package import SyncScenarios
package import SyncSimulation

/// Runs a booking system and a sync alone, and in one account, under the same seeds.
package struct SharedAccountStudy: Sendable {
  /// A row of the result.
  private struct Pair: Sendable {
    var design: Design?
    var sync: SyncDesign?
    var sharing: AccountSharing?
  }

  private struct Made: Sendable {
    var bookings: RunSummary?
    var sync: SyncSummary?
  }

  private let scenario: SyncScenario
  private let bookings: Scenario
  private let data: SyncData
  private let seeds: ClosedRange<UInt64>
  private let command: String
  private let pairs: [Pair]
  private let reserve: Int

  /// - Parameters:
  ///   - bookings: the scenario of the booking system; the account is its own.
  ///   - designs: of the booking system, at least one.
  ///   - syncs: at least one.
  ///   - reserve: calls of the ten-second window that a yielding sync leaves free.
  ///   - command: the command that repeats the study, without seeds.
  package init(
    _ scenario: SyncScenario,
    _ data: SyncData,
    beside bookings: Scenario,
    designs: [Design],
    syncs: [SyncDesign],
    reserve: Int,
    seeds: ClosedRange<UInt64>,
    command: String
  ) {
    precondition(!designs.isEmpty && !syncs.isEmpty, "a shared account of nobody")
    self.scenario = scenario
    self.bookings = bookings
    self.data = data
    self.seeds = seeds
    self.command = command
    self.reserve = reserve
    let shared = designs.flatMap { design in
      syncs.flatMap { sync in AccountSharing.allCases.map { Pair(design: design, sync: sync, sharing: $0) } }
    }
    // What asking a store for places does for bookings alone is not the sync's doing.
    let alone = designs.flatMap { [Pair(design: $0), Pair(design: $0, sharing: .together)] }
    pairs = alone + syncs.map { Pair(sync: $0) } + shared
  }

  /// Why a yielding sync cannot leave so many calls free; nil when it can.
  package static func objection(toReserve reserve: Int, in bookings: Scenario) -> String? {
    let limit = bookings.hubSpot.limits.tenSecond.limit
    guard reserve >= limit else { return nil }
    return "is \(reserve), and HubSpot allows \(limit) calls in ten seconds in \(bookings.name); expected at most "
      + "\(limit - 1), so that the sync may send something."
  }

  package var runs: Int { pairs.count * seeds.count }

  /// Runs everything, on all cores.
  ///
  /// - Parameter finished: called from any thread with how many runs are ready.
  package func result(finished: @escaping @Sendable (Int) -> Void = { _ in }) throws -> SharedAccountResult {
    let count = seeds.count
    let made = try SideBySide.map(count: runs, finished: finished) { number in
      try run(pairs[number / count], seed: seeds.lowerBound + UInt64(number % count))
    }
    let rows = pairs.indices.map { index in row(pairs[index], Array(made[(index * count)..<((index + 1) * count)])) }
    return SharedAccountResult(
      subject,
      firstSeed: seeds.lowerBound,
      seeds: count,
      modelRevision: ScenarioRun.modelRevision,
      rows: rows
    )
  }

  private func run(_ pair: Pair, seed: UInt64) throws -> Made {
    switch (pair.design, pair.sync) {
    case (let design?, let sync?):
      let both = try SharedRun(
        bookings,
        design,
        guest(sync),
        pair.sharing ?? .unaware,
        reserve: reserve,
        seed: seed
      ).summary()
      return Made(bookings: both.bookings, sync: both.sync)
    case (let design?, nil):
      let design = try (pair.sharing ?? .unaware).host(design)
      return Made(bookings: try ScenarioRun(bookings, design, seed: seed).summary())
    case (nil, let sync?):
      var guest = guest(sync)
      guest.seed = seed
      return Made(sync: try guest.summary())
    case (nil, nil): preconditionFailure("a run of nobody")
    }
  }

  /// The sync in the account of the booking system, alone or not.
  private func guest(_ design: SyncDesign) -> SyncRun {
    var run = SyncRun(scenario, design, data, seed: 1)
    let account = bookings.hubSpot
    run.world.keepOwnTimes(in: account.latency)
    run.world.limits = account.limits
    run.world.indexLag = account.indexLag
    run.world.pages = account.pages
    run.world.otherTraffic = account.otherTraffic
    run.world.episodes = account.episodes
    run.world.epoch = account.epoch
    return run
  }

  private func row(_ pair: Pair, _ made: [Made]) -> SharedAccountRow {
    var digest = DigestFold()
    var (problems, unsound) = ([String](), [UInt64]())
    for (offset, run) in made.enumerated() {
      let seed = seeds.lowerBound + UInt64(offset)
      for text in [run.bookings?.digest, run.sync?.digest].compactMap(\.self) { digest.add(text) }
      let found =
        (run.bookings.map { $0.audit.map { "\($0.kind.rawValue): \($0.detail)" } + $0.leftovers } ?? [])
        + (run.sync?.findings.map { "\($0.kind.rawValue): \($0.detail)" } ?? [])
      guard !found.isEmpty else { continue }
      unsound.append(seed)
      problems += found.prefix(SyncRow.mostProblems).map { "seed \(seed): \($0)" }
    }
    return SharedAccountRow(
      bookings: pair.design?.name,
      sync: pair.sync?.name,
      sharing: pair.sync == nil && pair.sharing != nil ? "paced" : pair.sharing?.rawValue ?? "alone",
      bookingNumbers: made.compactMap { $0.bookings.map(SharedBookingNumbers.init) },
      syncNumbers: made.compactMap { $0.sync.map(SharedSyncNumbers.init) },
      problems: Array(problems.prefix(SyncRow.mostProblems)),
      unsoundSeeds: unsound,
      digest: digest.description
    )
  }

  private var subject: SharedAccountSubject {
    SharedAccountSubject(
      scenario: scenario.name,
      scenarioHash: scenario.hash,
      summary: scenario.summary,
      bookings: bookings.name,
      bookingsHash: bookings.hash,
      records: data.source.records.count,
      reserve: reserve,
      limits: bookings.hubSpot.limits.countsByBucket,
      dailyLimit: bookings.hubSpot.limits.daily,
      command: command
    )
  }
}

extension SharedBookingNumbers {
  fileprivate init(_ summary: RunSummary) {
    self.init(
      successShare: summary.bookings.successShare,
      timeToBookingP50: summary.latency.timeToBooking.p50,
      timeToBookingP95: summary.latency.timeToBooking.p95,
      calls: summary.hubSpot.total.sent,
      refused: summary.hubSpot.total.refused
    )
  }
}

extension SharedSyncNumbers {
  fileprivate init(_ summary: SyncSummary) {
    self.init(
      seconds: summary.durationSeconds,
      calls: summary.hubSpot.total.sent,
      refused: summary.hubSpot.total.refused,
      deadLetters: summary.deadLetters.count
    )
  }
}

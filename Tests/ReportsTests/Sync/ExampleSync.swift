import Measures
import Results
import Testing
import VirtualTime

@testable import Reports

/// Two designs of a sync, made by hand: one that takes hours and is sound, one that has lost something.
enum ExampleSync {
  /// A search over records, of which one design reaches what is tried and the other breaks on the way.
  static func capacity(isSound: Bool = true) throws -> SyncCapacityResult {
    let plan = SyncCapacityPlan(
      scenario: "sync-69000",
      scenarioHash: "00000000000000aa",
      summary: "69,000 records for the first time",
      modelRevision: 7,
      objective: ["duration value < 8 h", "success rate == 100%"],
      designs: ["five-workers", "batched-paced"],
      tiers: [CapacityPlan.Tier(name: "100 (starter)", tenSecondLimit: 100, dailyLimit: 250_000)],
      mostRecords: 300_000,
      firstSeed: 1,
      choosingSeeds: 3,
      share: 0.6
    )
    let threshold = try Threshold(parsing: "duration < 8 h", of: .bulkSync)
    let replay = "booking-sim sync s.yaml --set source.records=120000 --designs five-workers --seed 2"
    var broken = SyncCapacityRow(design: "five-workers", tier: "100 (starter)")
    (broken.holding, broken.judges, broken.ceiling) = (113_000, 9, 144_000)
    broken.bound = "the search limit"
    broken.breaking = SyncCapacityRow.Breaking(
      records: 120_000,
      seed: 2,
      broken: [SyncRow.BrokenThreshold(threshold: threshold, value: .number(28_900))],
      replay: replay
    )
    if !isSound { broken.unsound = ["\(replay): missing_record: 1880-F-Mary is not in HubSpot; the source has it"] }
    var open = SyncCapacityRow(design: "batched-paced", tier: "100 (starter)")
    (open.holding, open.judges, open.isOpen, open.ceiling) = (300_000, 1, true, 25_000_000)
    open.bound = "the daily limit"
    return SyncCapacityResult(plan, [broken, open])
  }

  static func result(seeds: Int, isSound: Bool = true) throws -> SyncResult {
    let slow = try cell("one-by-one", seconds: 13_801.25, calls: 2_000, refused: 0, seeds: seeds, isSound: true)
    let fast = try cell("batched-paced", seconds: 60.5, calls: 10, refused: 2, seeds: seeds, isSound: isSound)
    return SyncResult(subject, firstSeed: 1, seeds: seeds, modelRevision: 1, cells: [slow, fast])
  }

  static var forecasts: SyncForecastResult {
    SyncForecastResult(
      subject,
      [("one-by-one", forecast(calls: 2_000, searches: 1_000)), ("batched-paced", forecast(calls: 10, searches: 0))]
    )
  }

  private static let subject = SyncSubject(
    scenario: "example",
    scenarioHash: "0123456789abcdef",
    summary: "a thousand records",
    records: 1_000,
    before: 20,
    limits: ["ten_second": 100, "search": 5],
    dailyLimit: 250_000,
    command: "booking-sim sync example.yaml",
    thresholds: 1
  )

  private static func forecast(calls: Int, searches: Int) -> SyncForecastNumbers {
    let labels =
      searches > 0 ? ["record_search": searches, "record_create": calls - searches] : ["record_upsert": calls]
    return SyncForecastNumbers(
      writes: 990,
      archives: 10,
      callsByLabel: labels,
      floorSeconds: searches > 0 ? 13_799 : 60,
      estimateSeconds: searches > 0 ? 34_500 : 60,
      bound: searches > 0 ? "the workers" : "the ten-second limit",
      quotasUsedUp: 0
    )
  }

  private static func cell(
    _ design: String,
    seconds: Double,
    calls: Int,
    refused: Int,
    seeds: Int,
    isSound: Bool
  ) throws -> SyncCell {
    let threshold = try Threshold(parsing: "duration{design:batched-paced} < 61 s", of: .bulkSync)
    let runs = (0..<seeds).map { seed -> SyncSummary in
      let lost = SyncFinding(.missingRecord, "1880-F-Mary is not in HubSpot; the source has it")
      return SyncSummary(
        design: design,
        seed: UInt64(seed + 1),
        digest: "00000000000000ff",
        records: SyncRecordNumbers(
          source: 1_000,
          before: 20,
          arrived: isSound ? 1_000 : 998,
          resent: refused > 0 ? 0 : 20
        ),
        durationSeconds: seconds + Double(seed),
        hubSpot: hubSpot(calls: calls, refused: refused),
        deepestQueue: refused > 0 ? 10 : 0,
        deepestQueueRecords: refused > 0 ? 1_000 : 0,
        deaths: 0,
        urgent: [
          SyncUrgentFile(arrivedAtSeconds: 20, records: 50, priority: 0, settledAfterSeconds: 10.6),
          SyncUrgentFile(arrivedAtSeconds: 30, records: 5, priority: 1, settledAfterSeconds: nil),
        ],
        progress: [
          SyncProgressMark(share: 0.5, atSeconds: 30, secondsLeftTold: 30, secondsLeft: 30.5),
          SyncProgressMark(share: 1, atSeconds: 60.5, secondsLeftTold: nil, secondsLeft: 0),
        ],
        alerts: refused > 0
          ? [
            AlertRecord(
              atSeconds: 0.01,
              endedAtSeconds: 59.5,
              severity: "critical",
              source: .monitoring,
              name: "queue_records",
              value: 1_001,
              threshold: 1_000
            ),
            AlertRecord(
              atSeconds: 9.8,
              severity: "critical",
              source: .monitoring,
              name: "refused_calls",
              value: 1,
              threshold: 1
            ),
          ] : [],
        deadLetters: isSound ? [] : [SyncDeadLetter(key: "1880-F-Anna", reason: "HubSpot answered 400: no")],
        findings: isSound ? [] : [lost]
      )
    }
    return SyncCell(
      design: design,
      forecast: forecast(calls: calls, searches: refused > 0 ? 0 : calls / 2),
      first: runs[0],
      rows: runs.map { SyncRow($0, [threshold]) }
    )
  }

  private static func hubSpot(calls: Int, refused: Int) -> HubSpotNumbers {
    var statistics = CallStatistics()
    statistics.sent = calls
    statistics.admitted = calls - refused
    statistics.logical = calls - refused
    if refused > 0 {
      statistics.refusedByPolicy = ["TEN_SECONDLY_ROLLING": refused]
      statistics.errorsByStatus = [409: 1]
    }
    statistics.time = Durations([VirtualSpan(.milliseconds(250))])
    let numbers = CallNumbers(statistics)
    return HubSpotNumbers(
      total: numbers,
      byLabel: [refused > 0 ? "record_upsert" : "record_search": numbers],
      foregroundSent: 0,
      backgroundSent: calls,
      recoverySent: 0,
      logicalFailures: 0,
      callsPerBooking: nil,
      foregroundCallsPerBooking: nil,
      peaks: [
        PeakNumbers(
          bucket: "ten_second",
          windowSeconds: 10,
          limit: 100,
          sent: min(calls, 100),
          admitted: min(calls - refused, 100)
        )
      ],
      windowsPerSecond: [],
      refusalsByPolicyPerSecond: [:],
      refusalsByLabelPerSecond: [:]
    )
  }
}

import HubSpotAPI
import LiteralTimes
import Measures
import VirtualTime

/// Runs made by hand that have something of everything a report shows.
extension RunSummary {
  /// Sound, with 429s, jobs, queues and more alerts than are shown.
  static func golden() -> RunSummary {
    var run = RunSummary.example(design: "phase2", confirmed: 8, p50: 900)
    run.scenario = "rush-10"
    run.bookings.visitors = 10
    run.bookings.confirmedAtFirstAttempt = 6
    run.bookings.refused = ["NO_CREDITS": 1, "EXAM_FULL": 2]
    run.bookings.refusedLawfully = 1
    (run.bookings.failed, run.bookings.inFlight, run.bookings.attempts) = (1, 1, 23)
    run.bookings.failedAttempts = ["TIMEOUT": 3, "BUSY": 12]
    (run.bookings.cancelled, run.bookings.cancellationsRefused) = (2, 1)
    run.bookings.recovered = ["undone": 1, "finished": 2]
    run.latency.responseAll = .golden(23, from: 120)
    run.latency.responseConfirmed = .golden(8, from: 850.25)
    run.latency.responseFailed = .golden(15, from: 9_999.96)
    run.latency.associationDelay = .golden(8, from: 0)
    run.latency.noteDelay = .golden(7, never: 1, from: 61_000)
    run.latency.counterDelay = .golden(8, from: 4_000)
    run.latency.creditDelay = .golden(8, from: 0)
    run.hubSpot.total = .golden(sent: 120, refused: ["TEN_SECONDLY_ROLLING": 20, "SECONDLY": 4], from: 101.5)
    run.hubSpot.byLabel = [
      "booking_create": .golden(sent: 20, refused: ["TEN_SECONDLY_ROLLING": 3], from: 300),
      "association_create_batch": .golden(sent: 4, refused: [:], from: 250),
      "duplicate_search": .golden(sent: 96, refused: ["SECONDLY": 4, "TEN_SECONDLY_ROLLING": 17], from: 0.4),
    ]
    (run.hubSpot.foregroundSent, run.hubSpot.backgroundSent, run.hubSpot.recoverySent) = (100, 19, 1)
    (run.hubSpot.logicalFailures, run.hubSpot.callsPerBooking) = (2, 15)
    run.hubSpot.effectiveCalls = EffectiveCalls(foreground: 12.5, background: 2.25)
    run.hubSpot.peaks = [
      PeakNumbers(bucket: "ten_second", windowSeconds: 10, limit: 100, sent: 117, admitted: 100, demanded: 112),
      PeakNumbers(bucket: "all_calls", windowSeconds: 10, limit: nil, sent: 120, admitted: 103),
    ]
    run.hubSpot.windowsPerSecond = [
      WindowNumbers(
        bucket: "ten_second",
        windowSeconds: 10,
        limit: 100,
        sent: [12, 47, 117, 90, 33, 0, 1],
        admitted: [12, 47, 100, 88, 33, 0, 1]
      ),
      WindowNumbers(bucket: "search", windowSeconds: 1, limit: 5, sent: [4, 9, 7], admitted: [4, 5, 5]),
    ]
    run.hubSpot.refusalsByPolicyPerSecond = [
      "TEN_SECONDLY_ROLLING": .golden([1, 2, 2, 3]), "SECONDLY": .golden([0, 4]),
    ]
    run.hubSpot.refusalsByLabelPerSecond = ["duplicate_search_by_contact_and_exam_date": .golden([2, 2, 3])]
    run.switchSpans = SwitchSpan.golden(of: run)
    run.queues = [QueueNumbers(name: "notes", longest: 7, lengthAtEnd: 0)]
    run.jobs = [
      JobNumbers(name: "notes", passes: 41, passesWithWork: 2),
      JobNumbers(name: "recovery", passes: 4, passesWithWork: 0),
    ]
    run.alerts = (0..<22).map {
      AlertRecord(
        atSeconds: Double($0) * 1.5,
        endedAtSeconds: $0 % 3 == 0 ? nil : Double($0) * 1.5 + 10,
        severity: $0 % 4 == 0 ? "critical" : "warning",
        source: $0 < 2 ? .instance : .monitoring,
        name: $0 < 2 ? "daily_limit" : "queue_backlog_items",
        subject: $0 < 2 ? nil : "notes_queue",
        value: 10 * $0,
        threshold: 80
      )
    }
    return run
  }

  /// With more findings than are shown, and not at rest.
  static func goldenUnsound() -> RunSummary {
    var run = RunSummary.golden()
    run.isConverged = false
    run.leftovers = ["queue notes: 3 items", "1 intent is unfinished"]
    run.audit = (0..<23).map { AuditFinding(.doubledNote, "booking \($0) has 2 notes") }
    run.alerts = []
    return run
  }

  /// Nothing has happened, and it did not come to rest.
  static func goldenQuiet() -> RunSummary {
    var run = RunSummary.example(design: "baseline", confirmed: 0, p50: nil)
    (run.bookings.offered, run.bookings.abandoned) = (0, 0)
    let time = run.latency.responseAll
    run.latency.timeToBooking = time
    (run.isConverged, run.leftovers) = (false, ["1 visitor is here"])
    (run.hubSpot.windowsPerSecond, run.hubSpot.peaks, run.alerts) = ([], [], [])
    return run
  }
}

extension MeasuredRun {
  /// Two attempts and two requests.
  static func golden() -> MeasuredRun {
    let second: Int64 = 1_000_000_000
    let attempts = [AnswerSample.Outcome.failed, .confirmed].enumerated().map { number, outcome in
      AnswerSample(
        origin: .visitor(3, request: number),
        subject: "17",
        at: VirtualInstant(second * Int64(number) + 1),
        answeredAt: VirtualInstant(second * Int64(number + 2) + 500_000_002),
        outcome: outcome,
        code: outcome == .failed ? "BUSY" : "CONFIRMED"
      )
    }
    let origins: [CallOrigin] = [.visitor(3, request: 1), .job("notes", pass: 2), .recovery(pass: 1)]
    let requests = origins.enumerated().map { number, origin in
      RequestSample(
        at: VirtualInstant(5 + Int64(number) * second),
        judgedAt: VirtualInstant(10_000_005 + Int64(number) * second),
        answeredAt: VirtualInstant(20_000_005 + Int64(number) * second),
        call: number == 0 ? "duplicate_search" : "note_create",
        origin: origin,
        tryNumber: UInt8(number),
        isSearch: number == 0,
        status: number == 0 ? 429 : 201,
        refusedBy: number == 0 ? .search : nil,
        isFinalRefusal: false,
        inputs: UInt16(number + 1)
      )
    }
    return MeasuredRun(
      summary: .golden(),
      samples: RunSamples(answers: SampleLog(attempts), requests: SampleLog(requests))
    )
  }
}

extension SwitchSpan {
  /// Two: with two wishes, of which one was met, and with none.
  fileprivate static func golden(of run: RunSummary) -> [SwitchSpan] {
    let second: Int64 = 1_000_000_000
    let ends: [WishSample.End] = [.confirmed, .abandoned("BUSY")]
    let wishes = ends.enumerated().map { number, end -> WishSample in
      let at: Int64 = second * Int64(number)
      return WishSample(
        visitor: number,
        at: VirtualInstant(at),
        endedAt: VirtualInstant(at + 1_250_000_000),
        end: end,
        isConfirmedAtFirstAttempt: number == 0
      )
    }
    let requests = (0..<8).map { number -> RequestSample in
      let at: Int64 = second / 4 * Int64(number)
      return RequestSample(
        at: VirtualInstant(at),
        judgedAt: VirtualInstant(at + 1),
        answeredAt: VirtualInstant(at + 2),
        call: "booking_create",
        origin: .visitor(number % 2, request: 0),
        tryNumber: 0,
        isSearch: false,
        status: number == 0 ? 429 : 201,
        refusedBy: number == 0 ? .tenSecond : nil,
        isFinalRefusal: false,
        inputs: 1
      )
    }
    let measured = MeasuredRun(summary: run, samples: RunSamples(wishes: wishes, requests: SampleLog(requests)))
    return [
      SwitchSpan(.start..<VirtualInstant(30 * second), [], of: measured),
      SwitchSpan(
        VirtualInstant(30 * second)..<VirtualInstant(132 * second),
        ["associations=queued 25 %"],
        of: measured
      ),
    ]
  }
}

extension LatencySummary {
  static func golden(_ count: Int, never: Int = 0, from first: Double) -> LatencySummary {
    LatencySummary(
      count: count,
      never: never,
      mean: never > 0 ? nil : first + 3.25,
      p50: first,
      p90: first + 100,
      p95: first + 200.125,
      p99: never > 0 ? nil : first + 1_000,
      max: never > 0 ? nil : first + 2_000
    )
  }
}

extension CallNumbers {
  static func golden(sent: Int, refused: [String: Int], from first: Double) -> CallNumbers {
    var statistics = CallStatistics()
    statistics.sent = sent
    statistics.admitted = sent - refused.values.reduce(0, +)
    statistics.logical = statistics.admitted
    statistics.refusedByPolicy = refused
    var numbers = CallNumbers(statistics)
    numbers.time = .golden(statistics.admitted, from: first)
    return numbers
  }
}

extension SecondSeries {
  static func golden(_ counts: [Int]) -> SecondSeries {
    var series = SecondSeries()
    for (second, count) in counts.enumerated() {
      for _ in 0..<count { series.record(at: VirtualInstant(Int64(second) * 1_000_000_000)) }
    }
    return series
  }
}

import HubSpotAPI
import LiteralTimes
import VirtualTime

@testable import Measures

/// Runs made by hand.
enum ExampleRun {
  static let second: Int64 = 1_000_000_000
  static let millisecond: Int64 = 1_000_000

  /// Four visitors: two confirmed after 1 s and 3 s, one who gave up, one refused lawfully.
  static var wishes: [WishSample] {
    [
      wish(0, at: 0, seconds: 1, .confirmed, isFirst: true, noteDelay: 5 * second),
      wish(1, at: 1, seconds: 3, .confirmed, isFirst: false, noteDelay: nil),
      wish(2, at: 2, seconds: 60, .abandoned("CRM_UNAVAILABLE"), isFirst: false),
      wish(3, at: 3, seconds: 1, .refused("EXAM_FULL", isLawful: true), isFirst: false),
    ]
  }

  static func wish(
    _ visitor: Int,
    at: Int64,
    seconds: Int64,
    _ end: WishSample.End,
    isFirst: Bool,
    noteDelay: Int64? = nil
  ) -> WishSample {
    WishSample(
      visitor: visitor,
      at: VirtualInstant(at * second),
      endedAt: VirtualInstant((at + seconds) * second),
      end: end,
      isConfirmedAtFirstAttempt: isFirst,
      noteDelay: noteDelay.map { VirtualSpan($0) }
    )
  }

  static func attempt(
    at: Int64,
    milliseconds: Int64,
    _ outcome: AnswerSample.Outcome,
    _ code: String,
    endpoint: String = AnswerSample.creation,
    request: Int = 0
  ) -> AnswerSample {
    AnswerSample(
      endpoint: endpoint,
      origin: .visitor(0, request: request),
      subject: "1",
      at: VirtualInstant(at * second),
      answeredAt: VirtualInstant(at * second + milliseconds * millisecond),
      outcome: outcome,
      code: code
    )
  }

  static func request(
    _ call: String,
    at: Int64 = 0,
    milliseconds: Int64 = 200,
    tryNumber: UInt8 = 0,
    isSearch: Bool = false,
    refusedBy policy: LimitPolicy? = nil,
    isFinalRefusal: Bool = false,
    origin: CallOrigin = .visitor(0, request: 0)
  ) -> RequestSample {
    RequestSample(
      at: VirtualInstant(at * second),
      judgedAt: VirtualInstant(at * second),
      answeredAt: VirtualInstant(at * second + milliseconds * millisecond),
      call: call,
      origin: origin,
      tryNumber: tryNumber,
      isSearch: isSearch,
      status: policy == nil ? 200 : 429,
      refusedBy: policy,
      isFinalRefusal: isFinalRefusal,
      inputs: 1
    )
  }

  static func run(
    wishes: [WishSample] = [],
    attempts: SampleLog<AnswerSample> = [],
    requests: SampleLog<RequestSample> = [],
    looks: SampleLog<CacheLookSample> = [],
    peaks: [PeakNumbers] = []
  ) -> MeasuredRun {
    MeasuredRun(
      summary: summary(peaks),
      samples: RunSamples(wishes: wishes, answers: attempts, requests: requests, looks: looks)
    )
  }

  private static func summary(_ peaks: [PeakNumbers]) -> RunSummary {
    let none = LatencySummary(Durations())
    return RunSummary(
      scenario: "example",
      scenarioHash: "0",
      design: "made-up",
      seed: 1,
      instances: 1,
      modelRevision: 1,
      digest: "0",
      replay: "",
      endedAtSeconds: 100,
      isConverged: true,
      leftovers: [],
      bookings: BookingNumbers(),
      latency: LatencyNumbers(
        responseAll: none,
        responseConfirmed: none,
        responseRefused: none,
        responseFailed: none,
        timeToBooking: none,
        associationDelay: none,
        noteDelay: none,
        counterDelay: none,
        creditDelay: none
      ),
      hubSpot: HubSpotNumbers(
        total: CallNumbers(CallStatistics()),
        byLabel: [:],
        foregroundSent: 0,
        backgroundSent: 0,
        recoverySent: 0,
        logicalFailures: 0,
        callsPerBooking: nil,
        foregroundCallsPerBooking: nil,
        peaks: peaks,
        windowsPerSecond: [],
        refusalsByPolicyPerSecond: [:],
        refusalsByLabelPerSecond: [:]
      ),
      store: StoreNumbers(commands: 0, keys: 0, usedMemoryBytes: 2_048),
      queues: [QueueNumbers(name: "notes", longest: 7, lengthAtEnd: 0)],
      jobs: [],
      alerts: [],
      audit: [AuditFinding(.missingNote, "a note")]
    )
  }
}

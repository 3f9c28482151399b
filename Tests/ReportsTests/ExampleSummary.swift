import LiteralTimes
import Measures
import VirtualTime

extension RunSummary {
  /// A summary made by hand.
  static func example(design: String, confirmed: Int, p50: Double?, findings: [AuditFinding] = []) -> RunSummary {
    var bookings = BookingNumbers()
    bookings.offered = 10
    bookings.confirmed = confirmed
    bookings.abandoned = 10 - confirmed
    let none = LatencySummary(count: 0, never: 0, mean: nil, p50: nil, p90: nil, p95: nil, p99: nil, max: nil)
    let time = LatencySummary(
      count: confirmed,
      never: 10 - confirmed,
      mean: p50,
      p50: p50,
      p90: nil,
      p95: nil,
      p99: nil,
      max: nil
    )
    return RunSummary(
      scenario: "example",
      scenarioHash: "0123456789abcdef",
      design: design,
      seed: 3,
      instances: 1,
      modelRevision: 1,
      digest: "00000000000000ff",
      replay: "booking-sim run example.yaml --design \(design) --seed 3",
      endedAtSeconds: 12.5,
      isConverged: true,
      leftovers: [],
      bookings: bookings,
      latency: LatencyNumbers(
        responseAll: none,
        responseConfirmed: none,
        responseRefused: none,
        responseFailed: none,
        timeToBooking: time,
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
        peaks: [PeakNumbers(bucket: "ten_second", windowSeconds: 10, limit: 100, sent: 7, admitted: 6)],
        windowsPerSecond: [
          WindowNumbers(bucket: "ten_second", windowSeconds: 10, limit: 8, sent: [2, 7, 5], admitted: [2, 6, 4])
        ],
        refusalsByPolicyPerSecond: [:],
        refusalsByLabelPerSecond: [:]
      ),
      store: StoreNumbers(commands: 1, keys: 2, usedMemoryBytes: 3),
      queues: [],
      jobs: [],
      alerts: [AlertRecord(atSeconds: 1, severity: "warning", name: "x", value: 1, threshold: 2)],
      audit: findings
    )
  }
}

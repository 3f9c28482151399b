import Audit
import BookingAPI
import BookingCore
import DeterministicRuntime
import HubSpotAPI
import LoadGeneration
import Measures
import Scenarios
import SimulatedHubSpot
import SimulatedRedis
import VirtualTime

extension MeasuredRun {
  /// Audits a run that is over, and sums it up.
  ///
  init(
    of world: World,
    _ records: AuditRecords,
    _ finished: RunRecord,
    _ design: Design,
    seed: UInt64,
    leftovers: [String],
    endedAt: VirtualInstant
  ) async {
    let audit = IntegrityAudit(
      of: AuditedRun(
        records,
        told: finished.bookings,
        portal: world.portal.start,
        isAtRest: leftovers.isEmpty,
        unexpectedReplies: finished.unexpectedReplies
      )
    )
    let samples = RunSamples(finished, records, audit)
    let summary = await RunSummary(
      of: world,
      finished,
      records,
      audit,
      samples,
      design,
      seed: seed,
      leftovers: leftovers,
      endedAt: endedAt
    )
    self.init(summary: summary, samples: samples)
  }
}

extension RunSummary {
  fileprivate init(
    of world: World,
    _ finished: RunRecord,
    _ records: AuditRecords,
    _ audit: IntegrityAudit,
    _ samples: RunSamples,
    _ design: Design,
    seed: UInt64,
    leftovers: [String],
    endedAt: VirtualInstant
  ) async {
    var record = finished
    record.seal(audit.findings.map(\.detail) + records.exams.map { $0[BookingSchema.Exam.totalBookings] ?? "" })
    let memory = await world.redis.inspectMemory()
    let scenario = world.scenario
    self.init(
      scenario: scenario.name,
      scenarioHash: scenario.hash,
      design: design.name,
      seed: seed,
      instances: scenario.core.instances,
      modelRevision: ScenarioRun.modelRevision,
      digest: record.digest.description,
      replay: scenario.origin.replay(design: design.name).text(seed: seed),
      endedAtSeconds: endedAt.seconds,
      isConverged: leftovers.isEmpty,
      leftovers: leftovers,
      bookings: BookingNumbers(record, lawfulRefusals: audit.lawfulRefusals.count),
      latency: LatencyNumbers(samples.wishes, responses: record.bookings.responses),
      hubSpot: HubSpotNumbers(record, scenario, endedAt: endedAt),
      store: StoreNumbers(commands: record.storeCommands, keys: memory.keyCount, usedMemoryBytes: memory.usedBytes),
      queues: Self.queues(record, records),
      jobs: record.jobs.values.sorted { $0.name < $1.name },
      alerts: record.alerts,
      audit: audit.findings
    )
  }

  private static func queues(_ record: RunRecord, _ records: AuditRecords) -> [QueueNumbers] {
    record.queues.sorted { $0.key < $1.key }.map { name, longest in
      let left = (records.queued[name] ?? 0) + (records.queued[name + ":processing"] ?? 0)
      return QueueNumbers(name: name, longest: longest, lengthAtEnd: left)
    }
  }
}

extension BookingNumbers {
  fileprivate init(_ record: RunRecord, lawfulRefusals: Int) {
    self.init()
    let told = record.bookings
    visitors = told.visitors
    offered = told.wishes.count
    confirmedAtFirstAttempt = told.confirmedAtFirstAttempt
    refusedLawfully = lawfulRefusals
    failedAttempts = told.failedAttempts
    attempts = told.attempts
    recovered = record.recovered
    for wish in told.wishes {
      switch wish.end {
      case .confirmed: confirmed += 1
      case .refused(let reason): refused[reason.rawValue, default: 0] += 1
      case .failed: failed += 1
      case .abandoned: abandoned += 1
      case nil: inFlight += 1
      }
    }
    for state in told.cancellations.values {
      switch state {
      case .cancelled: cancelled += 1
      case .refused: cancellationsRefused += 1
      case .abandoned: cancellationsAbandoned += 1
      }
    }
  }
}

extension HubSpotNumbers {
  fileprivate init(_ record: RunRecord, _ scenario: Scenario, endedAt: VirtualInstant) {
    let calls = record.calls
    var total = CallStatistics()
    for label in calls.byLabel.keys.sorted() { total.merge(calls.byLabel[label] ?? CallStatistics()) }
    let confirmed = record.bookings.wishes.count { if case .confirmed = $0.end { true } else { false } }
    func perBooking(_ count: Int) -> Double? { confirmed > 0 ? Double(count) / Double(confirmed) : nil }
    self.init(
      total: CallNumbers(total),
      byLabel: Dictionary(uniqueKeysWithValues: calls.byLabel.map { ($0.name, CallNumbers($1)) }),
      foregroundSent: calls.sent(by: .visitor),
      backgroundSent: calls.sent(by: .job),
      recoverySent: calls.sent(by: .recovery),
      logicalFailures: calls.logicalFailures,
      callsPerBooking: perBooking(total.sent),
      foregroundCallsPerBooking: perBooking(calls.sent(by: .visitor)),
      peaks: Self.peaks(calls.peaks, scenario),
      windowsPerSecond: Self.windows(calls.peaks, scenario, until: endedAt),
      refusalsByPolicyPerSecond: calls.refusalsByPolicy,
      refusalsByLabelPerSecond: calls.refusalsByLabel
    )
  }

  private static func peaks(_ peaks: WindowPeaks, _ scenario: Scenario) -> [PeakNumbers] {
    func numbers(_ bucket: String, _ seconds: Int, _ limit: Int?, _ pair: WindowPeaks.Pair) -> PeakNumbers {
      PeakNumbers(
        bucket: bucket,
        windowSeconds: Double(seconds),
        limit: limit,
        sent: pair.sent.peak,
        admitted: pair.admitted.peak
      )
    }
    let limits = scenario.hubSpot.limits.windows
    let byPolicy = peaks.byPolicy.compactMap { counted -> PeakNumbers? in
      guard let bucket = counted.policy.bucket, let seconds = counted.policy.seconds else { return nil }
      return numbers(bucket, seconds, limits[counted.policy]?.limit, counted.pair)
    }
    return byPolicy + [numbers("all_calls", 10, nil, peaks.allInTenSeconds)]
  }

  /// Of the policies that share the calls among them; those that judge all calls are told by their peaks.
  private static func windows(_ peaks: WindowPeaks, _ scenario: Scenario, until end: VirtualInstant) -> [WindowNumbers]
  {
    let limits = scenario.hubSpot.limits.windows
    return peaks.byPolicy.compactMap { counted in
      let policy = counted.policy
      guard policy.scope != .allCalls, let bucket = policy.bucket, let seconds = policy.seconds,
        let limit = limits[policy]?.limit
      else { return nil }
      return WindowNumbers(
        bucket: bucket,
        windowSeconds: Double(seconds),
        limit: limit,
        sent: counted.pair.sent.series(until: end),
        admitted: counted.pair.admitted.series(until: end)
      )
    }
  }
}

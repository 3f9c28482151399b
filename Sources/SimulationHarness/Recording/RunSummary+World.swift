import Audit
import BookingAPI
import BookingCore
import DeterministicRuntime
import Hosting
import HubSpotAPI
import LoadGeneration
import Measures
import Recording
import Scenarios
import SimulatedHubSpot
import SimulatedRedis
import VirtualTime

extension MeasuredRun {
  /// Audits a run that is over, and sums it up.
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
        promisedAge: world.promisedAge,
        isAtRest: leftovers.isEmpty,
        keepsAnswers: endedAt < .start.advanced(by: world.scenario.core.settings.answerLifetime),
        answers: finished.shown,
        workedOff: finished.workedOff,
        indexLag: world.scenario.hubSpot.indexLag,
        epochMilliseconds: world.scenario.hubSpot.epoch,
        unexpectedReplies: finished.activity.unexpectedReplies
      )
    )
    var samples = RunSamples(finished, records, audit)
    samples.tenSecondLimits = world.scenario.hubSpot.tenSecondLimits
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
    if world.recorder.keepsSamples {
      self.summary.switchSpans = world.scenario.switchWindows(until: endedAt).map {
        SwitchSpan($0.window, $0.switches, of: self)
      }
    }
  }
}

extension Scenario {
  /// The times in which the switches stand still, with what is switched in each; none when nothing ever is.
  fileprivate func switchWindows(until end: VirtualInstant) -> [(window: Range<VirtualInstant>, switches: [String])] {
    guard !switches.isEmpty else { return [] }
    var windows: [(Range<VirtualInstant>, [String])] = []
    var (from, on) = (VirtualInstant.start, [String: SwitchChange]())
    func words() -> [String] {
      on.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value.part) \($0.value.percent) %" }
    }
    for change in switches {
      let at = VirtualInstant.start.advanced(by: change.at)
      if at > from { windows.append((from..<at, words())) }
      (from, on[change.role]) = (at, change.percent > 0 ? change : nil)
    }
    if end > from { windows.append((from..<end, words())) }
    return windows
  }
}

extension Scenario.HubSpot {
  /// What the ten-second limit is over the run.
  fileprivate var tenSecondLimits: [LimitStep] {
    episodes.limit(of: .tenSecond, regularly: limits.tenSecond.limit).steps.map {
      LimitStep(from: $0.from, limit: $0.value)
    }
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
    let (scenario, activity) = (world.scenario, record.activity)
    self.init(
      scenario: scenario.name,
      scenarioHash: scenario.hash,
      design: design.name,
      seed: seed,
      instances: scenario.core.instances,
      instancesStarted: world.host.started,
      modelRevision: ScenarioRun.modelRevision,
      digest: activity.digest.description,
      replay: scenario.origin.replay(design: design.name).text(seed: seed),
      endedAtSeconds: endedAt.seconds,
      isConverged: leftovers.isEmpty,
      leftovers: leftovers,
      bookings: BookingNumbers(record, lawfulRefusals: audit.lawfulRefusals.count),
      latency: LatencyNumbers(samples.wishes, responses: record.bookings.responses),
      hubSpot: HubSpotNumbers(
        activity.calls,
        scenario.hubSpot.limits,
        results: record.bookings.confirmedWishes,
        effectiveAt: samples.wishes.compactMap(\.effectiveAt).max(),
        endedAt: endedAt
      ),
      store: StoreNumbers(commands: activity.storeCommands, keys: memory.keyCount, usedMemoryBytes: memory.usedBytes),
      queues: Self.queues(record, records),
      jobs: activity.jobs.values.sorted { $0.name < $1.name },
      alerts: record.alerts,
      audit: audit.findings
    )
  }

  private static func queues(_ record: RunRecord, _ records: AuditRecords) -> [QueueNumbers] {
    record.activity.queues.sorted { $0.key < $1.key }.map { name, longest in
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
    recovered = record.activity.recovered
    for wish in told.wishes {
      switch wish.end {
      case .confirmed: confirmed += 1
      case .refused(let reason): refused[reason.rawValue, default: 0] += 1
      case .failed: failed += 1
      case .abandoned: abandoned += 1
      case .withdrawn: withdrawn += 1
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

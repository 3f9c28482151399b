import BookingCore
import DeterministicRuntime
import HubSpotAPI
import LoadGeneration
import Settings
import SimulatedHubSpot
import Texts

extension Scenario {
  /// 16 hexadecimal digits that are the same for scenarios that run alike, on every machine: a baseline stores them, so
  /// that a check can tell a changed scenario from a changed program.
  package var hash: String {
    var digest = RunDigest()
    digest.combine(canonicalText)
    return digest.description
  }

  /// Every value that decides a run, one a line, sorted by name; lengths of time in nanoseconds. The scenario's name
  /// and summary decide nothing and are not in it, and neither is how a file came to say it: a default and the same
  /// value written out give the same text.
  package var canonicalText: String {
    var lines = CanonicalLines()
    lines.add("scenario_version", ScenarioDraft.version)
    lines.add("load", load)
    lines.add("portal", portal)
    lines.add("hubspot", hubSpot)
    lines.add("store.command", store.commandLatency)
    lines.add("core", core)
    lines.add("run.drain_limit", drainLimit)
    return lines.text
  }
}

/// Names and values, collected.
private struct CanonicalLines {
  private var lines: [String] = []

  var text: String { lines.sorted().map { $0 + "\n" }.joined() }

  mutating func add(_ name: String, _ value: String) { lines.append("\(name) = \(value)") }
  mutating func add(_ name: String, _ value: Int) { add(name, "\(value)") }
  mutating func add(_ name: String, _ value: Bool) { add(name, value ? "true" : "false") }
  mutating func add(_ name: String, _ value: Double) { add(name, DoubleText.shortest(value)) }
  mutating func add(_ name: String, _ value: Duration) { add(name + "_ns", nanoseconds(value)) }

  mutating func add(_ name: String, _ value: ClosedRange<Duration>) {
    add(name + "_ns", "\(nanoseconds(value.lowerBound))...\(nanoseconds(value.upperBound))")
  }

  private func nanoseconds(_ duration: Duration) -> String {
    let (seconds, attoseconds) = duration.components
    return "\(Int128(seconds) * 1_000_000_000 + Int128(attoseconds / 1_000_000_000))"
  }

  mutating func add(_ name: String, _ load: Scenario.Load) {
    add(name + ".arrivals", load.arrivals)
    add(name + ".exam_choice", load.examChoice.rawValue)
    let visitors = load.behaviour
    add(name + ".visitors.come_back_after", visitors.comeBackAfter)
    add(name + ".visitors.come_backs_at_most", visitors.comeBacksAtMost)
    add(name + ".visitors.other_exams_at_most", visitors.otherExamsAtMost)
    if let browse = visitors.browse {
      add(name + ".visitors.browse.share", browse.share.value)
      add(name + ".visitors.browse.think", browse.thinkTime)
    }
    if let cancel = visitors.cancel {
      add(name + ".visitors.cancel.share", cancel.share.value)
      add(name + ".visitors.cancel.after", cancel.after)
      add(name + ".visitors.cancel.rebook", cancel.rebooks.rawValue)
      add(name + ".visitors.cancel.rebook_after", cancel.rebookAfter)
    }
    if let doubleClick = visitors.doubleClick {
      add(name + ".visitors.double_click.share", doubleClick.share.value)
      add(name + ".visitors.double_click.after", doubleClick.after)
      add(name + ".visitors.double_click.key", doubleClick.key.rawValue)
    }
  }

  mutating func add(_ name: String, _ arrivals: ArrivalProcess) {
    switch arrivals {
    case .even(let count, let span, let stagger):
      add(name + ".users", count)
      add(name + ".within", span)
      add(name + ".stagger", stagger)
    case .constant(let rate, let duration):
      add(name + ".rate_per_second", rate)
      add(name + ".duration", duration)
    case .poisson(let rate, let duration):
      add(name + ".poisson_per_second", rate)
      add(name + ".duration", duration)
    case .ramp(let first, let last, let duration):
      add(name + ".ramp_from_per_second", first)
      add(name + ".ramp_to_per_second", last)
      add(name + ".duration", duration)
    case .phases(let phases):
      add(name + ".phases", phases.count)
      for (index, phase) in phases.enumerated() { add("\(name).phases[\(index)]", phase) }
    }
  }

  mutating func add(_ name: String, _ portal: Scenario.Portal) {
    add(name + ".exams", portal.exams)
    add(name + ".capacity_per_exam", portal.capacityPerExam.map(String.init) ?? "one for each visitor")
    add(name + ".credits_per_type", portal.creditsPerType)
    add(name + ".first_exam_date", portal.firstExamDate)
  }

  mutating func add(_ name: String, _ hubSpot: Scenario.HubSpot) {
    let limits = hubSpot.limits
    add(name + ".limits.burst", limits.burst)
    add(name + ".limits.daily", limits.daily.map(String.init) ?? "off")
    add(name + ".limits.search", limits.search)
    add(name + ".limits.ten_second", limits.tenSecond)
    add(name + ".limits.counts_refused_in_ten_second", limits.countsRefusedInTenSecond)
    add(name + ".limits.daily_reset", limits.dailyReset)
    add(name + ".latency", hubSpot.latency)
    add(name + ".index_lag", hubSpot.indexLag)
    add(name + ".batch_limit", hubSpot.pages.batch)
    add(name + ".association_batch_limit", hubSpot.pages.associateBatch)
    add(name + ".association_read_limit", hubSpot.pages.readAssociationBatch)
    add(name + ".association_page", hubSpot.pages.associationPage)
    add(name + ".other_traffic.ten_second_percent", hubSpot.otherTraffic.tenSecondPercent)
    add(name + ".other_traffic.search_percent", hubSpot.otherTraffic.searchPercent)
    add(name + ".other_traffic.arrivals", hubSpot.otherTraffic.arrivals == .constant ? "constant" : "poisson")
    add(name + ".start_ms", Int(hubSpot.epoch))
  }

  mutating func add(_ name: String, _ limit: RateLimit?) {
    guard let limit else { return add(name, "off") }
    add(name, limit.limit)
    add(name + "_window", limit.window)
  }

  mutating func add(_ name: String, _ latency: LatencyProfile) {
    add(name + ".sigma", latency.sigma)
    add(name + ".way_up", latency.wayUp)
    add(name + ".way_up_sigma", latency.wayUpSigma)
    add(name + ".refusal", latency.refusal)
    add(name + ".batch_extra_per_input", latency.batchExtraPerInput)
    add(name + ".median.other_calls", latency.fallback)
    // The order of the dictionaries does not show: the lines are sorted.
    for (label, median) in latency.medians { add(name + ".median.\(label)", median) }
    for (shape, median) in latency.mediansByShape {
      add(name + ".median_by_shape.\(shape.kind.rawValue).\(shape.type)", median)
    }
    for (kind, median) in latency.mediansByKind { add(name + ".median_by_kind.\(kind.rawValue)", median) }
  }

  mutating func add(_ name: String, _ core: Scenario.Core) {
    add(name + ".instances", core.instances)
    add(name + ".request_deadline", core.requestDeadline)
    let settings = core.settings
    add(name + ".retry_after_ns", settings.retryDelays.map(nanoseconds).joined(separator: ", "))
    add(name + ".exam_lock_wait", settings.examLockWait)
    add(name + ".exam_lock_lease", settings.examLockLease)
    add(name + ".request_lease", settings.requestLease)
    add(name + ".answer_lifetime", settings.answerLifetime)
    add(name + ".negative_duplicate_lifetime", settings.negativeDuplicateLifetime)
    add(name + ".positive_duplicate_at_least", settings.positiveDuplicateMinimum)
    add(name + ".seat_counter_lifetime", settings.seatCounterLifetime)
    add(name + ".recovery_grace", settings.recoveryGrace)
    add(name + ".recovery_interval", settings.recoveryInterval)
    add(name + ".recovery_batch", settings.recoveryBatch)
    add(name + ".counter_sync_interval", settings.counterSyncInterval)
    add(name + ".reconciliation_interval", settings.reconciliationInterval)
    add(name + ".reconciliation_quiet", settings.reconciliationQuiet)
    add(name + ".job_lease", settings.jobLease)
    add(name + ".association_interval", settings.associationInterval)
    add(name + ".note_interval", settings.noteInterval)
    add(name + ".queue_batch", settings.queueBatch)
    add(name + ".queue_tries", settings.queueTries)
    add(name + ".fallback_queue_length", settings.fallbackQueueLength)
  }
}

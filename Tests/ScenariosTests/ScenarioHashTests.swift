import BookingCore
import Fixtures
import LoadGeneration
import SimulatedHubSpot
import Testing

@testable import Scenarios

/// For each key of the format a line that gives it another value than `base` has.
private let changes: [(key: String, lines: String)] = [
  ("load.exam_choice", "  exam_choice: round_robin"),
  ("load.visitors.come_back_after_seconds", "  visitors: { come_back_after_seconds: [10, 31] }"),
  ("load.journeys", "  journeys: [ { steps: [ book: {} ] } ]"),
  ("load.visitors.come_backs_at_most", "  visitors: { come_backs_at_most: 9 }"),
  ("load.visitors.other_exams_at_most", "  visitors: { other_exams_at_most: 2 }"),
  ("load.visitors.browse.share_percent", "  visitors: { browse: { share_percent: 51, think_seconds: [1, 2] } }"),
  ("load.visitors.browse.think_seconds", "  visitors: { browse: { share_percent: 50, think_seconds: [1, 3] } }"),
  ("load.visitors.cancel.share_percent", cancel("51", "[1, 2]", "same_exam", "[1, 2]")),
  ("load.visitors.cancel.after_seconds", cancel("50", "[1, 3]", "same_exam", "[1, 2]")),
  ("load.visitors.cancel.rebook", cancel("50", "[1, 2]", "other_exam", "[1, 2]")),
  ("load.visitors.cancel.rebook_after_seconds", cancel("50", "[1, 2]", "same_exam", "[1, 3]")),
  (
    "load.visitors.double_click.share_percent",
    "  visitors: { double_click: { share_percent: 51, after_ms: 1, key: own } }"
  ),
  ("load.visitors.double_click.after_ms", "  visitors: { double_click: { share_percent: 50, after_ms: 2, key: own } }"),
  ("load.visitors.double_click.key", "  visitors: { double_click: { share_percent: 50, after_ms: 1, key: same } }"),
  ("portal.exams", "portal: { exams: 9 }"),
  ("portal.capacity_per_exam", "portal: { capacity_per_exam: 10 }"),
  ("portal.credits_per_type", "portal: { credits_per_type: 4 }"),
  ("portal.first_exam_date", "portal: { first_exam_date: 2027-03-02 }"),
  ("portal.past_bookings", "portal: { past_bookings: 2 }"),
  ("portal.coming_bookings", "portal: { coming_bookings: 2 }"),
  ("hubspot.tier", "hubspot: { tier: professional }"),
  ("hubspot.limit_increases", "hubspot: { limit_increases: 1 }"),
  ("hubspot.ten_second_limit", "hubspot: { ten_second_limit: 101 }"),
  ("hubspot.daily_limit", "hubspot: { daily_limit: off }"),
  ("hubspot.search_limit_per_second", "hubspot: { search_limit_per_second: 4 }"),
  ("hubspot.burst_per_second", "hubspot: { burst_per_second: off }"),
  ("hubspot.counts_refused_in_ten_second", "hubspot: { counts_refused_in_ten_second: true }"),
  ("hubspot.daily_reset_utc_hours", "hubspot: { daily_reset_utc_hours: 5.5 }"),
  ("hubspot.latency.profile", "hubspot: { latency: { profile: constant } }"),
  ("hubspot.latency.scale", "hubspot: { latency: { scale: 2 } }"),
  ("hubspot.latency.sigma", "hubspot: { latency: { sigma: 0.26 } }"),
  ("hubspot.latency.way_up_ms", "hubspot: { latency: { way_up_ms: 10.000001 } }"),
  ("hubspot.latency.way_up_sigma", "hubspot: { latency: { way_up_sigma: 0.51 } }"),
  ("hubspot.latency.refusal_ms", "hubspot: { latency: { refusal_ms: 21 } }"),
  ("hubspot.latency.batch_extra_per_input_ms", "hubspot: { latency: { batch_extra_per_input_ms: 3 } }"),
  ("hubspot.index_lag_seconds", "hubspot: { index_lag_seconds: 2.000000001 }"),
  ("hubspot.batch_limit", "hubspot: { batch_limit: 101 }"),
  ("hubspot.association_batch_limit", "hubspot: { association_batch_limit: 1999 }"),
  ("hubspot.association_read_limit", "hubspot: { association_read_limit: 999 }"),
  ("hubspot.association_page", "hubspot: { association_page: 499 }"),
  ("hubspot.other_traffic.share_percent", "hubspot: { other_traffic: { share_percent: 1 } }"),
  ("hubspot.other_traffic.arrivals", "hubspot: { other_traffic: { share_percent: 0, arrivals: poisson } }"),
  ("hubspot.episodes", "hubspot: { episodes: [{ from_seconds: 0, until_seconds: 1, latency_scale: 2 }] }"),
  ("hubspot.episodes", "hubspot: { episodes: [{ from_seconds: 0, until_seconds: 2, latency_scale: 2 }] }"),
  ("hubspot.episodes", "hubspot: { episodes: [{ from_seconds: 1, until_seconds: 2, latency_scale: 2 }] }"),
  ("hubspot.episodes", "hubspot: { episodes: [{ from_seconds: 0, until_seconds: 1, latency_scale: 3 }] }"),
  ("hubspot.episodes", "hubspot: { episodes: [{ from_seconds: 0, until_seconds: 1, ten_second_limit: 2 }] }"),
  ("hubspot.episodes", "hubspot: { episodes: [{ from_seconds: 0, until_seconds: 1, search_limit_per_second: 2 }] }"),
  ("hubspot.episodes", "hubspot: { episodes: [{ from_seconds: 0, until_seconds: 1, other_ten_second_percent: 2 }] }"),
  ("hubspot.episodes", "hubspot: { episodes: [{ from_seconds: 0, until_seconds: 1, other_search_percent: 2 }] }"),
  ("hubspot.webhooks.endpoint", "hubspot: { webhooks: { endpoint: booking-sync } }"),
  ("hubspot.webhooks.delay_ms", "hubspot: { webhooks: { endpoint: both, delay_ms: [1000, 4999] } }"),
  ("hubspot.webhooks.duplicates_percent", "hubspot: { webhooks: { endpoint: both, duplicates_percent: 1 } }"),
  ("hubspot.webhooks.disorder", "hubspot: { webhooks: { endpoint: both, disorder: true } }"),
  ("hubspot.start_utc", "hubspot: { start_utc: 2027-01-15T09:00:01Z }"),
  ("store.command_ms", "store: { command_ms: 0.5 }"),
  ("core.instances", "core: { instances: 2 }"),
  ("core.jobs", "core: { jobs: cron }"),
  ("cron.at", "core: { jobs: cron }\ncron: { at: all }"),
  ("cron.doubled", "core: { jobs: cron }\ncron: { doubled: true }"),
  ("cron.shortest_interval_seconds", "core: { jobs: cron }\ncron: { shortest_interval_seconds: 61 }"),
  ("cron.longest_run_seconds", "core: { jobs: cron }\ncron: { longest_run_seconds: 61 }"),
  ("core.host", "core: { host: an-instance-a-request }"),
  ("core.cold_start_seconds", "core: { host: an-instance-a-request, cold_start_seconds: 1 }"),
  ("core.instance_idle_seconds", "core: { host: an-instance-a-request, instance_idle_seconds: 1 }"),
  ("core.request_deadline_seconds", "core: { request_deadline_seconds: 59 }"),
  ("core.retry_after_seconds", "core: { retry_after_seconds: [1, 2] }"),
  ("core.exam_lock_wait_seconds", "core: { exam_lock_wait_seconds: 11 }"),
  ("core.exam_lock_lease_seconds", "core: { exam_lock_lease_seconds: 31 }"),
  ("core.request_lease_seconds", "core: { request_lease_seconds: 76 }"),
  ("core.answer_lifetime_seconds", "core: { answer_lifetime_seconds: 100 }"),
  ("core.negative_duplicate_lifetime_seconds", "core: { negative_duplicate_lifetime_seconds: 1 }"),
  ("core.positive_duplicate_at_least_seconds", "core: { positive_duplicate_at_least_seconds: 1 }"),
  ("core.seat_counter_lifetime_seconds", "core: { seat_counter_lifetime_seconds: 100 }"),
  ("core.recovery_grace_seconds", "core: { recovery_grace_seconds: 46 }"),
  ("core.recovery_interval_seconds", "core: { recovery_interval_seconds: 16 }"),
  ("core.recovery_batch", "core: { recovery_batch: 21 }"),
  ("core.counter_sync_interval_seconds", "core: { counter_sync_interval_seconds: 61 }"),
  ("core.reconciliation_interval_seconds", "core: { reconciliation_interval_seconds: 301 }"),
  ("core.reconciliation_quiet_seconds", "core: { reconciliation_quiet_seconds: 31 }"),
  ("core.job_lease_seconds", "core: { job_lease_seconds: 61 }"),
  ("core.association_interval_seconds", "core: { association_interval_seconds: 6 }"),
  ("core.note_interval_seconds", "core: { note_interval_seconds: 11 }"),
  ("core.queue_batch", "core: { queue_batch: 99 }"),
  ("core.queue_tries", "core: { queue_tries: 4 }"),
  ("core.fallback_queue_length", "core: { fallback_queue_length: 5001 }"),
  ("core.queue.per_second", "core: { queue: { per_second: 11 } }"),
  ("core.queue.interval_seconds", "core: { queue: { interval_seconds: 2 } }"),
  ("core.queue.longest", "core: { queue: { longest: 5001 } }"),
  ("core.queue.width", "core: { queue: { width: 101 } }"),
  ("core.queue.tries", "core: { queue: { tries: 5 } }"),
  ("core.queue.busy_patience_seconds", "core: { queue: { busy_patience_seconds: 301 } }"),
  ("core.queue.back_off_seconds", "core: { queue: { back_off_seconds: 6 } }"),
  ("core.queue.longest_back_off_seconds", "core: { queue: { longest_back_off_seconds: 61 } }"),
  ("core.queue.visibility_timeout_seconds", "core: { queue: { visibility_timeout_seconds: 76 } }"),
  ("core.queue.head_start_seconds", "core: { queue: { head_start_seconds: 31 } }"),
  ("core.queue.assumed_calls", "core: { queue: { assumed_calls: 6 } }"),
  ("core.queue.notice_interval_seconds", "core: { queue: { notice_interval_seconds: 2 } }"),
  ("load.visitors.queue.poll_seconds", "  visitors: { queue: { poll_seconds: 3 } }"),
  ("load.visitors.queue.away.share_percent", waiting("away: { share_percent: 50, seconds: [1, 2] }")),
  ("load.visitors.queue.away.share_percent", waiting("away: { share_percent: 51, seconds: [1, 2] }")),
  ("load.visitors.queue.away.seconds", waiting("away: { share_percent: 50, seconds: [1, 3] }")),
  ("load.visitors.queue.withdraw.share_percent", waiting("withdraw: { share_percent: 50, after_seconds: [1, 2] }")),
  ("load.visitors.queue.withdraw.share_percent", waiting("withdraw: { share_percent: 51, after_seconds: [1, 2] }")),
  ("load.visitors.queue.withdraw.after_seconds", waiting("withdraw: { share_percent: 50, after_seconds: [1, 3] }")),
  ("core.cache.exams_seconds", "core: { cache: { exams_seconds: 181 } }"),
  ("core.cache.credits_seconds", "core: { cache: { credits_seconds: 1801 } }"),
  ("core.cache.lists_seconds", "core: { cache: { lists_seconds: 121 } }"),
  ("core.cache.bookings_seconds", "core: { cache: { bookings_seconds: 61 } }"),
  ("core.cache.contacts_seconds", "core: { cache: { contacts_seconds: 301 } }"),
  ("core.cache.entries", "core: { cache: { entries: 999 } }"),
  ("core.cache.warming_seconds", "core: { cache: { warming_seconds: 601 } }"),
  ("core.cache.check_seconds", "core: { cache: { check_seconds: 3601 } }"),
  ("core.cache.checked", "core: { cache: { checked: 11 } }"),
  ("core.pacing.ten_second_limit", "core: { pacing: { ten_second_limit: 101 } }"),
  ("core.pacing.search_limit_per_second", "core: { pacing: { search_limit_per_second: 4 } }"),
  ("core.pacing.burst_per_second", "core: { pacing: { burst_per_second: 149 } }"),
  ("core.pacing.way_up_at_most_ms", "core: { pacing: { way_up_at_most_ms: 101 } }"),
  ("core.pacing.reserve", "core: { pacing: { reserve: 2 } }"),
  ("core.pacing.queue_bound", "core: { pacing: { queue_bound: 9999 } }"),
  ("core.pacing.longest_foreground_wait_seconds", "core: { pacing: { longest_foreground_wait_seconds: 31 } }"),
  ("core.pacing.longest_background_wait_seconds", "core: { pacing: { longest_background_wait_seconds: 121 } }"),
  ("core.pacing.background_ageing_seconds", "core: { pacing: { background_ageing_seconds: 11 } }"),
  ("core.pacing.reservoir", "core: { pacing: { reservoir: 99 } }"),
  ("core.pacing.reservoir_refresh_seconds", "core: { pacing: { reservoir_refresh_seconds: 11 } }"),
  ("core.pacing.bucket_tokens", "core: { pacing: { bucket_tokens: 9 } }"),
  ("core.pacing.bucket_tokens_per_second", "core: { pacing: { bucket_tokens_per_second: 9 } }"),
  ("monitoring.slow_seconds", "monitoring: { slow_seconds: 4 }"),
  ("monitoring.slow_call_seconds", "monitoring: { slow_call_seconds: 4 }"),
  ("monitoring.near_limit_percent", "monitoring: { near_limit_percent: 84 }"),
  ("core.shedding_patience_ms", "core: { shedding_patience_ms: 501 }"),
  ("core.coalescing.window_ms", "core: { coalescing: { window_ms: 201 } }"),
  ("core.coalescing.widest_window_ms", "core: { coalescing: { widest_window_ms: 801 } }"),
  ("core.coalescing.easy_room", "core: { coalescing: { easy_room: 51 } }"),
  ("core.coalescing.batch", "core: { coalescing: { batch: 99 } }"),
  ("core.coalescing.leader_lease_seconds", "core: { coalescing: { leader_lease_seconds: 1.1 } }"),
  ("core.coalescing.entry_lifetime_seconds", "core: { coalescing: { entry_lifetime_seconds: 11 } }"),
  ("core.coalescing.reply_lifetime_seconds", "core: { coalescing: { reply_lifetime_seconds: 61 } }"),
  ("core.credit_lifetime_seconds", "core: { credit_lifetime_seconds: 299 }"),
  ("core.exam_memory_seconds", "core: { exam_memory_seconds: 59 }"),
  ("core.credit_sync_interval_seconds", "core: { credit_sync_interval_seconds: 9 }"),
  ("admin", "admin: [{ exam: 0, at_seconds: 1, capacity: 1 }]"),
  ("admin", "admin: [{ exam: 1, at_seconds: 1, capacity: 1 }]"),
  ("admin", "admin: [{ exam: 0, at_seconds: 2, capacity: 1 }]"),
  ("admin", "admin: [{ exam: 0, at_seconds: 1, capacity: 2 }]"),
  ("admin", "admin: [{ exam: 0, at_seconds: 1, is_active: Active }]"),
  ("admin", "admin: [{ exam: 0, at_seconds: 1, is_active: Cancelled }]"),
  ("admin", "admin: [{ contact: 0, at_seconds: 1, credits_clinical: 1 }]"),
  ("admin", "admin: [{ contact: 0, at_seconds: 1, credits_mini: 1 }]"),
  ("admin", "admin: [{ contact: 0, at_seconds: 1, credits_mini: 2 }]"),
  ("admin", "admin: [{ contact: 1, at_seconds: 1, credits_mini: 2 }]"),
  ("admin", "admin: [{ contact: 0, at_seconds: 1, booking: Cancelled }]"),
  ("switches", "switches: [{ at_seconds: 1, role: notes, part: queued, percent: 10 }]"),
  ("switches", "switches: [{ at_seconds: 2, role: notes, part: queued, percent: 10 }]"),
  ("switches", "switches: [{ at_seconds: 1, role: associations, part: queued, percent: 10 }]"),
  ("switches", "switches: [{ at_seconds: 1, role: notes, part: drained, percent: 10 }]"),
  ("switches", "switches: [{ at_seconds: 1, role: notes, part: queued, percent: 11 }]"),
  ("crashes", "crashes: [{ at_seconds: 1, back_after_seconds: 1 }]"),
  ("crashes", "crashes: [{ at_seconds: 2, back_after_seconds: 1 }]"),
  ("crashes", "crashes: [{ at_seconds: 1, back_after_seconds: 2 }]"),
  ("crashes", "crashes: [{ at_seconds: 1, instance: 0, back_after_seconds: 1 }]"),
  ("run.drain_limit_seconds", "run: { drain_limit_seconds: 7201 }"),
]

private func cancel(_ share: String, _ after: String, _ rebook: String, _ rebookAfter: String) -> String {
  "  visitors: { cancel: { share_percent: \(share), after_seconds: \(after), rebook: \(rebook), "
    + "rebook_after_seconds: \(rebookAfter) } }"
}

private func waiting(_ key: String) -> String { "  visitors: { queue: { \(key) } }" }

/// The same for `load.arrivals`, whose kinds exclude each other.
private let arrivals = [
  "{ users: 10, within_seconds: 1 }", "{ users: 11, within_seconds: 1 }", "{ users: 10, within_seconds: 2 }",
  "{ users: 10, within_seconds: 1, stagger_us: 1 }", "{ rate_per_second: 1, duration_seconds: 10 }",
  "{ rate_per_second: 2, duration_seconds: 10 }", "{ rate_per_second: 1, duration_seconds: 11 }",
  "{ poisson_per_second: 1, duration_seconds: 10 }", "{ poisson_per_second: 2, duration_seconds: 10 }",
  "{ poisson_per_second: 1, duration_seconds: 11 }",
  "{ ramp_from_per_second: 1, ramp_to_per_second: 2, duration_seconds: 10 }",
  "{ ramp_from_per_second: 2, ramp_to_per_second: 2, duration_seconds: 10 }",
  "{ ramp_from_per_second: 1, ramp_to_per_second: 3, duration_seconds: 10 }",
  "{ ramp_from_per_second: 1, ramp_to_per_second: 2, duration_seconds: 11 }",
  "{ phases: [{ users: 10, within_seconds: 1 }] }",
  "{ phases: [{ users: 10, within_seconds: 1 }, { users: 1, within_seconds: 1 }] }",
  "{ phases: [{ users: 1, within_seconds: 1 }, { users: 10, within_seconds: 1 }] }",
]

@Suite("The hash of a scenario")
struct ScenarioHashTests {
  private func hash(_ lines: String) throws -> String { try ScenarioText.scenario(adding: lines + "\n").hash }

  private func bases() throws -> [String] {
    [
      try hash(""), try hash("  visitors: { browse: { share_percent: 50, think_seconds: [1, 2] } }"),
      try hash(cancel("50", "[1, 2]", "same_exam", "[1, 2]")),
      try hash("  visitors: { double_click: { share_percent: 50, after_ms: 1, key: own } }"),
    ]
  }

  @Test("is changed by every key, each in its own way")
  func everyKey() throws {
    var seen = try bases()
    for (key, lines) in changes + MonitoringKeyTests.changes {
      let hash = try hash(lines)
      #expect(!seen.contains(hash), "\(key)")
      seen.append(hash)
    }
    for label in Labels.all {
      let hash = try hash("hubspot: { latency: { median_ms: { \(label): 123 } } }")
      #expect(!seen.contains(hash), "\(label)")
      seen.append(hash)
    }
    for name in CronKeys.intervalNames {
      let hash = try hash("core: { jobs: cron }\ncron: { interval_seconds: { \(name): 601 } }")
      #expect(!seen.contains(hash), "\(name)")
      seen.append(hash)
    }
    #expect(try !seen.contains(hash("hubspot: { latency: { median_ms: { other_calls: 123 } } }")))
    #expect(Set(seen).count == seen.count)
  }

  @Test("is changed by every number of the arrivals and by their order")
  func everyArrival() throws {
    let hashes = try arrivals.map { form in
      try ScenarioText.parse("scenario_version: 1\nsummary: A test\nload:\n  arrivals: \(form)\n").hash
    }
    #expect(Set(hashes).count == arrivals.count)
  }

  @Test("is the same for a pause and a phase of no users")
  func pause() throws {
    let hashes = try ["pause_seconds: 5", "users: 0, within_seconds: 5", "pause_seconds: 6"].map { pause in
      let arrivals = "{ phases: [{ users: 1, within_seconds: 1 }, { \(pause) }] }"
      return try ScenarioText.parse("scenario_version: 1\nsummary: A test\nload:\n  arrivals: \(arrivals)\n").hash
    }
    #expect(hashes[0] == hashes[1] && hashes[0] != hashes[2])
  }

  @Test("is tried with every key that there is")
  func complete() {
    let decidesNothing = ["scenario_version", "summary", "product", "designs", "run.allow_large", "thresholds"]
    let tried = changes.map(\.key) + MonitoringKeyTests.changes.map(\.key) + decidesNothing
    let left = ScenarioSchema.keys.filter { key in
      !tried.contains(key) && !key.hasPrefix("load.arrivals.") && !key.hasPrefix("hubspot.latency.median_ms.")
        && !key.hasPrefix("cron.interval_seconds.")
    }
    #expect(left == [])
    let all = changes + MonitoringKeyTests.changes
    #expect(all.map(\.key).filter { !ScenarioSchema.keys.contains($0) } == [])
  }

  @Test("is the same for files that resolve alike")
  func alike() throws {
    let plain = try hash("")
    let explicit = """
        exam_choice: uniform
        visitors: { come_back_after_seconds: [10.0, 30.000], come_backs_at_most: 10 }
      hubspot:
        # The tier's own limit, written out.
        ten_second_limit: 100
        burst_per_second: 150
        latency: { profile: customer, scale: 1.0, sigma: 0.250, way_up_ms: 10.00 }
        start_utc: "2027-01-15T09:00:00Z"
      portal: { exams: 10 }
      run: { allow_large: true }

      """
    #expect(try hash(explicit) == plain)
    let renamed = ScenarioText.least.replacing("A test", with: "Another name for it")
    #expect(try ScenarioFile.parse(text: renamed, fileName: "elsewhere/other.yaml").hash == plain)
  }

  @Test("is the digest of the canonical text, and stays what it is from version to version")
  func stable() throws {
    let scenario = try ScenarioText.scenario()
    #expect(scenario.hash == "4e9cfca749a06596")
    #expect(scenario.hash.count == 16)
    let lines = scenario.canonicalText.split(separator: "\n").map(String.init)
    #expect(lines == lines.sorted())
    #expect(lines.contains("core.request_deadline_ns = 60000000000"))
    #expect(lines.contains("hubspot.latency.median.exam_read_ns = 200000000"))
    #expect(lines.contains("load.arrivals.users = 10"))
  }
}

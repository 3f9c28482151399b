import BookingCore
import LiteralTimes
import Measures
import Results
import Scenarios
import Settings
import SimulationHarness
import Testing
import VirtualTime

@testable import Experiments

@Suite("Keys that only some parts of a design read")
struct UnreadKeysTests {
  /// Far from the defaults, and right together with them.
  private static let values = [
    "core.association_interval_seconds": "1", "core.note_interval_seconds": "1", "core.fallback_queue_length": "0",
    "core.negative_duplicate_lifetime_seconds": "1", "core.positive_duplicate_at_least_seconds": "1",
    "core.seat_counter_lifetime_seconds": "60", "core.counter_sync_interval_seconds": "7",
    "core.reconciliation_interval_seconds": "11", "core.reconciliation_quiet_seconds": "3",
    "core.exam_lock_wait_seconds": "1", "core.shedding_patience_ms": "1", "core.exam_memory_seconds": "1",
    "core.credit_lifetime_seconds": "1", "core.credit_sync_interval_seconds": "1",
    "core.coalescing.window_ms": "77", "core.coalescing.widest_window_ms": "2000", "core.coalescing.easy_room": "5",
    "core.coalescing.batch": "3", "core.coalescing.entry_lifetime_seconds": "4",
    "core.coalescing.leader_lease_seconds": "3", "core.coalescing.reply_lifetime_seconds": "9",
    "core.pacing.ten_second_limit": "50", "core.pacing.search_limit_per_second": "2",
    "core.pacing.burst_per_second": "20", "core.pacing.way_up_at_most_ms": "300", "core.pacing.reserve": "9",
    "core.pacing.queue_bound": "5", "core.pacing.longest_foreground_wait_seconds": "3",
    "core.pacing.longest_background_wait_seconds": "9", "core.pacing.background_ageing_seconds": "1",
    "core.pacing.reservoir": "50", "core.pacing.reservoir_refresh_seconds": "20", "core.pacing.bucket_tokens": "5",
    "core.pacing.bucket_tokens_per_second": "3",
  ]

  private static let text = """
    scenario_version: 1
    summary: a rush with cancellations
    load:
      arrivals: { users: 60, within_seconds: 1 }
      visitors:
        cancel: { share_percent: 50, after_seconds: [1, 30], rebook: same_exam, rebook_after_seconds: [1, 9] }

    """

  private func digest(_ design: Design, _ overrides: [SettingsOverride] = []) throws -> String {
    let scenario = try ScenarioFile.parse(text: Self.text, fileName: "rush.yaml", overrides: overrides)
    return try ScenarioRun(scenario, design, seed: 1).summary().digest
  }

  @Test("change nothing for designs without these parts")
  func unread() throws {
    #expect(Self.values.keys.sorted() == UnreadKeys.readers.keys.sorted())
    for design in DesignRegistry.all {
      let plain = try digest(design)
      for (key, readers) in UnreadKeys.readers where !readers.contains(where: { UnreadKeys.isPart($0, of: design) }) {
        let value = try #require(Self.values[key])
        #expect(try digest(design, [SettingsOverride(path: key, value: value)]) == plain, "\(key), \(design.name)")
      }
    }
  }

  @Test("change something for a design with one of them, where it comes to it")
  func read() throws {
    for (key, design) in [
      ("core.note_interval_seconds", Design.phase2), ("core.association_interval_seconds", .phase2),
      ("core.counter_sync_interval_seconds", .phase1), ("core.exam_lock_wait_seconds", .baseline),
      ("core.coalescing.window_ms", .coalesced), ("core.pacing.ten_second_limit", .coalesced),
      ("core.note_interval_seconds", .coalesced), ("core.credit_sync_interval_seconds", .coalesced),
    ] {
      let value = try #require(Self.values[key])
      #expect(try digest(design, [SettingsOverride(path: key, value: value)]) != digest(design), "\(key)")
    }
  }

  @Test("are keys of the format, and their readers are parts that there are")
  func names() {
    for (key, readers) in UnreadKeys.readers {
      #expect(ScenarioSchema.keys.contains(key))
      for reader in readers {
        #expect(DesignRole.listed.contains { $0.name == reader.role && $0.partNames.contains(reader.part) })
      }
    }
  }

  @Test("are told with the designs that never read them, and the parts that do")
  func remarks() {
    let keys = ["load.arrivals.users", "core.note_interval_seconds", "core.fallback_queue_length"]
    #expect(
      UnreadKeys.remarks(keys, [.baseline, .phase1, .phase2]) == [
        "core.note_interval_seconds is never read by baseline, phase1: only notes=queued and notes=drained read it.",
        "core.fallback_queue_length is never read by baseline, phase1: only associations=queued and notes=queued read it.",
      ]
    )
    #expect(UnreadKeys.remarks(keys, [.phase2]).isEmpty)
  }
}

@Suite("The rows and columns of a sweep")
struct PivotAxesTests {
  private func pivot(_ text: String) throws -> PivotAxes {
    let axes = try ["users=1,2", "tier=100,190", "core.queue_batch=1,2"].map { try VaryAxis(parsing: $0) }
    return try PivotAxes(parsing: text, SweepGrid(axes))
  }

  @Test("are two of the varied keys, by the name or by the key, or the designs")
  func names() throws {
    #expect(try pivot("users,tier") == .init(rows: "load.arrivals.users", columns: "hubspot.ten_second_limit"))
    #expect(try pivot("core.queue_batch,users") == .init(rows: "core.queue_batch", columns: "load.arrivals.users"))
    #expect(try pivot("hubspot.ten_second_limit,design") == .init(rows: "hubspot.ten_second_limit", columns: "design"))
  }

  private static let varied = ["users", "tier", "core.queue_batch", "design"]

  @Test(
    "are refused when they are one, three, the same, or not varied",
    arguments: [
      ("users", PivotError.notTwo("users", varied)), ("users,tier,design", .notTwo("users,tier,design", varied)),
      ("", .notTwo("", varied)), ("users,", .notVaried("users,", "", varied)),
      ("users,usres", .notVaried("users,usres", "usres", varied)),
      ("users,load.arrivals.users", .twice("users,load.arrivals.users", "load.arrivals.users")),
    ]
  )
  func refused(_ text: String, _ error: PivotError) {
    #expect(throws: error) { try pivot(text) }
  }

  @Test("are refused in words that say what is varied, and what was probably meant")
  func messages() {
    #expect(
      PivotError.notTwo("users", Self.varied).description
        == "--pivot users: does not have two names; expected what makes the rows and what makes the columns, for example "
        + "users,tier. Varied are users, tier, core.queue_batch, design."
    )
    #expect(
      PivotError.notVaried("users,teir", "teir", Self.varied).description
        == "--pivot users,teir: teir is not varied; expected two of users, tier, core.queue_batch, design. "
        + "Did you mean tier?"
    )
  }
}

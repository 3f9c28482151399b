import AccountScenarios
import BulkSync
import Foundation
import Measures
import Settings
import SimulatedHubSpot
import SyncScenarios
import Testing

@Suite("A scenario file of the sync")
struct SyncScenarioFileTests {
  private static let dying =
    "urgent: [ { at_seconds: 0, records: 1 } ]\ncrashes: [ { at_seconds: 1, back_after_seconds: 1 } ]\n"

  static let least = """
    scenario_version: 1
    summary: A test
    product: bulk-sync
    source: { records: 10 }

    """

  private static func parse(_ text: String) throws(SettingsProblems) -> SyncScenario {
    try SyncScenarioFile.parse(text: text, fileName: "test.yaml")
  }

  private static func problems(_ text: String) -> [String] {
    do {
      _ = try parse(text)
      return []
    } catch {
      return error.problems.map { String(describing: $0).replacing("test.yaml:", with: "") }
    }
  }

  @Test("says little more than the records, and has defaults for all else")
  func least() throws {
    let scenario = try Self.parse(Self.least)
    #expect(scenario.name == "test" && scenario.summary == "A test")
    #expect(scenario.designs.map(\.name) == SyncDesign.all.map(\.name))
    #expect(scenario.sync == SyncSettings())
    #expect(scenario.account.latency.resolved == .records)
    #expect(scenario.account.limits.tenSecond.limit == 100 && scenario.account.limits.daily == 250_000)
    #expect(scenario.crashes.isEmpty && scenario.thresholds.isEmpty)
  }

  @Test("says everything that decides a run")
  func everything() throws {
    let scenario = try Self.parse(
      """
      scenario_version: 1
      summary: A test
      product: bulk-sync
      designs: [batched, one-by-one]
      source: { records: 100, seed: 7, changed_percent: 1.5, removed_percent: 98.5 }
      hubspot: { tier: professional, index_lag_seconds: 5, latency: { median_ms: { record_upsert: 400 } } }
      sync: { removal: keep, item_attempts: 2, pause_at_daily_limit_seconds: 60 }
      journal: { transaction_ms: 5 }
      crashes: [ { at_seconds: 3, back_after_seconds: 1 } ]
      faults: { refused_percent: 2, refused_times: 3 }
      thresholds:
        success: rate > 98%
        "duration{design:batched}": [ "value < 62 s", "value > 1 m" ]

      """
    )
    #expect(scenario.designs.map(\.name) == ["batched", "one-by-one"])
    guard case .sample(let sample) = scenario.source else { throw Unexpected() }
    #expect(sample.records == 100 && sample.seed == 7 && sample.isIncremental)
    #expect(scenario.account.limits.tenSecond.limit == 190)
    #expect(scenario.account.latency.resolved.medians[RecordLabel.upsert] == .milliseconds(400))
    #expect(scenario.sync.removal == .keep && scenario.sync.pauseAtDailyLimit == .seconds(60))
    #expect(scenario.journalLatency == .milliseconds(5))
    #expect(scenario.crashes == [CrashSettings(at: .seconds(3), backAfter: .seconds(1))])
    #expect(scenario.refused == RefusedInputs(share: 0.02, times: 3))
    #expect(
      scenario.thresholds.map(\.description) == [
        "success rate > 98%", "duration{design:batched} value < 62 s", "duration{design:batched} value > 1 m",
      ]
    )
  }

  @Test("may name files instead of records that are made up")
  func files() throws {
    let scenario = try Self.parse(
      Self.least.replacing("{ records: 10 }", with: "{ file: names.csv, before: \"old names.csv\" }")
    )
    #expect(scenario.source == .file(SyncSourceSettings.File(path: "names.csv", before: "old names.csv")))
  }

  @Test(
    "is refused with the place, what was expected and what is near",
    arguments: [
      ("sourc: {}\n", ["5: sourc is not a known key. Did you mean source?"]),
      (
        "designs: [bached]\n",
        [
          "5: designs[0] names no design: There is no design \"bached\" of the sync; expected one of one-by-one, "
            + "five-workers, five-by-five, batched, batched-paced. Did you mean batched?"
        ]
      ),
      ("sync: { item_attempts: 11 }\n", ["5: sync.item_attempts is 11; expected at most 10."]),
      (
        "hubspot: { association_page: 5 }\n",
        [
          "5: hubspot.association_page is not a known key; known here are tier, limit_increases, ten_second_limit, "
            + "daily_limit, search_limit_per_second, burst_per_second, counts_refused_in_ten_second, "
            + "daily_reset_utc_hours, latency, index_lag_seconds, batch_limit, other_traffic, episodes, start_utc."
        ]
      ),
      (
        "urgent: [ { at_seconds: 5, records: 11 } ]\n",
        ["5: urgent has 11 records at its item 0, and the source has 10; expected at most so many."]
      ),
      (
        "urgent: [ { at_seconds: 5, records: 1 }, { at_seconds: 4, records: 1 } ]\n",
        ["5: urgent goes back from 5 s to 4 s at its item 1; expected files in the order of time."]
      ),
      (
        "hubspot: { daily_limit: 1 }\ndesigns: [one-by-one, five-workers]\nsource: { records: 31 }\n",
        [
          "6: source.records breaks the rule days-of-quota: one-by-one needs 62 calls for it, which are the quotas of 62 days "
            + "with 1 calls a day; expected at most 60. Leave such designs out, take fewer records, or raise the limit "
            + "(hubspot.daily_limit)."
        ]
      ),
      // With a hundred in a call it can be run.
      ("hubspot: { daily_limit: 1 }\nsource: { records: 31 }\n", []),
      ("hubspot: { daily_limit: 1 }\ndesigns: [one-by-one]\nsource: { records: 30 }\n", []),
      // A batch takes half a second, once in a million times 3.28 as long.
      (Self.dying + "hubspot: { latency: { scale: 6 } }\n", []),
      ("urgent: [ { at_seconds: 0, records: 1 } ]\nhubspot: { latency: { scale: 60 } }\n", []),
      (
        Self.dying + "hubspot: { latency: { scale: 7 } }\n",
        [
          "7: hubspot.latency breaks the rule pause-outlasts-calls: an instance waits 10.1 s for what a dead one has sent, and a "
            + "call can take 11.44 s, so that the content before an urgent one could arrive last; expected "
            + "sync.pause_after_death_seconds of at least as much."
        ]
      ),
      (
        Self.dying + "hubspot: { latency: { scale: 7 } }\nsync: { pause_after_death_seconds: 12 }\n", []
      ),
      ("hubspot: { daily_limit: 1 }\ndesigns: [batched]\nsource: { records: 6000 }\n", []),
      (
        "hubspot: { other_traffic: { share_percent: 95 } }\n",
        [
          "5: hubspot.other_traffic.share_percent breaks the rule others-leave-room: other apps ask for 95 % of the quotas: "
            + "next to nothing is left for the sync; expected less than 95."
        ]
      ),
      ("hubspot: { other_traffic: { share_percent: 94 } }\n", []),
      // Five calls and two and a half searches a second, for the 300 s until somebody asks again.
      ("hubspot: { other_traffic: { share_percent: 50 }, daily_limit: 2250 }\n", []),
      (
        "hubspot: { other_traffic: { share_percent: 50 }, daily_limit: 2249 }\n",
        [
          "5: hubspot.other_traffic.share_percent breaks the rule others-leave-room: other apps use up the 2249 calls of a day "
            + "within 299.9 s, and the sync asks again after sync.pause_at_daily_limit_seconds, 300: it finds something left "
            + "on few days; expected a shorter pause."
        ]
      ),
      (
        "hubspot: { other_traffic: { share_percent: 90 }, search_limit_per_second: 1000 }\n",
        [
          "5: hubspot.other_traffic.share_percent breaks the rule others-leave-room: other apps send 909 calls a second, and "
            + "hubspot.burst_per_second lets 150 pass: next to nothing is left for the sync."
        ]
      ),
      (
        "journal: { outages: [ { from_seconds: 5, until_seconds: 5 } ] }\n",
        ["5: journal.outages[0] goes from 5 to 5 s; expected until_seconds later than from_seconds."]
      ),
      (
        "hubspot: { tier: startr }\n",
        [
          "5: hubspot.tier is \"startr\"; expected starter, free, professional, enterprise or marketplace. "
            + "Did you mean starter?"
        ]
      ),
      (
        "beside: { scenario: a.yaml, reserve: 0 }\n",
        ["5: beside.reserve is 0; expected at least 1."]
      ),
      (
        "beside: { scenario: a.yaml }\nhubspot: { tier: professional }\nthresholds: { calls: count < 1 }\n",
        [
          "6: hubspot is not read with beside: the account is that of the booking system's scenario; expected one without "
            + "the other.",
          "7: thresholds is not read with beside, where runs of both products are compared; expected one without the other.",
        ]
      ),
      (
        "designs: [batched]\ncrashes: [ { at_seconds: 1, instance: 1, back_after_seconds: 1 } ]\n",
        [
          "6: crashes names instance 1, and no design has more than 1, from 0; expected at most 0."
        ]
      ),
      (
        "thresholds: { durations: value < 1 s }\n",
        [
          "5: thresholds.durations is no metric with tags, at letter 1: there is no metric durations of a sync; did you "
            + "mean duration?\n  durations\n  ^"
        ]
      ),
      (
        "thresholds: { \"duration{design:batch}\": value < 1 s }\n",
        [
          "5: thresholds.duration{design:batch} is for no design: There is no design \"batch\" of the sync; expected one "
            + "of one-by-one, five-workers, five-by-five, batched, batched-paced. Did you mean batched?"
        ]
      ),
    ]
  )
  func wrong(addition: String, expected: [String]) {
    // A source of its own stands in the place of the usual one.
    let least =
      addition.contains("\nsource:") ? Self.least.replacing("source: { records: 10 }\n", with: "") : Self.least
    #expect(Self.problems(least + addition) == expected)
  }

  @Test("is refused when different records change and go that are more than there are")
  func shares() {
    func problems(_ removed: String) -> [String] {
      Self.problems(
        Self.least.replacing("records: 10", with: "records: 10, changed_percent: 60, removed_percent: \(removed)")
      )
    }
    #expect(problems("40") == [])
    #expect(
      problems("40.5") == [
        "4: source.removed_percent is 40.5, and source.changed_percent 60, of different records; expected at most 100 "
          + "together."
      ]
    )
  }

  @Test("is no scenario of bookings, nor the other way round: which command takes a file is said")
  func products() {
    #expect(
      Self.problems("scenario_version: 1\nproduct: booking\n") == [
        "2: product is booking; expected bulk-sync. Such files are for booking-sim run, compare, check and the other "
          + "commands of bookings."
      ]
    )
    #expect(
      Self.problems("scenario_version: 1\n") == [
        " product is not there, so that the file is a scenario of booking; expected bulk-sync. Such files are for "
          + "booking-sim run, compare, check and the other commands of bookings."
      ]
    )
  }

  @Test("decides the same run whether a default is written or not, and another one with another value")
  func hash() throws {
    let hash = try Self.parse(Self.least).hash
    #expect(try Self.parse(Self.least + "sync: { item_attempts: 3 }\npacing: { reserve: 1 }\n").hash == hash)
    #expect(try Self.parse(Self.least + "thresholds: { deaths: count == 0 }\n").hash == hash)
    for addition in [
      "sync: { item_attempts: 4 }\n", "sync: { removal: keep }\n", "journal: { transaction_ms: 3 }\n",
      "hubspot: { tier: professional }\n", "faults: { refused_percent: 1 }\n",
      "crashes: [ { at_seconds: 3, back_after_seconds: 1 } ]\n", "urgent: [ { at_seconds: 3, records: 10 } ]\n",
      "sync: { pause_after_death_seconds: 0 }\n", "pacing: { reserve: 0 }\n", "alerts: { queue_records: 10 }\n",
      "journal: { outages: [ { from_seconds: 5, until_seconds: 6 } ] }\n",
    ] {
      #expect(try Self.parse(Self.least + addition).hash != hash, "\(addition)")
    }
    #expect(try Self.parse(Self.least.replacing("records: 10", with: "records: 10, changed_percent: 0")).hash != hash)
  }

  private struct Unexpected: Error {}
}

@Suite("The shipped scenarios of the sync")
struct SyncScenariosShippedTests {
  private static let directory = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../scenarios/sync").standardized.path()

  private static var files: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []).filter { $0.hasSuffix(".yaml") }.sorted()
  }

  @Test("are right, and decide different runs")
  func load() throws {
    let scenarios = try Self.files.map { try SyncScenarioFile.load(path: "\(Self.directory)/\($0)") }
    #expect(scenarios.count >= 4)
    #expect(Set(scenarios.map(\.hash)).count == scenarios.count)
  }

  @Test("name the schema for editors in their first line", arguments: files)
  func schema(file: String) throws {
    let text = try String(contentsOfFile: "\(Self.directory)/\(file)", encoding: .utf8)
    #expect(text.hasPrefix("# yaml-language-server: $schema=schema.json\n"))
  }

  @Test("have their schema beside them (renew: booking-sim schema --product bulk-sync > scenarios/sync/schema.json)")
  func committed() throws {
    let text = try String(contentsOfFile: "\(Self.directory)/schema.json", encoding: .utf8)
    #expect(text == SyncScenarioSchema.json() + "\n")
  }
}

import BookingCore
import Foundation
import Measures
import Results
import Scenarios
import Settings
import SimulationHarness
import Testing

@testable import Experiments

/// Texts of claims, and what is wrong with them.
enum ClaimsText {
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  static func path(_ path: String) -> String { root.appending(path: path).path() }

  /// A file with one claim.
  ///
  /// - Parameters:
  ///   - replacing: a part of the claim.
  ///   - by: what stands there instead.
  static func one(_ replacing: String = "", by: String = "") -> String {
    let text = """
      claims_version: 1
      document: A document
      claims:
        - id: X-01
          section: "2"
          says: Something is promised.
          load: one user
          scenario: \(path("scenarios/idle-1.yaml"))
          design: phase1
          seeds: 2
          promises:
            - measure: success
              at_least: 95 %
      """
    return replacing.isEmpty ? text : text.replacing(replacing, with: by)
  }

  static func cases(_ text: String) throws -> [ClaimCase] { try ClaimsFile.parse(text: text, fileName: "claims.yaml") }

  /// Whatever is wrong with a text, one problem each.
  static func problems(_ text: String) -> [String] {
    do {
      _ = try ClaimsFile.parse(text: text, fileName: "claims.yaml")
      return []
    } catch { return error.problems.map(\.description) }
  }
}

extension ProductScenario {
  fileprivate var bookings: Scenario? { if case .booking(let scenario) = self { scenario } else { nil } }
}

@Suite("A file of claims")
struct ClaimsFileTests {
  @Test("says what is promised of which design, within which bounds")
  func good() throws {
    let each = try #require(try ClaimsText.cases(ClaimsText.one()).first)
    #expect(each.claim.id == "X-01" && each.claim.seeds == 2 && each.claim.note == nil)
    let promise = try #require(each.claim.promises.first)
    #expect(promise.measure.description == "success rate" && promise.design == "phase1")
    #expect(promise.range.lower == ClaimedRange.Bound(0.95, isIncluded: true, text: "95 %"))
    #expect(promise.range.upper == nil && promise.comparison == nil)
    #expect(each.subjects[0].design == "phase1" && each.subjects[0].world.scenario.bookings?.visitors == 1)
  }

  @Test("sets keys of the scenario, those of a promise after those of its claim")
  func settings() throws {
    let text = ClaimsText.one("seeds: 2", by: "set: { load.arrivals.users: 7, core.instances: 2 }")
      .replacing("at_least: 95 %", with: "at_least: 95 %\n        set: { load.arrivals.users: 9 }")
    let world = try #require(try ClaimsText.cases(text).first).subjects[0].world
    #expect(world.scenario.bookings?.visitors == 9 && world.scenario.bookings?.core.instances == 2)
  }

  @Test("compares two designs, with open bounds where it says above and below")
  func comparison() throws {
    let text = ClaimsText.one("at_least: 95 %", by: "above: 1 %\n        below: 2 %\n        less_than: baseline")
    let each = try #require(try ClaimsText.cases(text).first)
    let promise = each.claim.promises[0]
    #expect(promise.comparison == .lessThan("baseline") && each.subjects[0].other == "baseline")
    #expect(promise.range.lower?.isIncluded == false && promise.range.upper?.value == 0.02)
  }

  @Test("may be about a design that does not exist yet, and names it by needs")
  func missing() throws {
    let future = try #require(
      try ClaimsText.cases(ClaimsText.one("design: phase1", by: "needs: phase1+magic=on")).first
    )
    #expect(future.subjects[0].design == nil && future.claim.promises[0].design == "phase1+magic=on")
    let present = try #require(try ClaimsText.cases(ClaimsText.one("design: phase1", by: "needs: phase2")).first)
    #expect(present.subjects[0].design == "phase2")
  }
}

@Suite("A file of claims that cannot be used")
struct BadClaimsFileTests {
  @Test("names the key that is no key, and the one that is near")
  func key() {
    let problems = ClaimsText.problems(ClaimsText.one("seeds: 2", by: "seedz: 2"))
    #expect(problems == ["claims.yaml:10: claims[0].seedz is not a known key. Did you mean seeds?"])
  }

  @Test("names the scenario that is not there, and the one that is near")
  func scenario() {
    let problems = ClaimsText.problems(ClaimsText.one("idle-1.yaml", by: "idle1.yaml"))
    #expect(problems.count == 1)
    #expect(problems[0].hasPrefix("claims.yaml:8: claims[0].scenario is \"/"))
    #expect(problems[0].hasSuffix("; did you mean idle-1.yaml?"))
  }

  @Test("shows what is wrong with a key that is set")
  func settings() {
    let problems = ClaimsText.problems(ClaimsText.one("seeds: 2", by: "set: { load.arrivals.user: 3 }"))
    #expect(problems.count == 1)
    #expect(problems[0].hasPrefix("claims.yaml:10: claims[0].set cannot be run: "))
    #expect(problems[0].hasSuffix("load.arrivals.user is not a known key. Did you mean users?"))
  }

  @Test("names the design that is not there: only needs may")
  func design() {
    let problems = ClaimsText.problems(ClaimsText.one("design: phase1", by: "design: phase9"))
    #expect(
      problems == [
        "claims.yaml:9: claims[0].design cannot be made: There is no design \"phase9\"; expected one of "
          + "\(DesignRegistry.all.map(\.name).joined(separator: ", ")). A design that does not exist yet is named by needs."
      ]
    )
    #expect(ClaimsText.problems(ClaimsText.one("    design: phase1\n", by: "")).count == 1)
    let both = ClaimsText.problems(ClaimsText.one("design: phase1", by: "design: phase1\n    needs: phase2"))
    #expect(both == ["claims.yaml:10: claims[0].needs and design are both given; expected one of them."])
    // A design that can never be is no matter of waiting for a part.
    #expect(
      ClaimsText.problems(ClaimsText.one("design: phase1", by: "needs: phase1+seats=store+seats=store")).count == 1
    )
  }

  @Test("shows where a measure stops being one")
  func measure() {
    let problems = ClaimsText.problems(ClaimsText.one("measure: success", by: "measure: sucess"))
    #expect(problems.count == 1)
    #expect(problems[0].hasPrefix("claims.yaml:12: claims[0].promises[0].measure is no measure, at letter 1: "))
    #expect(problems[0].contains("did you mean success?"))
  }

  @Test("wants a bound, in the measure's unit, and leaves a value")
  func bounds() {
    let key = "claims[0].promises[0]"
    #expect(
      ClaimsText.problems(ClaimsText.one("\n        at_least: 95 %", by: ""))
        == ["claims.yaml:12: \(key).measure has no bound; expected at_least, above, at_most or below."]
    )
    #expect(
      ClaimsText.problems(ClaimsText.one("95 %", by: "2 s"))
        == ["claims.yaml:13: \(key).at_least is \"2 s\": the bound is 2 s; expected a number with % or no unit."]
    )
    #expect(
      ClaimsText.problems(ClaimsText.one("at_least: 95 %", by: "at_least: 95 %\n        at_most: 90 %"))
        == ["claims.yaml:13: \(key).at_least leaves no value; expected the smaller bound below."]
    )
    #expect(
      ClaimsText.problems(ClaimsText.one("at_least: 95 %", by: "at_least: 95 %\n        above: 90 %"))
        == ["claims.yaml:14: \(key).above and at_least are both given; expected one of them."]
    )
  }

  @Test("gives each claim once")
  func twice() {
    let text = ClaimsText.one()
    let entry = text[(text.range(of: "  - id")?.lowerBound ?? text.endIndex)...]
    #expect(
      ClaimsText.problems(text + "\n" + entry)
        == ["claims.yaml:14: claims[1].id is X-01, which claims[0] is already; expected each claim once."]
    )
  }

  @Test("varies a key that the scenario has, in ascending order")
  func turns() {
    func problems(_ key: String, _ values: String, toWithin step: String = "1") -> [String] {
      let turn = "turns_on:\n      - { key: \(key), values: \(values), to_within: \(step) }\n    seeds: 2"
      return ClaimsText.problems(ClaimsText.one("seeds: 2", by: turn))
    }
    #expect(problems("load.arrivals.users", "[1, 5]").isEmpty)
    #expect(problems("load.arrivals.users", "[5, 1]").first?.contains("values are not in ascending order") == true)
    #expect(problems("load.arrivals.user", "[1, 5]").first?.contains("Did you mean users?") == true)
    #expect(problems("load.arrivals.users", "[0, 5]").first?.contains("expected at least 1") == true)
    let half = problems("load.arrivals.users", "[1, 5]", toWithin: "0.5")
    #expect(half.first?.contains("claims[0].turns_on[0].to_within leads the search to values") == true, "\(half)")
    #expect(half.first?.contains("expected a whole number") == true, "\(half)")
    // Nothing lies between.
    #expect(problems("load.arrivals.users", "[1, 2]", toWithin: "1.5").isEmpty)
  }

  @Test("is told everything at once")
  func all() {
    let text = ClaimsText.one("95 %", by: "2 s").replacing("phase1", with: "phase9").replacing("idle-1", with: "none")
    #expect(ClaimsText.problems(text.replacing("success", with: "sucess")).count == 3)
    #expect(ClaimsText.problems(text).count == 3)
  }
}

@Suite("The shipped claims")
struct ShippedClaimsTests {
  @Test("are every promise of the documents about booking, the other endpoints and the sync, once, in order")
  func complete() throws {
    let phase1 = try ClaimsFile.load(path: ClaimsText.path("scenarios/claims/phase1.yaml"))
    let phase2 = try ClaimsFile.load(path: ClaimsText.path("scenarios/claims/phase2.yaml"))
    func ids(_ prefix: String, _ count: Int) -> [String] { (1...count).map { prefix + ($0 < 10 ? "0\($0)" : "\($0)") } }
    // What P1-18 says of today is a claim of its own, or the one half would fail the other.
    #expect(phase1.map(\.claim.id) == ids("P1-", 18) + ["P1-18b", "P1-19"])
    // What P2-11 says is measured with phase 2 as it is, and beside it with requests in a queue.
    #expect(phase2.map(\.claim.id) == ids("P2-", 14).flatMap { $0 == "P2-11" ? [$0, "P2-11b"] : [$0] })
    let others = try ClaimsFile.load(path: ClaimsText.path("scenarios/claims/batch-and-cache.yaml"))
    let all = ids("BC-", 13).flatMap { ["BC-05", "BC-13"].contains($0) ? [$0, $0 + "b"] : [$0] }
    #expect(others.map(\.claim.id) == all)
    let sync = try ClaimsFile.load(path: ClaimsText.path("scenarios/claims/bulk-sync.yaml"))
    #expect(sync.map(\.claim.id) == ids("BS-", 5))
  }
}

@Suite("Claims about the sync")
struct SyncClaimsTests {
  private static let text = """
    claims_version: 1
    document: A document
    claims:
      - id: X-01
        section: "2"
        says: Something is promised.
        load: a thousand records
        scenario: \(ClaimsText.path("scenarios/sync/sync-69000.yaml"))
        set: { source.records: 1000 }
        design: five-workers
        seeds: 2
        promises:
          - measure: duration
            at_most: 100 s
          - measure: calls
            less_than: one-by-one
            at_least: 1
    """

  @Test("are judged by runs of the sync, with their cause, beside the design that does best")
  func judged() throws {
    let result = try #require(try ClaimStudy(try ClaimsText.cases(Self.text)).results().first)
    // A thousand searches, five a second, take 199 s at least.
    #expect(result.promises.map(\.verdict) == [.fails, .fails])
    #expect(result.unsound.isEmpty)
    #expect(result.promises[0].yardstick?.design == "batched-paced" && result.promises[1].yardstick == nil)
    guard case .bulkSync(let causes)? = result.promises[0].causes else {
      Issue.record("causes of a sync are expected")
      return
    }
    #expect(causes.forecast.bound == "the search limit" && causes.forecast.floorSeconds == 199)
    #expect(causes.limits["search"] == 5)
  }

  @Test(
    "are refused with designs and measures of bookings, and with what cannot be run",
    arguments: [
      ("design: five-workers", "design: phase2", "There is no design \"phase2\" of the sync"),
      ("measure: duration", "measure: time_to_booking med", "there is no metric time_to_booking of a sync"),
      ("source.records: 1000", "source.records: -1", "source.records"),
      ("sync-69000.yaml", "sync-and-rush.yaml", "is no sync alone of records that are made up"),
    ]
  )
  func wrong(part: String, other: String, message: String) {
    let problems = ClaimsText.problems(Self.text.replacing(part, with: other))
    #expect(problems.contains { $0.contains(message) }, "\(problems)")
  }
}

import Foundation
import LiteralTimes
import Measures
import Results
import Testing
import VirtualTime

@testable import Reports

@Suite("A report of capacity")
struct CapacityReportTests {
  private func plan(visitors: Int = 100, own: Double = 1, isAssumed: Bool = false) -> CapacityPlan {
    CapacityPlan(
      scenario: "example",
      scenarioHash: "0123456789abcdef",
      path: "example.yaml",
      modelRevision: 1,
      objective: ["success rate > 99 %"],
      designs: ["phase2"],
      tiers: [.init(name: "100", tenSecondLimit: 100, dailyLimit: nil)],
      axes: [.users, .span],
      visitors: visitors,
      spanSeconds: own < 1 ? own : 1,
      isSpanAssumed: isAssumed,
      ownSpanSeconds: own,
      otherTrafficPercent: 0,
      searchesPerSecond: 5,
      firstSeed: 1,
      bisectionSeeds: 5,
      holding: HoldingRule(),
      warmUpSeconds: 60,
      steadySeconds: 300,
      bounds: ["users": 3, "span": 7_200]
    )
  }

  private func result(
    _ plan: CapacityPlan,
    span: Int? = 40,
    change: (inout CapacityRow) -> Void = { _ in }
  ) -> CapacityResult {
    var users = CapacityRow(design: "phase2", tier: "100", axis: .users)
    users.holding = 3
    change(&users)
    var spread = CapacityRow(design: "phase2", tier: "100", axis: .span)
    spread.holding = span
    return CapacityResult(plan, [users, spread])
  }

  private func text(_ result: CapacityResult) -> String { CapacityReport(result).content.text(.plain) }

  private func breaking(
    _ got: MeasureValue?,
    _ unit: MeasureUnit = .milliseconds,
    text: String = "x < 2 s",
    unsound: Int = 0
  ) -> String {
    let broken = got.map { [CapacityRow.BrokenThreshold(text: text, runs: 2, got: $0, unit: unit)] } ?? []
    return self.text(
      result(plan()) {
        $0.breaking = .init(
          load: 4,
          runs: 5,
          unsoundRuns: unsound,
          thresholds: broken,
          callsPerBooking: nil,
          causes: Causes()
        )
      }
    )
  }

  @Test("marks what ended at a bound: the load, the knee and the headroom")
  func bounds() {
    let open = text(
      result(plan()) {
        ($0.isOpen, $0.knee, $0.isKneeOpen) = (true, 3, true)
      }
    )
    #expect(open.contains(">= 3 >= 3"))
    #expect(open.contains(">= -97 %"))
    #expect(!text(result(plan()) { $0.knee = 3 }).contains(">="))
  }

  @Test("says whose objective it is, unless the user gave it")
  func objective() {
    var plan = plan()
    #expect(text(result(plan)).contains("objective: success rate > 99 %\n"))
    plan.objectiveSource = .scenario
    #expect(text(result(plan)).contains("objective: success rate > 99 % (the scenario's own)\n"))
    plan.objectiveSource = .usual
    #expect(
      text(result(plan)).contains("success rate > 99 % (the usual one: the scenario has none for every design)\n")
    )
  }

  @Test("counts visitors where nobody books, and says what its knee is told by")
  func lists() {
    var plan = plan()
    plan.isOfBookings = false
    plan.kneeMeasure = "response_time{endpoint:list} p(95)"
    plan.axes = [.users, .rate]
    var row = CapacityRow(design: "phase2", tier: "100", axis: .rate)
    row.confirmed = .init(held: 60, runs: 60, least: 0.951)
    row.holding = 7
    let text = text(CapacityResult(plan, [CapacityRow(design: "phase2", tier: "100", axis: .users), row]))
    #expect(text.contains("visitors a minute: Poisson arrivals"))
    #expect(text.contains("phase2, 100: 7 visitors a minute: kept by 60 of 60 seeds"))
    #expect(text.contains("knee: up to here response_time{endpoint:list} p(95) stays below twice"))
    #expect(!text.contains("bookings a minute"))
  }

  @Test("says by how many seeds a load was judged, and the next one")
  func judged() {
    let text = text(
      result(plan()) {
        $0.confirmed = .init(held: 278, runs: 283, least: 0.950_4)
        $0.breaking = .init(load: 4, runs: 396, held: 376, thresholds: [], callsPerBooking: nil, causes: Causes())
      }
    )
    #expect(text.contains("kept by at least 95 % of all seeds, 95 % sure"))
    #expect(
      text.contains(
        "phase2, 100: 3 users at once: kept by 278 of 283 seeds, so by at least 95 % of all; "
          + "4 users at once: kept by 376 of 396 seeds, which does not show it"
      )
    )
  }

  @Test("blames the design's own calls only for a time that was reached while nothing was refused")
  func ownTime() {
    let phrase = "own calls take that long"
    #expect(breaking(.number(2_500)).contains(phrase))
    #expect(!breaking(.share(events: 1, trials: 2), .share).contains(phrase))
    #expect(!breaking(.never).contains(phrase))
    #expect(!breaking(.number(1_000), text: "x > 2 s").contains(phrase))
    #expect(breaking(.never).contains("(not reached)"))
    #expect(breaking(.missing).contains("(there was nothing to observe)"))
    #expect(!breaking(.missing).contains(phrase))
    #expect(breaking(nil, unsound: 2).contains("not sound in 2 of 5 seeds"))
    #expect(!breaking(nil, unsound: 2).contains(phrase))
  }

  @Test("says that runs were not sound, and how to repeat one")
  func unsound() {
    let run = CapacityRow.UnsoundRun(load: 1, seed: 7, problems: ["lost"], replay: "booking-sim run x --seed 7")
    let text = text(result(plan()) { $0.unsound = [run] })
    #expect(text.contains("users: 1 run not sound\n  the first: 1 user at once, seed 7\n  lost\n  replay: booking-sim"))
    #expect(!text.contains("is sound"))
    #expect(self.text(result(plan())).hasSuffix("every run that was judged is sound\n"))
  }

  @Test("tells staggering against the span of the scenario's own visitors")
  func staggering() {
    let gained = "wider arrivals: +97 users, for 100 users hold when they come within 40 s instead of 1 s"
    #expect(text(result(plan())).contains(gained))
    #expect(!text(result(plan()) { $0.isOpen = true }).contains("+97 users"))
    #expect(text(result(plan()) { $0.holding = 100 }).contains("wider arrivals: 100 users hold when they come"))
    #expect(text(result(plan(own: 0.25), span: 0)).contains("not needed, 100 users hold within 0.25 s"))
    #expect(text(result(plan(own: 300, isAssumed: true))).contains("not needed, 100 users hold within 300 s"))
    #expect(text(result(plan(visitors: 1), span: nil)).contains("1 user does not hold even within 7200 s"))
    #expect(text(result(plan(own: 300, isAssumed: true))).contains("within 1 s, which is assumed"))
    #expect(!text(result(plan())).contains("assumed"))
  }

  /// Two tiers of one design, of which each holds so many.
  private func tiers(_ users: [Int?], rate: [Int?], isOpen: [Bool] = [false, false]) -> CapacityResult {
    var plan = plan()
    plan.tiers = ["100", "190"].map { .init(name: $0, tenSecondLimit: 100, dailyLimit: nil) }
    plan.axes = [.users, .rate]
    let rows = (0..<4).map { number -> CapacityRow in
      let (_, tier, axis) = plan.search(number)
      var row = CapacityRow(design: "phase2", tier: plan.tiers[tier].name, axis: axis)
      row.holding = axis == .users ? users[tier] : rate[tier]
      row.isOpen = axis == .users && isOpen[tier]
      return row
    }
    return CapacityResult(plan, rows)
  }

  @Test("says what more would buy, and that it buys nothing rather than +0")
  func offers() {
    #expect(text(tiers([3, 7], rate: [9, 8])).contains("  tier 190: +4 users at once, -1 booking a minute\n"))
    #expect(text(tiers([3, 3], rate: [9, 9])).contains("  tier 190: nothing more\n"))
    #expect(text(tiers([nil, nil], rate: [nil, nil])).contains("  tier 190: nothing more\n"))
    #expect(text(tiers([3, 3], rate: [9, 10])).contains("  tier 190: no more users at once, +1 booking a minute\n"))
    #expect(
      text(tiers([3, 4], rate: [9, 9], isOpen: [false, true])).contains(">= +1 user at once, no more bookings")
    )
    #expect(text(tiers([4, 4], rate: [9, 9], isOpen: [true, true])).contains("users at once: both reach the bound"))
    #expect(!text(tiers([3, 3], rate: [9, 9])).contains("+0"))
  }

  @Test("has no heading above nothing, and no name without a word about it")
  func noEmptyHeadings() {
    var alone = plan()
    alone.axes = [.users]
    var row = CapacityRow(design: "phase2", tier: "100", axis: .users)
    (row.holding, row.isOpen) = (3, true)
    let text = text(CapacityResult(alone, [row]))
    #expect(!text.contains("What more would buy"))
    #expect(!text.contains("How sure that is"))
    #expect(text.contains("What binds\n\nnothing broke at any load that was tried"))
    // Of two tiers the second has nothing above it to compare with.
    #expect(self.text(tiers([3, 7], rate: [9, 8])).contains("phase2, 100\n  tier 190: +4 users at once"))
    #expect(!self.text(tiers([3, 7], rate: [9, 8])).contains("phase2, 190\n"))
  }

  @Test("has, as JSON, every key in one style, means of six digits, and shares named so")
  func json() throws {
    let result = result(plan(own: 0.25), span: 0) {
      $0.callsPerBooking = 20.0 / 3
      $0.confirmed = .init(held: 278, runs: 283, least: 0.950_412_345)
      $0.breaking = .init(
        load: 4,
        runs: 5,
        thresholds: [.init(text: "x", runs: 1, got: .share(events: 1, trials: 3), unit: .share)],
        callsPerBooking: nil,
        causes: Causes()
      )
    }
    let text = try JSONRenderer.text(result)
    for part in [
      "\"calls_per_booking\" : 6.66667", "\"got\" : 0.333333", "\"unit\" : \"share\"", "\"knee\" : null",
      "\"least\" : 0.950412", "\"confirmed\" : null", "\"breaking\" : null", "\"must_hold_share\" : 0.95",
      "\"daily_limit\" : null", "\"scenario_hash\"", "\"holds\" : 0.25",
    ] { #expect(text.contains(part), "\(part)") }
    let keys = text.matches(of: /"([A-Za-z_0-9]+)" :/).map { String($0.1) }
    #expect(keys.allSatisfy { $0 == $0.lowercased() })
  }
}

import LiteralTimes
import Measures
import Results
import VirtualTime

@testable import Reports

/// What a search for capacity comes to, made by hand: two designs on two tiers, along all axes.
enum ExampleCapacity {
  static func result(isSound: Bool = true) -> CapacityResult {
    let plan = CapacityPlan(
      scenario: "example",
      scenarioHash: "0123456789abcdef",
      path: "example.yaml",
      modelRevision: 1,
      objective: ["success rate > 99 %", "time_to_booking p(99) < 2 s"],
      designs: ["phase1", "phase2"],
      tiers: [
        .init(name: "100", tenSecondLimit: 100, dailyLimit: 250_000),
        .init(name: "190", tenSecondLimit: 190, dailyLimit: nil),
      ],
      axes: [.users, .rate, .span],
      visitors: 100,
      spanSeconds: 1,
      isSpanAssumed: true,
      ownSpanSeconds: 1,
      otherTrafficPercent: 20,
      searchesPerSecond: 5,
      firstSeed: 1,
      bisectionSeeds: 5,
      holding: HoldingRule(),
      warmUpSeconds: 60,
      steadySeconds: 300,
      bounds: ["users": 2_000, "rate": 6_000, "span": 7_200]
    )
    return CapacityResult(plan, (0..<plan.searches).map { row(plan, $0, isSound: isSound) })
  }

  private static func row(_ plan: CapacityPlan, _ number: Int, isSound: Bool) -> CapacityRow {
    let (design, tier, axis) = plan.search(number)
    var row = CapacityRow(design: plan.designs[design], tier: plan.tiers[tier].name, axis: axis)
    row.holding = number == 0 ? nil : 30 + 7 * number
    row.isOpen = number == 8
    row.knee = axis == .span ? nil : 12 + number
    row.isKneeOpen = number == 7
    row.callsPerBooking = number == 0 ? nil : 20.0 / 3 + Double(number)
    if number > 0 { row.confirmed = .init(held: 278, runs: 283, least: 0.950_4) }
    if number % 4 != 3 { row.breaking = breaking(number, load: 32 + 7 * number) }
    if !isSound, number % 5 == 1 {
      row.unsound = (0...number).map {
        .init(load: number, seed: UInt64($0), problems: (0..<7).map { "lost \($0)" }, replay: "booking-sim run x")
      }
    }
    return row
  }

  private static func breaking(_ number: Int, load: Int) -> CapacityRow.Breaking {
    var causes = Causes()
    if number % 2 == 0 {
      causes.refusals = ["SECONDLY": 75, "BURST": 25]
      (causes.retryShare, causes.requests) = (0.41, 900)
      (causes.demanded, causes.limits) = (["search": 193, "ten_second": 80], ["search": 5, "ten_second": 100])
    } else {
      (causes.demanded, causes.limits) = (["ten_second": 80], ["ten_second": 100])
    }
    let got: [MeasureValue] = [.share(events: 97, trials: 100), .number(2_345), .never, .missing]
    let unit: MeasureUnit = number % 4 == 0 ? .share : .milliseconds
    let text = number % 4 == 0 ? "success rate > 99 %" : "time_to_booking p(99) < 2 s"
    return CapacityRow.Breaking(
      load: load,
      runs: 5,
      held: 3,
      unsoundRuns: number == 2 ? 1 : 0,
      thresholds: [.init(text: text, runs: 2, got: got[number % 4], unit: unit)],
      callsPerBooking: 7.5,
      causes: causes
    )
  }
}

/// What a study of coverage comes to, made by hand.
enum ExampleCoverage {
  static func result(isKept: Bool = true) throws -> CoverageResult {
    let values = (1...100).map { MeasureValue.number(Double($0) * 10) }
    var (good, bad) = (
      Coverage(subject: "phase2", measure: try Measure(parsing: "time_to_booking p(95)"), values),
      Coverage(subject: "phase2 - phase1", measure: try Measure(parsing: "requests"), values)
    )
    let none = Coverage(subject: "phase2", measure: try Measure(parsing: "success"), values.map { _ in .missing })
    for block in 0..<50 {
      good.judge((41...60).map { MeasureValue.number(Double($0 + block % 5) * 10) })
      bad.judge((1...20).map { MeasureValue.number(Double($0 + (isKept ? 40 : block)) * 10) })
    }
    return CoverageResult(
      scenario: "rush, or so",
      runs: 100,
      firstSeed: 1_000_001,
      blocks: 50,
      blockSize: 20,
      coverages: [good, bad, none]
    )
  }
}

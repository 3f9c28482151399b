import Measures
import Results

/// Checks made by hand.
enum ExampleCheck {
  static let digests = CheckFailure.digests(first: "00000000000000aa", second: "00000000000000bb")

  static func cell(_ scenario: String = "rush-100", _ design: String = "phase1", seeds: [UInt64] = [1, 2]) -> CheckCell
  {
    CheckCell(
      scenario: scenario,
      path: "scenarios/\(scenario).yaml",
      scenarioHash: "0123456789abcdef",
      design: design,
      seeds: seeds
    )
  }

  static func threshold(_ text: String = "success rate >= 100%") throws -> CheckCase.Subject {
    .threshold(try Threshold(parsing: text))
  }

  static func missed(_ text: String, _ got: MeasureValue) throws -> CheckFailure {
    .missed(try Threshold(parsing: text), got: got)
  }

  static func difference(
    _ measure: String,
    _ expected: MeasureValue,
    _ got: MeasureValue,
    tolerance: String? = nil
  ) throws -> MeasureDifference {
    let measure = try Measure(parsing: measure)
    return MeasureDifference(
      measure,
      expected: expected,
      got: got,
      tolerance: tolerance.flatMap { Tolerance($0, for: measure.unit) }
    )
  }

  static func result(_ cases: [CheckCase], cell: CheckCell = cell(), baseline: String? = "b.json") -> CheckResult {
    CheckResult([CheckedCell(cell, runs: [], cases: cases)], modelRevision: 1, baseline: baseline)
  }

  /// Two designs of one scenario and one of another, all well.
  static func passed() throws -> CheckResult {
    let cells = [cell(), cell("rush-100", "phase2", seeds: [1, 2, 3]), cell("idle-1", "baseline", seeds: [7])]
    return CheckResult(
      try cells.map { cell in
        let cases = try cell.seeds.flatMap { seed in
          [
            CheckCase(.integrity, seed: seed, failures: []), CheckCase(try threshold(), seed: seed, failures: []),
            CheckCase(.baseline, seed: seed, .passed(moved: [])),
          ]
        }
        return CheckedCell(cell, runs: [], cases: cases + [CheckCase(.determinism, seed: cell.seeds[0], failures: [])])
      },
      modelRevision: 1,
      baseline: "b.json"
    )
  }

  /// A failure of every kind.
  static func failed() throws -> CheckResult {
    let difference = try difference("time_to_booking p(95)", .number(92_930), .number(95_000), tolerance: "1%")
    return result([
      CheckCase(
        .integrity,
        seed: 1,
        failures: [.problem("doubled_note: booking 3 has 2 notes"), .problem("not at rest: x")]
      ),
      CheckCase(
        try threshold(),
        seed: 1,
        failures: [try missed("success rate >= 100%", .share(events: 98, trials: 100))]
      ),
      CheckCase(.baseline, seed: 1, failures: [.differs(difference)]),
      CheckCase(.determinism, seed: 1, failures: [digests]),
      CheckCase(.baseline, seed: 2, .unjudged("the baseline has no seed 2 of rush-100 with phase1")),
    ])
  }

  /// More failing cases, and more lines of one, than are shown; and a measure that moved within its tolerance.
  static func many() throws -> CheckResult {
    let moved = try difference("requests", .number(100), .number(101), tolerance: "2%")
    let problems = (1...23).map { CheckFailure.problem("finding \($0)") }
    let seeds = (1...44).map { UInt64($0) }
    return result(
      [CheckCase(.integrity, seed: 1, failures: problems), CheckCase(.baseline, seed: 2, .passed(moved: [moved]))]
        + seeds.map { CheckCase(.determinism, seed: $0, failures: [digests]) },
      cell: cell(seeds: [1, 2, 7])
    )
  }

  static func measures() throws -> [Measure] {
    try ["confirmed", "requests", "share_429", "time_to_booking p(95)"].map { try Measure(parsing: $0) }
  }

  /// Two runs with values of `measures`, of which one is not reached under every seed.
  static func measured() throws -> CheckResult {
    let runs = [1, 2].map { seed in
      CheckedRun(
        seed: UInt64(seed),
        digest: "0",
        values: [
          .number(10), .number(Double(200 + seed)), .share(events: 1, trials: 3), seed == 1 ? .number(5) : .never,
        ]
      )
    }
    return CheckResult([CheckedCell(cell(), runs: runs, cases: [])], modelRevision: 1, baseline: nil)
  }

  static func changes() throws -> [BaselineChange] {
    let place = BaselineChange.Place(scenario: "rush-100", design: "phase1")
    return [
      .revision(from: 1, to: 2), .path(scenario: "rush-100", from: "a.yaml", to: "b.yaml"),
      .scenario("rush-100", from: "0123", to: "4567"), .added(place, seeds: [1, 2, 3]), .dropped(place, seeds: [7]),
      .value(place, seed: 1, try difference("requests", .number(100), .number(101))),
    ]
  }
}

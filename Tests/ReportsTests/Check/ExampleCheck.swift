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
    CheckResult([checked(cell, cases)], modelRevision: 1, baseline: baseline)
  }

  /// With the shifts that the differences of the cases come to.
  static func checked(_ cell: CheckCell, _ cases: [CheckCase], runs: [CheckedRun] = []) -> CheckedCell {
    var (measures, pairs): ([Measure], [Measure: [MeasureShift.Pair]]) = ([], [:])
    for checked in cases {
      for difference in checked.differences {
        if pairs[difference.measure] == nil { measures.append(difference.measure) }
        pairs[difference.measure, default: []].append(MeasureShift.Pair(seed: checked.seed, difference))
      }
    }
    let shifts = measures.compactMap { measure in
      MeasureShift(scenario: cell.scenario, design: cell.design, measure, pairs[measure] ?? [])
    }
    return CheckedCell(cell, runs: runs, cases: cases, shifts: shifts)
  }

  /// A measure that differs under seeds 1, 2, ... from what it was.
  static func shift(
    _ measure: String,
    _ values: [(MeasureValue, MeasureValue)],
    tolerance: String? = nil,
    in scenario: String = "rush-100"
  ) throws -> MeasureShift? {
    let pairs = try values.enumerated().map { index, pair in
      MeasureShift.Pair(seed: UInt64(index + 1), try difference(measure, pair.0, pair.1, tolerance: tolerance))
    }
    return MeasureShift(scenario: scenario, design: "phase1", try Measure(parsing: measure), pairs)
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

  /// A gate of as many scenarios and designs as the shipped baseline has, with their numbers.
  ///
  /// - Parameter failing: how many of them are not as in the baseline, the first the most.
  static func wide(failing: Int = 0) throws -> CheckResult {
    let cells = try (1...36).map { number -> CheckedCell in
      let cell = cell("rush-100-other-traffic-\(number)", number.isMultiple(of: 2) ? "phase1" : "baseline", seeds: [1])
      let run = CheckedRun(
        seed: 1,
        digest: "d",
        values: [],
        headline: [
          .share(events: 100, trials: 100), .share(events: 15, trials: 100), .number(12_345),
          .number(Double(number) * 1_000), .number(21.712), .share(events: 47, trials: 100),
        ]
      )
      var cases = [CheckCase(.integrity, seed: 1, failures: [])]
      if number <= failing {
        let got = MeasureValue.number(93_000 * (1 + 0.5 / Double(number)))
        let difference = try difference("association_delay p(95)", .number(93_000), got)
        cases.append(CheckCase(.baseline, seed: 1, failures: [.differs(difference)]))
      }
      return checked(cell, cases, runs: [run])
    }
    let gaps: [BaselineGap] = [
      .scenario(path: "scenarios/new.yaml"), .design("phase3", paths: ["scenarios/rush-100.yaml"], isEverywhere: false),
    ]
    return CheckResult(cells, modelRevision: 1, baseline: "scenarios/baseline.json", gaps: gaps)
  }

  /// Measures that got worse, better and both, one of them within its tolerance, and what is not about values.
  static func comparison(with other: CheckComparison.Other = .baseline("b.json")) throws -> CheckComparison {
    let place = BaselineChange.Place(scenario: "rush-100", design: "phase1")
    let shifts = [
      try shift("requests", [(.number(100), .number(101))], tolerance: "2%"),
      try shift("confirmed", [(.number(100), .number(101)), (.number(100), .number(98))]),
      try shift("share_429", [(.share(events: 40, trials: 100), .share(events: 20, trials: 100))]),
      try shift("time_to_booking p(95)", (1...6).map { (.number(9_000), .number(9_000 + Double($0) * 100)) }),
      try shift("note_delay p(95)", [(.number(1), .never), (.number(2), .number(2))]),
    ]
    return CheckComparison(
      try passed(),
      with: other,
      changes: [
        .scenario("rush-100", from: "0123", to: "4567"), .added(place, seeds: [3]), .dropped(place, seeds: [7]),
        .value(place, seed: 1, try difference("requests", .number(100), .number(101))),
      ],
      shifts: shifts.compactMap(\.self)
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

extension CheckCase {
  /// From the baseline, tolerated or not.
  fileprivate var differences: [MeasureDifference] {
    switch outcome {
    case .passed(let moved): moved
    case .failed(let failures):
      failures.compactMap { if case .differs(let difference) = $0 { difference } else { nil } }
    case .unjudged: []
    }
  }
}

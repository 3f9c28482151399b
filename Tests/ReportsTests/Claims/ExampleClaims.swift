import Measures
import Results

/// Results of claims, made by hand.
enum ExampleClaims {
  static func range(atLeast lower: (Double, String)? = nil, below upper: (Double, String)? = nil) -> ClaimedRange {
    ClaimedRange(
      lower: lower.map { ClaimedRange.Bound($0.0, isIncluded: true, text: $0.1) },
      upper: upper.map { ClaimedRange.Bound($0.0, isIncluded: false, text: $0.1) }
    )
  }

  static func promise(
    _ measure: String,
    _ range: ClaimedRange,
    design: String = "phase1",
    _ comparison: Claim.Comparison? = nil
  ) throws -> Claim.Promise {
    Claim.Promise(measure: try Measure(parsing: measure), design: design, comparison: comparison, range: range)
  }

  static func claim(_ id: String, _ promises: [Claim.Promise], note: String? = nil) -> Claim {
    Claim(
      id: id,
      document: "The document",
      section: "2.1",
      says: "A promise with a | in it.",
      load: "100 users",
      note: note,
      seeds: 2,
      promises: promises
    )
  }

  /// A run in which nothing was refused.
  static var calm: Causes {
    var causes = Causes()
    (causes.requests, causes.offered, causes.confirmed) = (900, 100, 100)
    (causes.callsPerBooking, causes.callMilliseconds) = (9, 250)
    causes.demanded = ["ten_second": 70]
    causes.limits = ["ten_second": 100, "search": 5]
    causes.passSeconds = ["associations": 5.04]
    return causes
  }

  /// A run in which searches were refused most.
  static var crowded: Causes {
    var causes = calm
    causes.refusals = ["SECONDLY": 75, "BURST": 25]
    causes.retryShare = 0.41
    causes.demanded["search"] = 193
    return causes
  }

  /// One claim that holds, one that fails, one that cannot be tested.
  static func results(unsound: [String] = []) throws -> [ClaimResult] {
    let success = try promise("success", range(atLeast: (0.95, "95 %")))
    let share = try promise("share_429", range(below: (0.05, "5 %")))
    let queue = try promise("success", range(atLeast: (0.95, "95 %")), design: "phase2+admission=queue")
    let all: [MeasureValue] = Array(repeating: .share(events: 100, trials: 100), count: 2)
    let most: [MeasureValue] = [.share(events: 60, trials: 100), .share(events: 62, trials: 100)]
    var sure = PromiseResult(success, all, others: [], causes: .booking(calm))
    sure.yardstick = PromiseResult.Yardstick(design: "coalesced", most)
    let turn = TurnResult(key: "load.arrivals.users", trials: [.init(100, .holds), .init(101, .fails)], resolution: 1)
    return [
      ClaimResult(
        claim("X-01", [success], note: "Chosen so."),
        [sure],
        turns: [turn],
        unsound: []
      ),
      ClaimResult(
        claim("X-02", [share]),
        [PromiseResult(share, most, others: [], causes: .booking(crowded))],
        turns: [],
        unsound: unsound
      ),
      ClaimResult(claim("X-03", [queue]), [PromiseResult(untestable: queue)], turns: [], unsound: []),
    ]
  }

  /// `results`, one of another document with a comparison, two promises and a variant, and one near its bound.
  static func all(unsound: [String] = []) throws -> [ClaimResult] {
    let time = try promise("time_to_booking p(95)", range(atLeast: (200, "200 ms")), .lessThan("baseline"))
    let requests = try promise("requests", range(below: (800, "800")), design: "phase2")
    let other = Claim(
      id: "Y-01",
      document: "Another document_2",
      section: "3",
      says: "It is *faster*.",
      load: "20 <users>",
      note: nil,
      seeds: 7,
      promises: [time, requests],
      variants: [
        .init(says: "of those who are `confirmed`", promise: time), .init(says: "of all", promise: requests),
      ]
    )
    let faster = PromiseResult(
      time,
      (0..<7).map { .number(Double(700 + $0)) },
      others: (0..<7).map { .number(Double(1_000 + 2 * $0)) },
      causes: .booking(crowded)
    )
    var fewer = PromiseResult(
      requests,
      (0..<7).map { .number(Double(780 + 5 * $0)) },
      others: [],
      causes: .booking(calm)
    )
    fewer.yardstick = PromiseResult.Yardstick(design: "coalesced", Array(repeating: .number(9), count: 7))
    let near = PromiseResult(requests, Array(repeating: .number(790), count: 7), others: [], causes: .booking(calm))
    return try results(unsound: unsound) + [
      ClaimResult(other, [faster, fewer], variants: [faster, fewer], turns: [], unsound: []),
      ClaimResult(claim("X-04", [requests]), [near], turns: [], unsound: []),
    ]
  }
}

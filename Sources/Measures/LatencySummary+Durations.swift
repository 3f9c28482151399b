package import Measurements

extension LatencySummary {
  /// What measures say of the same lengths of time.
  package init(_ durations: Durations) {
    let percentiles = durations.percentiles([50, 90, 95, 99]).map(\.number)
    self.init(
      count: durations.nanoseconds.count,
      never: durations.never,
      mean: durations.value(.average).number,
      p50: percentiles[0],
      p90: percentiles[1],
      p95: percentiles[2],
      p99: percentiles[3],
      max: durations.value(.greatest).number
    )
  }
}

extension LatencyNumbers {
  /// - Parameter responses: of booking requests, by their outcome.
  package init(_ wishes: [WishSample], responses: [AnswerSample.Outcome: Durations]) {
    var all = Durations()
    for outcome in AnswerSample.Outcome.allCases { all.merge(responses[outcome] ?? Durations()) }
    func summary(_ time: WishTime) -> LatencySummary { LatencySummary(time.durations(of: wishes)) }
    func response(_ outcome: AnswerSample.Outcome) -> LatencySummary {
      LatencySummary(responses[outcome] ?? Durations())
    }
    self.init(
      responseAll: LatencySummary(all),
      responseConfirmed: response(.confirmed),
      responseRefused: response(.refused),
      responseFailed: response(.failed),
      timeToBooking: summary(.toBooking),
      associationDelay: summary(.associationDelay),
      noteDelay: summary(.noteDelay),
      counterDelay: summary(.counterDelay)
    )
  }
}

extension CallNumbers {
  package init(_ statistics: CallStatistics) { self.init(statistics, time: LatencySummary(statistics.time)) }
}

/// Latencies, in milliseconds.
package struct LatencyNumbers: Hashable, Sendable, Codable {
  /// From the intended sending of a request to its answer.
  package var responseAll: LatencySummary
  package var responseConfirmed: LatencySummary
  package var responseRefused: LatencySummary
  package var responseFailed: LatencySummary
  /// From the first intended request to the confirmation; those who never got one count as never.
  package var timeToBooking: LatencySummary
  /// From the confirmation to the last association's visibility in HubSpot; 0 when it was there before.
  package var associationDelay: LatencySummary
  /// From the confirmation to the note's visibility in HubSpot; 0 when it was there before.
  package var noteDelay: LatencySummary
  /// From the confirmation until the exam's counter in HubSpot counts it; 0 when it did before.
  package var counterDelay: LatencySummary
  /// From the confirmation until the contact's credits in HubSpot carry it; 0 when they did before.
  package var creditDelay: LatencySummary

  package init(
    responseAll: LatencySummary,
    responseConfirmed: LatencySummary,
    responseRefused: LatencySummary,
    responseFailed: LatencySummary,
    timeToBooking: LatencySummary,
    associationDelay: LatencySummary,
    noteDelay: LatencySummary,
    counterDelay: LatencySummary,
    creditDelay: LatencySummary
  ) {
    self.responseAll = responseAll
    self.responseConfirmed = responseConfirmed
    self.responseRefused = responseRefused
    self.responseFailed = responseFailed
    self.timeToBooking = timeToBooking
    self.associationDelay = associationDelay
    self.noteDelay = noteDelay
    self.counterDelay = counterDelay
    self.creditDelay = creditDelay
  }

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
      counterDelay: summary(.counterDelay),
      creditDelay: summary(.creditDelay)
    )
  }

  package enum CodingKeys: String, CodingKey {
    case responseAll = "response_time_all"
    case responseConfirmed = "response_time_confirmed"
    case responseRefused = "response_time_refused"
    case responseFailed = "response_time_failed"
    case timeToBooking = "time_to_booking"
    case associationDelay = "association_delay"
    case noteDelay = "note_delay"
    case counterDelay = "counter_delay"
    case creditDelay = "credit_delay"
  }
}

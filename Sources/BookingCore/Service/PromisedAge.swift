/// How old what a design goes by may be, at the most: what is changed in HubSpot by hand counts from then on.
package struct PromisedAge: Hashable, Sendable {
  /// Of an exam's date, type, capacity and status.
  package var exams: Duration
  /// Of what a contact's credits were set to.
  package var credits: Duration

  /// Of a list that is shown, beside what HubSpot's search is behind where lists go by it.
  package var lists: Duration = .zero
  /// Of a booking that is shown.
  package var bookings: Duration = .zero
  /// Of what somebody is told of a contact's credits.
  package var creditAnswers: Duration = .zero
  /// Whether lists are found by HubSpot's search.
  package var areListsIndexed = false

  package init(exams: Duration = .zero, credits: Duration = .zero) {
    self.exams = exams
    self.credits = credits
  }
}

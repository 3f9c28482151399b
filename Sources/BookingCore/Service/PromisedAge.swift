/// How old what a design goes by may be, at the most: what is changed in HubSpot by hand counts from then on.
package struct PromisedAge: Hashable, Sendable {
  /// Of an exam's date, type, capacity and status.
  package var exams: Duration
  /// Of what a contact's credits were set to.
  package var credits: Duration
  /// Of what look-ups answer, by kind; zero for what is read each time.
  package var answers: [CacheKind: Duration]
  /// Whether lists are found by HubSpot's search, and are as old as its index besides.
  package var areListsSearched = false

  package init(exams: Duration = .zero, credits: Duration = .zero, answers: [CacheKind: Duration] = [:]) {
    self.exams = exams
    self.credits = credits
    self.answers = answers
  }

  /// Of what look-ups answer of a kind.
  package func answer(_ kind: CacheKind) -> Duration { answers[kind] ?? .zero }
}

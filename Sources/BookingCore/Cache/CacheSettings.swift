/// How long look-ups are remembered, and how much of them.
package struct CacheSettings: Hashable, Sendable {
  /// By kind, as the customer's table has them (batch and cache, 4.2.2 and 5.1).
  package var exams: Duration = .seconds(180)
  package var credits: Duration = .seconds(1_800)
  package var lists: Duration = .seconds(120)
  package var bookings: Duration = .seconds(60)
  package var contacts: Duration = .seconds(300)
  /// How many answers an instance remembers, or the store.
  package var entries = 1_000
  /// Between readings of the lists of exams ahead of their visitors.
  package var warmingInterval: Duration = .seconds(600)
  /// Between comparisons of some of what is remembered with HubSpot.
  package var checkInterval: Duration = .seconds(3_600)
  /// How many answers are compared at a time.
  package var checkedAtATime = 10

  package init() {}

  /// The longest lifetime of any kind.
  var longest: Duration { CacheKind.allCases.map(lifetime).max() ?? .zero }

  package func lifetime(of kind: CacheKind) -> Duration {
    switch kind {
    case .exams: exams
    case .credits: credits
    case .lists: lists
    case .bookings: bookings
    case .contacts: contacts
    }
  }
}

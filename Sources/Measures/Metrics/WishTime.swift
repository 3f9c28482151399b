import VirtualTime

/// A length of time that confirmed wishes have: measured by a metric of its name, and shown in the report of each run.
/// Refused wishes never count.
struct WishTime: Sendable {
  /// The wishes that it is about.
  enum Population {
    /// Those that could have been met; who failed or gave up never got there.
    case possible
    /// The confirmed ones only.
    case confirmed
  }

  let name: String
  let population: Population
  let summary: String
  /// Of a confirmed wish; nil when it never came to an end.
  let time: @Sendable (WishSample) -> VirtualSpan?

  func durations(of wishes: some Sequence<WishSample>) -> Durations {
    var durations = Durations()
    for wish in wishes {
      switch wish.end {
      case .confirmed: durations.record(time(wish))
      case .failed, .abandoned, .inFlight: if population == .possible { durations.record(nil) }
      case .refused, .withdrawn: continue
      }
    }
    return durations
  }

  // MARK: All of them

  static let toBooking = WishTime(
    name: "time_to_booking",
    population: .possible,
    summary: "From a visitor's first intended request to the confirmation; who gives up: never.",
    time: { $0.endedAt - $0.at }
  )
  static let associationDelay = WishTime(
    name: "association_delay",
    population: .confirmed,
    summary: "From the confirmation to the last association in HubSpot.",
    time: \.associationDelay
  )
  static let noteDelay = WishTime(
    name: "note_delay",
    population: .confirmed,
    summary: "From the confirmation to the note in HubSpot.",
    time: \.noteDelay
  )
  static let counterDelay = WishTime(
    name: "counter_delay",
    population: .confirmed,
    summary: "From the confirmation until HubSpot's counter counts it.",
    time: \.counterDelay
  )
  static let creditDelay = WishTime(
    name: "credit_delay",
    population: .confirmed,
    summary: "From the confirmation until the contact's credits in HubSpot carry it.",
    time: \.creditDelay
  )
}

import BookingCore
import Settings
import Texts

/// The keys of `core.cache`: how long look-ups are remembered by a design that remembers them, and how many.
enum CacheKeys {
  private static let day: Duration = .seconds(86_400)
  private static var lifetime: ValueForm<Duration> { .duration(.seconds, .milliseconds(1)...day) }
  private static var interval: ValueForm<Duration> { .duration(.seconds, .milliseconds(10)...day) }

  static var settings: [Setting<CacheSettings>] {
    [
      Setting("exams_seconds", \.exams, lifetime, "How long a list of exams is remembered."),
      Setting("credits_seconds", \.credits, lifetime, "How long a contact's credits are remembered."),
      Setting("lists_seconds", \.lists, lifetime, "How long a page of bookings is remembered."),
      Setting("bookings_seconds", \.bookings, lifetime, "How long a booking is remembered."),
      Setting("contacts_seconds", \.contacts, lifetime, "How long is remembered which contact an address is of."),
      Setting("entries", \.entries, .count(1...10_000_000), "How many answers are remembered, at the most."),
      Setting(
        "warming_seconds",
        \.warmingInterval,
        interval,
        "Between readings of the lists of exams ahead of visitors."
      ),
      Setting("check_seconds", \.checkInterval, interval, "Between comparisons of what is remembered with HubSpot."),
      Setting("checked", \.checkedAtATime, .count(1...10_000), "How many bookings are compared at a time."),
    ]
  }
}

import BookingAPI
package import HubSpotAPI
package import Ports

/// Looks in the store first and searches HubSpot only when the store knows nothing (phase 1, 3.1 B), with the documented
/// keys and lifetimes: `booking:{contact}:{date}` holds `{booking}:Active` until the exam's date (at least 24 hours) or
/// `NO_DUPLICATE` for 3 hours.
///
/// "No duplicate" is only an answer about the past; that two requests do not both act on it is the business of the
/// intent's claim and of HubSpot's unique property.
package struct TwoTierDuplicateDetection: DuplicateDetection {
  private static let none = "NO_DUPLICATE"
  private let context: CoreContext
  private let store: CoreStore
  private let time: any TimeSource
  private let settings: CoreSettings
  private let search: ActiveBookingSearch
  private let unknown: Unknown

  /// What is done about a date of which the store knows nothing.
  package enum Unknown: Sendable {
    case searched
    /// No call: should there be a booking all the same, HubSpot's unique property refuses the second.
    case believedFree
  }

  package init(_ context: CoreContext, unknown: Unknown) {
    self.context = context
    self.unknown = unknown
    store = context.store
    time = context.time
    settings = context.settings
    search = ActiveBookingSearch(context)
  }

  package var jobs: [any BackgroundJob] { [DuplicateReconciliation(context)] }

  package func check(_ contact: ObjectID, date: String, _ client: CRMClient) async throws(Interruption) {
    let key = Self.key(contact, date)
    switch try await store.run(.get(key)) {
    case Self.none: return
    case let known? where known.hasSuffix(":" + BookingSchema.Status.active.rawValue):
      throw .refused(.duplicateBooking)
    default: break
    }
    guard unknown == .searched else { return }
    guard let booking = try await search.find(contact, date: date, client) else {
      // Only if still nothing is known: a booking confirmed meanwhile must not be covered by "none".
      _ = try await store.run(
        .set(key, Self.none, onlyIfAbsent: true, expiry: settings.negativeDuplicateLifetime)
      )
      return
    }
    _ = try await store.run(.set(key, Self.active(booking), expiry: lifetime(until: date)))
    throw .refused(.duplicateBooking)
  }

  package func remember(_ intent: Intent) -> StoreStep? {
    guard let booking = intent.booking else { return nil }
    let (key, value) = (Self.key(intent.contact, intent.examDate), Self.active(booking))
    let lifetime = lifetime(until: intent.examDate)
    return { (store) throws(StoreError) in try store.set(key, value, onlyIfAbsent: false, expiry: lifetime) }
  }

  package func forget(_ intent: Intent) -> StoreStep? {
    let key = Self.key(intent.contact, intent.examDate)
    return { (store) throws(StoreError) in _ = try store.delete(key) }
  }

  static func key(_ contact: ObjectID, _ date: String) -> String { "booking:\(contact):\(date)" }

  static func active(_ booking: ObjectID) -> String { "\(booking):\(BookingSchema.Status.active.rawValue)" }

  /// Until the end of the exam's day, at least the documented minimum. A date that cannot be read gets the minimum.
  private func lifetime(until date: String) -> Duration {
    guard let end = CalendarDate(date)?.endOfDay else { return settings.positiveDuplicateMinimum }
    return max(end - time.now, settings.positiveDuplicateMinimum)
  }
}

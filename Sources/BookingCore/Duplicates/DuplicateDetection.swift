import BookingAPI
package import Composition
package import HubSpotAPI
package import Ports

/// Finds out whether a contact already has an active booking on a date.
///
/// It may miss one (HubSpot's search index lags); it must not invent one. What it misses, HubSpot's unique property
/// refuses when the booking is created.
package protocol DuplicateDetection: Sendable {
  /// - Throws: `.refused(.duplicateBooking)` when there is one.
  func check(_ contact: ObjectID, date: String, _ client: CRMClient) async throws(Interruption)

  /// What is remembered of a confirmed booking, for the script that closes its intent; nil when nothing is.
  func remember(_ intent: Intent) -> StoreStep?

  /// What is forgotten with a cancelled booking; nil when nothing was remembered.
  func forget(_ intent: Intent) -> StoreStep?

  /// What this detection needs done in the background.
  var jobs: [any BackgroundJob] { get }
}

extension Roles {
  /// Finds out about a booking of the same date.
  package static let duplicates = Role<CoreContext, any DuplicateDetection>(
    "duplicates",
    [.search, .twoTier, .store],
    jobs: \.jobs
  )
}

extension Part where Context == CoreContext, Service == any DuplicateDetection {
  package static var search: Self { Part("search") { SearchDuplicateDetection($0) } }
  package static var twoTier: Self { Part("two-tier") { TwoTierDuplicateDetection($0, unknown: .searched) } }
  package static var store: Self { Part("store") { TwoTierDuplicateDetection($0, unknown: .believedFree) } }
}

/// Asks HubSpot's search, each time.
package struct SearchDuplicateDetection: DuplicateDetection {
  private let search: ActiveBookingSearch

  package init(_ context: CoreContext) { search = ActiveBookingSearch(context) }

  package func check(_ contact: ObjectID, date: String, _ client: CRMClient) async throws(Interruption) {
    guard try await search.find(contact, date: date, client) == nil else { throw .refused(.duplicateBooking) }
  }

  package var jobs: [any BackgroundJob] { [] }

  package func remember(_ intent: Intent) -> StoreStep? { nil }

  package func forget(_ intent: Intent) -> StoreStep? { nil }
}

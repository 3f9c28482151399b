import HubSpotAPI
package import Ports

/// Forgets bookings that were cancelled in HubSpot itself, of which nobody tells the store: otherwise the contact could
/// not book the date again until the exam is over (phase 1, 3.1 B: within five minutes).
///
/// Each pass looks at the bookings that were changed since the one before.
package struct DuplicateReconciliation: BackgroundJob {
  /// The store's key of the time (ms) up to which cancelled bookings have been looked at.
  package static let doneKey = "duplicates:reconciled"

  package let name = "duplicate_reconciliation"
  package var interval: Duration { context.settings.reconciliationInterval }
  private let context: CoreContext

  package init(_ context: CoreContext) { self.context = context }

  package func run(pass: Int) async throws(InstanceGone) -> Bool {
    try await JobLease.hold(name, context) { (lease) async throws(Interruption) in
      let client = context.client(for: .worker(name, pass: pass))
      // What was written a moment ago may not be in the index yet: it is left to the next pass as well.
      let settled = context.time.now.milliseconds - context.settings.reconciliationQuiet.wholeMilliseconds
      let since = try await lastPass() ?? settled - interval.wholeMilliseconds
      var (forgotten, after) = (0, Int?.some(0))
      while let start = after {
        try await lease.renew()
        let page = try await cancelled(since: since, after: start, client)
        forgotten += try await forget(page.objects)
        after = page.nextAfter.flatMap { $0 + Self.pageSize <= Self.searchDepth ? $0 : nil }
      }
      _ = try await context.store.run(.set(Self.doneKey, String(settled)))
      return forgotten > 0
    }
  }

  private static let pageSize = 200
  /// HubSpot's search reaches no further.
  private static let searchDepth = 10_000

  private func lastPass() async throws(Interruption) -> Int64? {
    try await context.store.run(.get(Self.doneKey)).flatMap { Int64($0) }
  }

  private func cancelled(
    since: Int64,
    after: Int,
    _ client: CRMClient
  ) async throws(Interruption) -> SearchPage {
    let search = ObjectSearch(
      BookingSchema.bookings,
      filterGroups: [
        [
          .init(BookingSchema.Booking.status, .equals(BookingSchema.Status.cancelled.rawValue)),
          .init("hs_lastmodifieddate", .isAtLeast(String(since))),
        ]
      ],
      properties: [BookingSchema.Booking.contact, BookingSchema.Booking.examDate],
      limit: Self.pageSize,
      after: after
    )
    return try await client.search(search, Labels.cancelledSearch)
  }

  /// Forgets those of the bookings that are still remembered: a date that was booked again keeps its new booking.
  ///
  /// - Returns: how many.
  private func forget(_ bookings: [HubSpotObject]) async throws(Interruption) -> Int {
    guard !bookings.isEmpty else { return 0 }
    return try await context.store.run("forget cancelled bookings") { (store) throws(StoreError) in
      var count = 0
      for booking in bookings {
        guard let contact = booking[BookingSchema.Booking.contact].flatMap({ ObjectID($0) }),
          let date = booking[BookingSchema.Booking.examDate]
        else { continue }
        let key = TwoTierDuplicateDetection.key(contact, date)
        guard try store.get(key) == TwoTierDuplicateDetection.active(booking.id) else { continue }
        store.delete(key)
        count += 1
      }
      return count
    }
  }
}

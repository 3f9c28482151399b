import HubSpotAPI
import HubSpotClient
package import Ports

/// Forgets bookings that were cancelled in HubSpot itself, of which nobody tells the store: otherwise the contact could
/// not book the date again until the exam is over (phase 1, 3.1 B: within five minutes).
///
/// Each pass looks at the bookings that were changed since the one before. HubSpot's search reaches no further than its
/// first 10,000 results; a span of time with more changes than that is looked at half by half.
package struct DuplicateReconciliation: BackgroundJob {
  /// The store's key of the time (ms) up to which cancelled bookings have been looked at.
  package static let doneKey = "duplicates:reconciled"

  package let name = "duplicate_reconciliation"
  package var interval: Duration { context.settings.reconciliationInterval }
  private let context: CoreContext

  package init(_ context: CoreContext) { self.context = context }

  package func make(pass: Int) async throws(InstanceGone) -> PassEnd {
    try await JobLease.hold(name, context, failing: .leavesNothing) { (lease) async throws(Interruption) in
      let client = context.client(for: .job(name, pass: pass))
      // What was written a moment ago may not be in the index yet: it is left to the next pass as well.
      let settled = context.time.now.milliseconds - context.settings.reconciliationQuiet.wholeMilliseconds
      let since = try await lastPass() ?? settled - interval.wholeMilliseconds
      let now = max(since, context.time.now.milliseconds)
      let forgotten = try await forget(cancelledIn: since..<now + 1, lease, client)
      _ = try await lease.run("note reconciled") { (store) throws(StoreError) in
        try store.set(Self.doneKey, String(settled), onlyIfAbsent: false, expiry: nil)
      }
      return forgotten > 0
    }
  }

  private static let pageSize = 200
  private static let searchDepth = 10_000

  /// - Parameter span: times of the last change, in milliseconds.
  /// - Returns: how many bookings were forgotten.
  private func forget(
    cancelledIn span: Range<Int64>,
    _ lease: JobLease,
    _ client: CRMClient
  ) async throws(Interruption) -> Int {
    var (forgotten, after) = (0, Int?.some(0))
    while let start = after {
      try await lease.renew()
      let page = try await cancelled(in: span, after: start, client)
      if page.total > Self.searchDepth, span.count > 1 {
        let middle = span.lowerBound + Int64(span.count / 2)
        let earlier = try await forget(cancelledIn: span.lowerBound..<middle, lease, client)
        return try await earlier + forget(cancelledIn: middle..<span.upperBound, lease, client)
      }
      forgotten += try await forget(page.objects)
      after = page.nextAfter
      // More changes in one millisecond than a search shows: there is no way to the rest.
      if let next = after, next + Self.pageSize > Self.searchDepth {
        let alert = Alert(.critical, "cancelled_beyond_search_depth", value: page.total, threshold: Self.searchDepth)
        context.events.record(.alert(alert))
        after = nil
      }
    }
    return forgotten
  }

  private func lastPass() async throws(Interruption) -> Int64? {
    try await context.store.run(.get(Self.doneKey)).flatMap { Int64($0) }
  }

  private func cancelled(
    in span: Range<Int64>,
    after: Int,
    _ client: CRMClient
  ) async throws(Interruption) -> SearchPage {
    let search = ObjectSearch(
      BookingSchema.bookings,
      filterGroups: [
        [
          .init(BookingSchema.Booking.status, .equals(BookingSchema.Status.cancelled.rawValue)),
          .init("hs_lastmodifieddate", .isAtLeast(String(span.lowerBound))),
          .init("hs_lastmodifieddate", .isLess(than: String(span.upperBound))),
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
        try store.delete(key)
        count += 1
      }
      return count
    }
  }
}

import VirtualTime

/// Every metric that a run of a product can be measured by. A new one is one more entry in the product's list.
package struct MetricCatalogue: Sendable {
  package let product: Product
  /// By name.
  package let all: [Metric]
  private let byName: [String: Metric]

  private init(_ product: Product, _ metrics: [Metric]) {
    self.product = product
    all = metrics.sorted { $0.name < $1.name }
    byName = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })
  }

  package static let booking = MetricCatalogue(
    .booking,
    times + outcomes + waiting + queue + calls + cache + peaks + alerts + rest
  )
  package static let bulkSync = MetricCatalogue(.bulkSync, sync + syncWithin)

  package static func of(_ product: Product) -> MetricCatalogue {
    switch product {
    case .booking: booking
    case .bulkSync: bulkSync
    }
  }

  package var names: [String] { all.map(\.name) }

  package func named(_ name: String) -> Metric? { byName[name] }

  /// A name to give as an example.
  var example: String { product == .booking ? "time_to_booking" : "duration" }

  /// Whose metrics they are, where that is not the usual product: ends the words "there is no metric".
  var owner: String { product == .booking ? "" : " of a sync" }

  // MARK: Time

  private static var times: [Metric] {
    [
      .wishes(.toBooking), .wishes(.associationDelay), .wishes(.noteDelay), .wishes(.counterDelay),
      .wishes(.creditDelay),
      Metric(
        "response_time",
        .trend,
        .milliseconds,
        .lower,
        "From the intended sending of a request of the booking API, a booking request unless an endpoint is named, to its answer.",
        tags: [.endpoint, .outcome, .code]
      ) { run, selection in
        .durations(Durations(run.samples.answers(selection).map { $0.answeredAt - $0.at }))
      },
      Metric(
        "hubspot_time",
        .trend,
        .milliseconds,
        .lower,
        "From the sending of an admitted HubSpot request to its answer.",
        tags: [.call, .endpoint, .origin, .bucket, .status]
      ) { run, selection in
        let selected = EndpointSelection(selection, in: run.samples)
        let admitted = run.samples.requests.lazy.filter { $0.refusedBy == nil && selected.contains($0) }
        return .durations(Durations(admitted.map { $0.answeredAt - $0.at }))
      },
    ]
  }

  // MARK: What became of visitors

  private static var outcomes: [Metric] {
    [
      .success("success", "Confirmed among the wishes that could be met.") { $0.end == .confirmed },
      .success("first_attempt_success", "Confirmed at the first attempt.", \.isConfirmedAtFirstAttempt),
      .count("offered", .neither, "Wishes for a booking.") { _ in true },
      .count("confirmed", .higher, "Wishes that ended with a booking.") { $0.end == .confirmed },
      .count("refused", .neither, "Wishes that ended with a refusal.") {
        if case .refused = $0.end { true } else { false }
      },
      .count("failed", .lower, "Wishes that failed, their visitors not coming back.") {
        if case .failed = $0.end { true } else { false }
      },
      .count("abandoned", .lower, "Wishes given up after the last come-back.") {
        if case .abandoned = $0.end { true } else { false }
      },
      Metric(
        "attempts",
        .counter,
        .count,
        .neither,
        "Requests of the booking API, booking requests unless an endpoint is named.",
        tags: [.endpoint, .outcome, .code]
      ) { run, selection in
        .count(run.samples.answers(selection).count, seconds: selection.seconds(in: run))
      },
      Metric(
        "booked_without",
        .rate,
        .share,
        .higher,
        "Confirmed without a HubSpot call of a name since the first request for the booking.",
        tags: [.call]
      ) { run, selection in
        run.samples.bookedWithout(selection)
      },
      Metric(
        "bookings_per_minute",
        .gauge,
        .perMinute,
        .higher,
        "Confirmed, from the first wish to the last confirmation.",
        takesWindow: false
      ) {
        run,
        _ in
        let confirmed = run.samples.wishes.filter { $0.end == .confirmed }
        guard let first = run.samples.wishes.map(\.at).min(), let last = confirmed.map(\.endedAt).max(), last > first
        else {
          return .gauge(nil)
        }
        return .gauge(Double(confirmed.count) * 60e9 / Double((last - first).nanoseconds))
      },
    ]
  }

  // MARK: Calls

  private static var calls: [Metric] {
    [
      Metric("requests", .counter, .count, .lower, "Requests sent to HubSpot.", tags: MetricTag.ofRequests) {
        run,
        selection in
        .count(run.samples.count(selection), seconds: selection.seconds(in: run))
      },
      Metric("refusals", .counter, .count, .lower, "Requests answered 429.", tags: MetricTag.ofRequests) {
        run,
        selection in
        let refused = run.samples.count(selection) { $0.refusedBy != nil }
        return .count(refused, seconds: selection.seconds(in: run))
      },
      // The policy says which 429s count; the others are trials all the same.
      .requestShare("share_429", .lower, "Requests answered 429, by policy of those sent.", ignoring: .policy) {
        request,
        selection in
        request.refusedBy != nil && selection.tags["policy"].map { $0 == request.tag("policy") } ?? true
      },
      .requestShare("retry_share", .lower, "Requests that repeat a refused or failed one.") { request, _ in
        request.tryNumber > 0
      },
      Metric(
        "failed_calls",
        .rate,
        .share,
        .lower,
        "Logical calls still refused after their last retry.",
        tags: [.call, .endpoint, .origin, .bucket],
        // A call begins with its first try and fails with its last, which need not fall in the same window.
        takesWindow: false
      ) {
        run,
        selection in
        let selected = EndpointSelection(selection, in: run.samples)
        let requests = run.samples.requests.lazy.filter { selected.contains($0) }
        return .share(events: requests.count(where: \.isFinalRefusal), trials: requests.count { $0.tryNumber == 0 })
      },
      Metric(
        "calls_per_booking",
        .gauge,
        .perBooking,
        .lower,
        "Requests sent, divided by the confirmed bookings.",
        tags: MetricTag.ofRequests,
        // The bookings are those of the whole run.
        takesWindow: false
      ) { run, selection in
        let confirmed = run.samples.wishes.count { $0.end == .confirmed }
        let sent = run.samples.count(selection)
        return .gauge(confirmed > 0 ? Double(sent) / Double(confirmed) : nil)
      },
      Metric(
        "calls_per_request",
        .trend,
        .perRequest,
        .lower,
        "Requests sent to HubSpot for a request of the booking API, a booking request unless an endpoint is named.",
        tags: [.endpoint, .outcome, .code, .call]
      ) { run, selection in
        .numbers(run.samples.callsPerRequest(selection))
      },
      Metric(
        "effective_calls_per_booking",
        .gauge,
        .perBooking,
        .lower,
        "Requests sent until all that the confirmed bookings lead to stood in HubSpot, divided by these bookings.",
        tags: [.ground],
        takesWindow: false
      ) { run, selection in
        let calls = run.summary.hubSpot.effectiveCalls
        let number =
          switch selection.tags["origin"] {
          case "foreground": calls.foreground
          case "background": calls.background
          default: calls.total
          }
        return .gauge(number)
      },
    ]
  }
}

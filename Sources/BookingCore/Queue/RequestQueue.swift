import BookingAPI
package import Composition
import HubSpotAPI
import HubSpotClient
import Ports

/// The queue of booking requests: who waits, who works on what, what became of whom. It stands in the store; every instance
/// has this view of it.
package struct RequestQueue: Sendable {
  /// How fast requests are begun.
  package enum Pace: Hashable, Sendable {
    /// So many in each second, which begins with the first of them, over all instances, whatever HubSpot's limits leave (phase 2, 3.3).
    case fixed
    /// As many as the pacing of calls has room for.
    case following
  }

  /// What is done with a request that finds the queue full.
  package enum Overflow: Hashable, Sendable {
    case turnedAway
    /// It is carried out at once (phase 2, 7.3, of another queue): more calls where there are too many.
    case carriedOutAtOnce
  }

  let calls: ServedCalls
  private let ways: @Sendable () -> (pace: Pace, overflow: Overflow)
  private let context: CoreContext

  init(_ pace: Pace, _ overflow: Overflow, _ context: CoreContext) {
    ways = { (pace, overflow) }
    self.context = context
    calls = ServedCalls(context.transport, assumed: context.settings.requestQueue.assumedCalls)
  }

  /// One queue whose ways are this one's, or the other one's while anybody uses that: whoever serves it asks anew for each claim.
  init(off: RequestQueue, on: RequestQueue, _ share: SwitchShare) {
    ways = { (share.includesAnybody ? on : off).ways() }
    (context, calls) = (off.context, off.calls)
  }

  /// Of now: a switch may change it.
  var pace: Pace { ways().pace }
  private var overflow: Overflow { ways().overflow }
  /// Whether how the queue is served goes into what is told of it.
  private var isForecast: Bool { pace == .following }
  private var settings: QueueSettings { context.settings.requestQueue }

  // MARK: The visitor's side

  /// Takes a request in. One that waits already keeps its place; one that has its booking is told so.
  ///
  /// - Returns: nil when it is to be carried out at once.
  func take(_ request: BookingRequest, from origin: CallOrigin) async throws(Interruption) -> BookingOutcome? {
    let id = RequestID(contact: request.contact, key: request.key)
    switch try await enter(request, origin) {
    case .booked(let booking): return .confirmed(booking: booking)
    case .known(let entry, let standing): return .accepted(await place(entry, standing))
    case .entered(let entry, let standing):
      let place = await place(entry, standing)
      report(.entered(id, round: entry.round, request.priority, place))
      tell(length: standing.length)
      return .accepted(place)
    case .full(let rhythm):
      if overflow == .carriedOutAtOnce {
        report(.carriedOutAtOnce(id))
        return nil
      }
      report(.turnedAway(id))
      return .turnedAway(comeBackAfter: await estimate(behind: settings.longest / 10, waited: .zero, rhythm))
    }
  }

  /// What has become of a request.
  ///
  /// - Throws: `.refused(.requestNotFound)` for one that is not known, or is another contact's: which of them is not said.
  func status(_ id: RequestID, of contact: ObjectID) async throws(Interruption) -> QueueStatus {
    let isForecast = isForecast
    let found = try await context.store.run("queue status") { (store) throws(StoreError) -> Found? in
      guard let entry = try RequestRecords.entry(id.description, store) else { return nil }
      return Found(entry: entry, standing: try RequestRecords.standing(of: entry, withRhythm: isForecast, store))
    }
    guard let found, id.contact == contact else { throw .refused(.requestNotFound) }
    switch found.entry.state {
    case .waiting: return .waiting(await place(found.entry, found.standing))
    case .serving: return .serving
    case .ended(.confirmed(let booking)): return .confirmed(booking: booking)
    case .ended(.refused(let reason)): return .refused(reason)
    case .ended(.failed(let reason)): return .failed(reason)
    case .ended(.withdrawn): return .withdrawn
    }
  }

  /// The place of a request that waits, or is being served; nil for every other one.
  func place(of request: BookingRequest) async throws(Interruption) -> QueuePlace? {
    let id = RequestID(contact: request.contact, key: request.key)
    let isForecast = isForecast
    let found = try await context.store.run("queue place") { (store) throws(StoreError) -> Found? in
      guard let entry = try RequestRecords.entry(id.description, store), entry.isOpen else { return nil }
      return Found(entry: entry, standing: try RequestRecords.standing(of: entry, withRhythm: isForecast, store))
    }
    guard let found else { return nil }
    return await place(found.entry, found.standing)
  }

  /// Takes a request out. What an earlier try of it has begun is undone by the recovery.
  ///
  /// - Throws: `.refused(.requestNotFound)`, `.refused(.requestNotWaiting)`.
  func withdraw(_ id: RequestID, of contact: ObjectID) async throws(Interruption) {
    guard id.contact == contact else { throw .refused(.requestNotFound) }
    let (now, lifetime) = (context.time.now, context.settings.answerLifetime)
    let found = try await context.store.run("withdraw request") { (store) throws(StoreError) -> Found? in
      guard let entry = try RequestRecords.entry(id.description, store) else { return nil }
      if entry.state == .waiting { try RequestRecords.end(entry, as: .withdrawn, at: now, keptFor: lifetime, store) }
      return Found(entry: entry, standing: try RequestRecords.standing(of: entry, withRhythm: false, store))
    }
    guard let (entry, standing) = found.map({ ($0.entry, $0.standing) }) else { throw .refused(.requestNotFound) }
    switch entry.state {
    case .waiting:
      report(.ended(id, round: entry.round, code: QueueEntry.End.withdrawn.code))
      tell(length: standing.length)
    // Told again to who asks again.
    case .ended(.withdrawn): break
    case .serving, .ended: throw .refused(.requestNotWaiting)
    }
  }

  private struct Found: Hashable, Sendable {
    let entry: QueueEntry
    let standing: RequestRecords.Standing
  }

  private enum Entrance: Hashable, Sendable {
    case entered(QueueEntry, RequestRecords.Standing)
    case known(QueueEntry, RequestRecords.Standing)
    case booked(ObjectID)
    case full(ServingRhythm?)
  }

  private func enter(_ request: BookingRequest, _ origin: CallOrigin) async throws(Interruption) -> Entrance {
    let (now, settings) = (context.time.now, settings)
    let id = RequestID(contact: request.contact, key: request.key).description
    let isForecast = isForecast
    return try await context.store.run("queue request") { (store) throws(StoreError) in
      if let booking = try IntentLedger.booked(request.key, of: request.contact, store) { return .booked(booking) }
      let known = try RequestRecords.entry(id, store)
      if let known {
        if case .ended(.confirmed(let booking)) = known.state { return .booked(booking) }
        if known.isOpen { return .known(known, try RequestRecords.standing(of: known, withRhythm: isForecast, store)) }
      }
      guard try RequestRecords.length(store) < settings.longest else { return .full(try RequestRecords.rhythm(store)) }
      if case .ended(.failed) = known?.state { try store.removeFirst(id, from: RequestRecords.failed) }
      let rank = try RequestRecords.newRank(at: now, request.priority, settings, store)
      let entry = QueueEntry(request, origin, queuedAt: now, rank: rank, round: (known?.round ?? 0) + 1)
      try RequestRecords.enter(entry, at: now, store)
      return .entered(entry, try RequestRecords.standing(of: entry, withRhythm: isForecast, store))
    }
  }

  // MARK: Estimates

  private func place(_ entry: QueueEntry, _ standing: RequestRecords.Standing) async -> QueuePlace {
    let waited = entry.request.priority == .high ? nil : context.time.now - entry.queuedAt
    var estimate = await estimate(behind: standing.ahead, waited: waited, standing.rhythm)
    if let next = standing.notBefore { estimate = max(estimate, next - context.time.now + Self.bookingTime) }
    return QueuePlace(request: entry.id, position: standing.ahead + 1, estimate: estimate)
  }

  /// What a booking takes that waits for nothing, as far as estimates are concerned: they are in whole seconds.
  private static let bookingTime: Duration = .seconds(1)

  /// Until a request will have been served that so many go before.
  ///
  /// - Parameter waited: nil for one that nobody overtakes.
  private func estimate(behind ahead: Int, waited: Duration?, _ rhythm: ServingRhythm?) async -> Duration {
    guard pace == .following, let forecast = await forecast() else {
      return .seconds((ahead + settings.perSecond) / settings.perSecond)
    }
    let now = context.time.now
    return forecast.wait(behind: ahead, waited: waited, rhythm ?? ServingRhythm(busySince: now), at: now)
  }

  /// How many requests are expected to be served in how long, while enough wait: so long that it is at least one, and no shorter
  /// than between two looks at an empty queue.
  func expectedPace() async -> QueuePass.Pace {
    var interval = max(settings.interval, .seconds(10))
    guard pace == .following, let forecast = await forecast() else {
      let batch = Double(settings.perSecond) * (interval / .seconds(1))
      return QueuePass.Pace(interval: interval, batch: Int(min(batch, 1e9)))
    }
    let expected = forecast.bookings(within: interval)
    if expected < 1 { interval = interval * (1 / expected) }
    return QueuePass.Pace(interval: interval, batch: max(1, Int(min(expected, 1e9))))
  }

  private func forecast() async -> WaitForecast? {
    guard let turns = context.turns else { return nil }
    let (cost, limit) = (await calls.cost, await turns.capacity(isSearch: false))
    // What has been merged has no turn of its own.
    let merged = context.merging?.batchSize ?? 1
    let sideBySide = settings.width * max(1, context.settings.client.pacing.instances)
    var apart = Self.bookingTime / sideBySide
    if cost.searches > 0 {
      let searches = await turns.capacity(isSearch: true)
      apart = max(apart, searches.window * cost.searches / (searches.calls * merged))
    }
    return WaitForecast(
      calls: limit.calls * merged,
      cost: cost.calls,
      window: limit.window,
      apart: apart,
      time: Self.bookingTime,
      look: settings.interval,
      headStart: settings.headStart
    )
  }

  // MARK: The operator's side

  /// Those that have failed.
  ///
  /// - Parameter again: whether all of them wait anew.
  func failures(sendingAgain again: Bool) async throws(Interruption) -> [FailedBookings.Failure] {
    let (now, settings) = (context.time.now, settings)
    let isForecast = isForecast
    let found = try await context.store.run("failed requests") { (store) throws(StoreError) in
      var found: [FailedRequest] = []
      for id in try store.list(RequestRecords.failed) {
        // Of one whose answer is forgotten nothing is left to be sent.
        guard var entry = try RequestRecords.entry(id, store), case .ended(.failed(let reason)) = entry.state else {
          try store.removeFirst(id, from: RequestRecords.failed)
          continue
        }
        let failure = FailedBookings.Failure(request: entry.id, reason: reason, tries: entry.tries)
        guard again else {
          found.append(FailedRequest(failure: failure))
          continue
        }
        try store.removeFirst(id, from: RequestRecords.failed)
        entry.rank = try RequestRecords.newRank(at: now, entry.request.priority, settings, store)
        (entry.queuedAt, entry.round, entry.tries) = (now, entry.round + 1, 0)
        try RequestRecords.enter(entry, at: now, store)
        let standing = try RequestRecords.standing(of: entry, withRhythm: isForecast, store)
        found.append(FailedRequest(failure: failure, again: Found(entry: entry, standing: standing)))
      }
      return found
    }
    for again in found.compactMap(\.again) {
      let place = await place(again.entry, again.standing)
      report(.entered(again.entry.id, round: again.entry.round, again.entry.request.priority, place))
      tell(length: again.standing.length)
    }
    return found.map(\.failure)
  }

  private struct FailedRequest: Hashable, Sendable {
    let failure: FailedBookings.Failure
    /// Where it waits when it was sent again.
    var again: Found?
  }

  func report(_ event: QueueEvent) { context.events.record(.queue(event)) }

  func reportEnd(of entry: QueueEntry, _ end: QueueEntry.End) {
    report(.ended(entry.id, round: entry.round, code: end.code))
    if case .failed = end { context.events.record(.deadLetter(queue: RequestRecords.failed)) }
  }

  func tell(length: Int) { context.events.record(.queueLength(queue: RequestRecords.ready, length: length)) }
}

/// Lets every request wait in the queue.
package struct QueuedAdmission: Admission {
  package let queue: RequestQueue?

  package func enter(_ booking: AdmittedBooking) async throws(Interruption) {}
  package func write(_ booking: AdmittedBooking) async {}
  package func leave(_ booking: AdmittedBooking) async {}
}

extension Part where Context == CoreContext, Service == any Admission {
  /// Requests wait, and are begun at the documents' pace.
  package static var queued: Self {
    Part("queue") { QueuedAdmission(queue: RequestQueue(.fixed, .turnedAway, $0)) }
  }

  /// The same, and who finds the queue full is served at once: the documents' answer to overload.
  package static var queuedOrDirect: Self {
    Part("queue-or-direct") { QueuedAdmission(queue: RequestQueue(.fixed, .carriedOutAtOnce, $0)) }
  }

  /// Requests wait, and are begun as HubSpot's limits leave room for them.
  package static var queuedPaced: Self {
    let reason = "the queue's pace is what the pacing of calls has room for"
    return Part("queue-paced", excluding: [PartExclusion(Layers.pacing.name, "none", reason: reason)]) {
      QueuedAdmission(queue: RequestQueue(.following, .turnedAway, $0))
    }
  }
}

extension Design {
  /// Whether booking requests wait in a queue.
  package var queuesRequests: Bool {
    let queues: [Part<CoreContext, any Admission>] = [.queued, .queuedOrDirect, .queuedPaced]
    return queues.contains { $0.name == self[Roles.admission].name }
  }

  /// Whether requests wait in one queue under both designs, with another pace.
  package func queuesAlike(_ other: Design, whichDiffersIn role: String) -> Bool {
    role == Roles.admission.name && queuesRequests && other.queuesRequests
  }
}

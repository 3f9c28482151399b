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
    /// So many in any second, over all instances, whatever HubSpot's limits leave (phase 2, 3.3).
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

  let pace: Pace
  let calls: ServedCalls
  private let overflow: Overflow
  private let context: CoreContext

  init(_ pace: Pace, _ overflow: Overflow, _ context: CoreContext) {
    self.pace = pace
    self.overflow = overflow
    self.context = context
    calls = ServedCalls(context.transport, assumed: context.settings.requestQueue.assumedCalls)
  }

  private var settings: QueueSettings { context.settings.requestQueue }

  // MARK: The visitor's side

  /// Takes a request in. One that waits already keeps its place; one that has its booking is told so.
  ///
  /// - Returns: nil when it is to be carried out at once.
  func take(_ request: BookingRequest, from origin: CallOrigin) async throws(Interruption) -> BookingOutcome? {
    let id = RequestID(contact: request.contact, key: request.key)
    switch try await enter(request, origin) {
    case .booked(let booking): return .confirmed(booking: booking)
    case .known(_, let ahead): return .accepted(await place(id, ahead: ahead))
    case .entered(let entry, let ahead):
      let place = await place(id, ahead: ahead)
      report(.entered(id, round: entry.round, request.priority, place))
      return .accepted(place)
    case .full:
      if overflow == .carriedOutAtOnce {
        report(.carriedOutAtOnce(id))
        return nil
      }
      report(.turnedAway(id))
      return .turnedAway(comeBackAfter: await estimate(ahead: settings.longest / 10))
    }
  }

  /// What has become of a request.
  ///
  /// - Throws: `.refused(.requestNotFound)` for one that is not known, or is another contact's: which of them is not said.
  func status(_ id: RequestID, of contact: ObjectID) async throws(Interruption) -> QueueStatus {
    let found = try await context.store.run("queue status") { (store) throws(StoreError) -> Found? in
      guard let entry = try RequestRecords.entry(id.description, store) else { return nil }
      return Found(entry: entry, ahead: try RequestRecords.ahead(of: entry, store))
    }
    guard let found, id.contact == contact else { throw .refused(.requestNotFound) }
    switch found.entry.state {
    case .waiting: return .waiting(await place(id, ahead: found.ahead))
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
    let found = try await context.store.run("queue place") { (store) throws(StoreError) -> Found? in
      guard let entry = try RequestRecords.entry(id.description, store), entry.isOpen else { return nil }
      return Found(entry: entry, ahead: try RequestRecords.ahead(of: entry, store))
    }
    guard let found else { return nil }
    return await place(id, ahead: found.ahead)
  }

  /// Takes a request out. What an earlier try of it has begun is undone by the recovery.
  ///
  /// - Throws: `.refused(.requestNotFound)`, `.refused(.requestNotWaiting)`.
  func withdraw(_ id: RequestID, of contact: ObjectID) async throws(Interruption) {
    guard id.contact == contact else { throw .refused(.requestNotFound) }
    let lifetime = context.settings.answerLifetime
    let found = try await context.store.run("withdraw request") { (store) throws(StoreError) -> Found? in
      guard let entry = try RequestRecords.entry(id.description, store) else { return nil }
      if entry.state == .waiting { try RequestRecords.end(entry, as: .withdrawn, keptFor: lifetime, store) }
      return Found(entry: entry, ahead: 0)
    }
    guard let entry = found?.entry else { throw .refused(.requestNotFound) }
    switch entry.state {
    case .waiting: report(.ended(id, round: entry.round, code: QueueEntry.End.withdrawn.code))
    // Told again to who asks again.
    case .ended(.withdrawn): break
    case .serving, .ended: throw .refused(.requestNotWaiting)
    }
  }

  /// A request and how many go before it.
  private struct Found: Hashable, Sendable {
    let entry: QueueEntry
    let ahead: Int
  }

  private enum Entrance: Hashable, Sendable {
    case entered(QueueEntry, ahead: Int)
    case known(QueueEntry, ahead: Int)
    case booked(ObjectID)
    case full
  }

  private func enter(_ request: BookingRequest, _ origin: CallOrigin) async throws(Interruption) -> Entrance {
    let (now, settings) = (context.time.now, settings)
    let id = RequestID(contact: request.contact, key: request.key).description
    return try await context.store.run("queue request") { (store) throws(StoreError) in
      if let booking = try IntentLedger.booked(request.key, of: request.contact, store) { return .booked(booking) }
      let known = try RequestRecords.entry(id, store)
      if let known {
        if case .ended(.confirmed(let booking)) = known.state { return .booked(booking) }
        if known.isOpen { return .known(known, ahead: try RequestRecords.ahead(of: known, store)) }
      }
      guard try RequestRecords.length(store) < settings.longest else { return .full }
      if case .ended(.failed) = known?.state { try store.removeFirst(id, from: RequestRecords.failed) }
      let rank = try RequestRecords.newRank(at: now, request.priority, settings, store)
      let entry = QueueEntry(request, origin, queuedAt: now, rank: rank, round: (known?.round ?? 0) + 1)
      try RequestRecords.wait(entry, store)
      return .entered(entry, ahead: try RequestRecords.ahead(of: entry, store))
    }
  }

  // MARK: Estimates

  private func place(_ id: RequestID, ahead: Int) async -> QueuePlace {
    QueuePlace(request: id, position: ahead + 1, estimate: await estimate(ahead: ahead))
  }

  /// Until a request will have been served that so many go before. The pacing of calls is asked when the last of its calls
  /// will have its turn; without such a word the documents' pace is believed.
  private func estimate(ahead: Int) async -> Duration {
    let documents = Duration.seconds((ahead + settings.perSecond) / settings.perSecond)
    guard pace == .following, let turns = context.turns else { return documents }
    let (cost, now) = (await calls.cost, context.time.now)
    // What has been merged has no turn of its own.
    let merged = context.merging?.batchSize ?? 1
    func behind(_ each: Int) -> Int { max(0, ((ahead + 1) * each + merged - 1) / merged - 1) }
    guard let last = await turns.opening(behind: behind(cost.calls), isSearch: false) else { return documents }
    let search = cost.searches == 0 ? nil : await turns.opening(behind: behind(cost.searches), isSearch: true)
    return max(.seconds(1), max(last, search ?? last) - now)
  }

  // MARK: The operator's side

  /// Those that have failed.
  ///
  /// - Parameter again: whether all of them wait anew.
  func failures(sendingAgain again: Bool) async throws(Interruption) -> [FailedBookings.Failure] {
    let (now, settings) = (context.time.now, settings)
    return try await context.store.run("failed requests") { (store) throws(StoreError) in
      var failures: [FailedBookings.Failure] = []
      for id in try store.list(RequestRecords.failed) {
        // Of one whose answer is forgotten nothing is left to be sent.
        guard var entry = try RequestRecords.entry(id, store), case .ended(.failed(let reason)) = entry.state else {
          try store.removeFirst(id, from: RequestRecords.failed)
          continue
        }
        failures.append(FailedBookings.Failure(request: entry.id, reason: reason, tries: entry.tries))
        guard again else { continue }
        try store.removeFirst(id, from: RequestRecords.failed)
        entry.rank = try RequestRecords.newRank(at: now, entry.request.priority, settings, store)
        (entry.queuedAt, entry.round, entry.tries) = (now, entry.round + 1, 0)
        try RequestRecords.wait(entry, store)
      }
      return failures
    }
  }

  func report(_ event: QueueEvent) { context.events.record(.queue(event)) }
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
}

import BookingAPI
import HubSpotAPI
import Ports

// The side of those who serve requests.
extension RequestQueue {
  /// Requests that are this claimant's for now.
  struct Claims: Hashable, Sendable {
    var requests: [Claimed] = []
    /// Those whose claimants died as often as it may be tried.
    var gone: [QueueEntry] = []
    /// How many could be begun and are not: the pace, or the limit, is in the way.
    var held = 0
    /// How many wait, those that somebody works on included.
    var length = 0
  }

  struct Claimed: Hashable, Sendable {
    let entry: QueueEntry
    let lease: Lease
  }

  /// Claims those whose turn it is, at most `limit`. What a claimant that has died has left goes back to its place first.
  func claim(_ limit: Int, _ context: CoreContext) async throws(Interruption) -> Claims {
    let (now, settings) = (context.time.now, context.settings.requestQueue)
    let (perSecond, lifetime) = (pace == .fixed ? settings.perSecond : nil, context.settings.answerLifetime)
    let timeout = settings.visibilityTimeout ?? context.settings.requestLease
    let token = context.identifiers.next()
    let claims = try await context.store.run("claim requests") { (store) throws(StoreError) in
      var claims = Claims()
      claims.gone = try Self.takeBack(at: now, settings, lifetime, store)
      for id in try store.scored(RequestRecords.delayed, upTo: now.milliseconds, limit: -1) {
        if let entry = try RequestRecords.entry(id, store) { try RequestRecords.wait(entry, store) }
      }
      let waiting = try store.scoredCount(RequestRecords.ready)
      let places = try Self.places(min(limit, waiting), perSecond, at: now, store)
      for (number, id) in try store.scored(RequestRecords.ready, upTo: .max, limit: places).enumerated() {
        guard var entry = try RequestRecords.entry(id, store) else {
          try store.removeScored(id, from: RequestRecords.ready)
          continue
        }
        entry.tries += 1
        let lease = Lease(
          key: RequestRecords.claim(id),
          token: "\(token).\(number)",
          duration: timeout
        )
        try RequestRecords.move(entry, to: .serving, nil, store)
        try store.set(lease.key, lease.token, onlyIfAbsent: false, expiry: lease.duration)
        try store.addScored(id, score: (now + lease.duration).milliseconds, to: RequestRecords.claimed)
        claims.requests.append(Claimed(entry: entry, lease: lease))
      }
      if !claims.requests.isEmpty { try RequestRecords.note(at: now, store) { $0.begin(at: now) } }
      claims.held = try store.scoredCount(RequestRecords.ready)
      claims.length = try RequestRecords.length(store)
      return claims
    }
    for entry in claims.gone {
      reportEnd(of: entry, .failed(.timeout))
    }
    tell(length: claims.length)
    return claims
  }

  /// Settles a claimed request: its end, or its next try.
  ///
  /// - Returns: false when the claim has passed to somebody else; then nothing has changed.
  func settle(
    _ claimed: Claimed,
    _ outcome: Settlement,
    _ context: CoreContext
  ) async throws(Interruption) -> Bool {
    let (now, lifetime) = (context.time.now, context.settings.answerLifetime)
    let isOurs = try await context.store.run("settle request") { (store) throws(StoreError) in
      guard try claimed.lease.isHeld(store) else { return false }
      switch outcome {
      case .ended(let end): try RequestRecords.end(claimed.entry, as: end, at: now, keptFor: lifetime, store)
      case .again(let instant, let isCounted):
        var entry = claimed.entry
        if !isCounted { entry.tries -= 1 }
        try RequestRecords.delay(entry, until: instant, store)
      }
      return true
    }
    if isOurs, case .ended(let end) = outcome {
      reportEnd(of: claimed.entry, end)
    }
    return isOurs
  }

  enum Settlement: Hashable, Sendable {
    case ended(QueueEntry.End)
    /// Not before this moment; and whether the try counts.
    case again(at: Timestamp, isCounted: Bool)
  }

  /// Puts those back whose claimants have died, and ends those that were tried often enough.
  ///
  /// - Returns: those that were ended.
  private static func takeBack(
    at now: Timestamp,
    _ settings: QueueSettings,
    _ lifetime: Duration,
    _ store: any StoreCommands
  ) throws(StoreError) -> [QueueEntry] {
    var gone: [QueueEntry] = []
    for id in try store.scored(RequestRecords.claimed, upTo: now.milliseconds, limit: -1) {
      guard let entry = try RequestRecords.entry(id, store) else {
        try store.removeScored(id, from: RequestRecords.claimed)
        continue
      }
      if try store.exists(RequestRecords.claim(id)) {
        // Kept by a claimant that lives. A dead one's runs out within its duration.
        let left = try store.timeToLive(RequestRecords.claim(id)) ?? .seconds(1)
        try store.addScored(id, score: (now + left).milliseconds + 1, to: RequestRecords.claimed)
      } else if entry.tries >= settings.tries {
        try RequestRecords.end(entry, as: .failed(.timeout), at: now, keptFor: lifetime, store)
        gone.append(entry)
      } else {
        try RequestRecords.wait(entry, store)
      }
    }
    return gone
  }

  /// How many may be begun now by the documents' pace: no more than so many in a second that begins with the first of them.
  private static func places(
    _ wanted: Int,
    _ perSecond: Int?,
    at now: Timestamp,
    _ store: any StoreCommands
  ) throws(StoreError) -> Int {
    guard let perSecond, wanted > 0 else { return wanted }
    let second = try store.get(RequestRecords.pace)?.split(separator: ":").compactMap { Int64($0) } ?? []
    let isNew = second.count != 2 || now.milliseconds - second[0] >= 1_000
    let (start, begun) = isNew ? (now.milliseconds, 0) : (second[0], Int(second[1]))
    let places = max(0, min(wanted, perSecond - begun))
    if places > 0 { try store.set(RequestRecords.pace, "\(start):\(begun + places)", onlyIfAbsent: false, expiry: nil) }
    return places
  }
}

package import Composition
package import HubSpotAPI
package import Ports

/// HubSpot's windows shared by all instances in the store: a call goes when the store has given it a place.
///
/// A store that does not answer in time, or that fails, is left alone for a while; meanwhile each instance keeps to its even
/// share. Whoever still has the store may then send more than what is left, by the shares of those that do not.
/// What other apps take shows in refusals only: each teaches to leave one place more for a minute.
package struct StoreWindows: PacingRule {
  /// How long an answer of the store is waited for, and its places are good.
  package static let patience: Duration = .milliseconds(100)
  /// How long a store that has failed is left alone.
  package static let retreat: Duration = .seconds(5)

  private struct Lane {
    let key: String
    let window: Duration
    var limit: Int
    var lesson = RefusalLesson()
    /// Places that are not given to a call yet.
    var places: [String] = []
    var usableUntil: Timestamp?
    /// Places that will not be used, to be given back with the next question.
    var unused: [String] = []
    var fullUntil: Timestamp?
  }

  private let settings: PacingSettings
  private let instance: Int
  private let edge: PlaceWish.SharedWindow?
  private var share: KnownWindows
  private var lanes: [Lane]
  /// By the turn's number: the kind and the place of turns that are given and not used yet.
  private var given: [Int: (kind: Int, place: String)] = [:]
  private var wishCount = 0
  private var pending: PlaceWish?
  /// Until when each instance keeps to its share.
  private var trustedFrom: Timestamp?

  /// - Parameter instance: the number of this one.
  package init(_ settings: PacingSettings, instance: Int) {
    self.settings = settings
    self.instance = instance
    share = KnownWindows(settings, parts: settings.instances)
    let reserve = min(settings.reserve, settings.believed.tenSecond - 1)
    lanes = [
      Lane(key: "pacing:ten_second", window: .seconds(10), limit: settings.believed.tenSecond - reserve),
      Lane(key: "pacing:search", window: .seconds(1), limit: settings.believed.search),
    ]
    edge = settings.burstLimit.map {
      PlaceWish.SharedWindow(key: "pacing:burst", limit: $0, held: .seconds(1) + settings.wayUpAtMost)
    }
  }

  package mutating func opening(isSearch: Bool, at now: Timestamp) -> Opening {
    guard isStoreTrusted(at: now) else { return share.opening(isSearch: isSearch, at: now) }
    let lane = lanes[isSearch ? 1 : 0]
    switch share.pause(isSearch: isSearch, at: now) {
    case .at(let instant) where instant <= now: break
    case let pause: return pause
    }
    if !lane.places.isEmpty, let until = lane.usableUntil, now <= until { return .at(now) }
    if let full = lane.fullUntil, full > now { return .at(full) }
    // The place has yet to be asked for.
    return .afterReturn
  }

  /// A question may be out already, and its answer be for others.
  package func answerTime(at now: Timestamp) -> Duration { isStoreTrusted(at: now) ? Self.patience * 2 : .zero }

  package func opening(behind ahead: Int, isSearch: Bool, at now: Timestamp) -> Timestamp? {
    trustedFrom.map { $0 > now } ?? false ? share.opening(behind: ahead, isSearch: isSearch, at: now) : nil
  }

  package mutating func wish(calls: Int, searches: Int, at now: Timestamp) -> PlaceWish? {
    guard pending == nil, isStoreTrusted(at: now) else { return nil }
    for (kind, waiting) in [calls, searches].enumerated() {
      dropStale(kind, at: now)
      let missing = waiting - lanes[kind].places.count
      if let full = lanes[kind].fullUntil, full > now { continue }
      guard missing > 0 else { continue }
      lanes[kind].lesson.forget(at: now)
      return ask(kind, missing, at: now)
    }
    return nil
  }

  package mutating func receive(_ grant: PlaceWish.Grant?, for wish: PlaceWish, at now: Timestamp) {
    // What comes later than it was waited for is not used; its places run out.
    guard pending == wish else { return }
    pending = nil
    guard let grant else { return trustedFrom = now + Self.retreat }
    let kind = wish.isSearch ? 1 : 0
    lanes[kind].places += grant.members
    lanes[kind].usableUntil = wish.usableUntil
    lanes[kind].fullUntil = grant.members.isEmpty ? grant.fullUntil ?? (now + Self.patience) : nil
  }

  package mutating func give(_ turn: Turn, isSearch: Bool, at now: Timestamp) {
    let kind = isSearch ? 1 : 0
    if isStoreTrusted(at: now), let place = lanes[kind].places.popLast() { given[turn.number] = (kind, place) }
    share.give(turn, isSearch: isSearch, at: now)
  }

  package mutating func send(_ turn: Turn, isSearch: Bool, at now: Timestamp) {
    given[turn.number] = nil
    share.send(turn, isSearch: isSearch, at: now)
  }

  package mutating func takeBack(_ turn: Turn, at now: Timestamp) {
    if let (kind, place) = given.removeValue(forKey: turn.number) { lanes[kind].unused.append(place) }
    share.takeBack(turn, at: now)
  }

  package mutating func end(_ turn: Turn, _ response: HubSpotResponse?, at now: Timestamp) {
    share.end(turn, response, at: now)
    if let headers = response?.rateLimit {
      lanes[0].limit = max(1, headers.max - min(settings.reserve, headers.max - 1))
    }
    for (kind, policy) in [LimitPolicy.tenSecond, .search].enumerated() where response?.refusingPolicy == policy {
      lanes[kind].lesson.learn(atMost: lanes[kind].limit - 1, at: now)
    }
  }

  package func room(isSearch: Bool, within duration: Duration, at now: Timestamp) -> Int? {
    share.room(isSearch: isSearch, within: duration, at: now)
  }

  package func capacity(isSearch: Bool, at now: Timestamp) -> WindowCapacity? {
    let lane = lanes[isSearch ? 1 : 0]
    return WindowCapacity(calls: lane.limit - lane.lesson.places, window: lane.window + settings.wayUpAtMost)
  }

  /// The room is that of this instance's even share: how much of the others' shares it would get shows only when it asks.
  package var parts: Int { share.parts }

  private func isStoreTrusted(at now: Timestamp) -> Bool { trustedFrom.map { $0 <= now } ?? true }

  private mutating func dropStale(_ kind: Int, at now: Timestamp) {
    guard let until = lanes[kind].usableUntil, until < now else { return }
    lanes[kind].unused += lanes[kind].places
    lanes[kind].places = []
  }

  private mutating func ask(_ kind: Int, _ count: Int, at now: Timestamp) -> PlaceWish {
    wishCount += 1
    let lane = lanes[kind]
    let own = PlaceWish.SharedWindow(
      key: lane.key,
      limit: lane.limit - lane.lesson.places,
      held: lane.window + settings.wayUpAtMost
    )
    let wish = PlaceWish(
      number: wishCount,
      isSearch: kind == 1,
      count: count,
      windows: [own] + [edge].compactMap(\.self),
      askedAt: now,
      usableUntil: now + Self.patience,
      instances: settings.instances,
      instance: instance,
      returned: lane.unused
    )
    pending = wish
    lanes[kind].unused = []
    return wish
  }
}

extension Part where Context == ClientContext, Service == (any TransportLayer)? {
  /// The windows of all instances together, kept in the store.
  package static var storeWindow: Self {
    Part("store-window") { PacedTransport($0, StoreWindows($0.settings.pacing, instance: $0.instance)) }
  }
}

package import HubSpotAPI
package import Ports

/// The calls that wait for their turn, and who goes next.
///
/// Calls that somebody waits for go before those that nobody waits for. Among them goes first what belongs to the request
/// that came first, so that what has begun is finished; but each call beyond a fair share ranks as if its caller had come
/// later, so that nobody keeps all the others waiting. A background call that has waited for long enough goes next, at one
/// turn in four at the most.
package struct WaitingLine: Sendable {
  /// Who goes before whom.
  package enum Order: Hashable, Sendable {
    /// As above.
    case byCaller(ageing: Duration)
    /// In the order in which they came.
    case firstComeFirstServed
  }

  /// A call that waits.
  package struct Waiter: Sendable {
    package let turn: Turn
    package let isSearch: Bool
    package let cameAt: Timestamp
    /// It gives up then.
    package let until: Timestamp
    fileprivate let isForeground: Bool
    fileprivate let rank: Timestamp
    /// Whether it ranks before others that have come earlier: its caller has called before.
    fileprivate var isLater: Bool { rank < cameAt }

    fileprivate func isBefore(_ other: Waiter) -> Bool {
      rank == other.rank ? turn.number < other.turn.number : rank < other.rank
    }
  }

  /// Those of one class for one kind of call, who goes next last.
  private typealias Line = [Waiter]

  private static let foregroundTurns = 3
  /// How many first calls are remembered.
  private static let memory = 128

  private let order: Order
  private var callers = Callers()
  /// By kind of call (searches last), then by class (foreground first).
  private var lines: [[Line]] = [[[], []], [[], []]]
  /// Foreground turns since the last one that a background call had before its turn; by kind of call.
  private var sinceAged = [foregroundTurns, foregroundTurns]
  /// Calls of late that somebody waits for, and how many of them were their callers' first; by kind of call. Counted when they
  /// come: of those that are served while many wait, hardly one is a first.
  private var came = [(all: 0, first: 0), (all: 0, first: 0)]
  /// No call in the line gives up before this; one that has left may have.
  private var earliestEnd: Timestamp?

  package init(_ order: Order) { self.order = order }

  package var count: Int { lines.joined().reduce(0) { $0 + $1.count } }

  package func isEmpty(isSearch: Bool) -> Bool { lines[Self.kind(isSearch)].allSatisfy(\.isEmpty) }

  /// How many calls of the kind wait.
  package func count(isSearch: Bool) -> Int { lines[Self.kind(isSearch)].reduce(0) { $0 + $1.count } }

  /// How many calls of the kind wait that somebody waits for.
  package func foreground(isSearch: Bool) -> Int { lines[Self.kind(isSearch)][0].count }

  /// A call that comes now. Whether it waits or not, it counts for its caller.
  package mutating func newcomer(_ request: HubSpotRequest, _ turn: Turn, until: Timestamp, at now: Timestamp) -> Waiter
  {
    let isFair = order != .firstComeFirstServed
    let waiter = Waiter(
      turn: turn,
      isSearch: request.call.isSearch,
      cameAt: now,
      until: until,
      isForeground: !isFair || request.origin.kind.isForeground,
      rank: isFair ? callers.rank(of: request.origin, at: now) : now
    )
    if waiter.isForeground { remember(waiter) }
    return waiter
  }

  /// How many will go before this one, background calls that have aged apart: those that wait before it, and those that
  /// will come and go before it if as many do as lately.
  package func ahead(of waiter: Waiter) -> Int {
    let (lines, came) = (lines[Self.kind(waiter.isSearch)], came[Self.kind(waiter.isSearch)])
    let own = lines[waiter.isForeground ? 0 : 1]
    let ahead = own.count - Self.position(of: waiter, in: own) + (waiter.isForeground ? 0 : lines[0].count)
    guard waiter.isForeground, !waiter.isLater else { return ahead }
    return ahead * max(1, came.all) / max(1, came.first)
  }

  /// When a background call has aged, and how many aged ones go before it; nil for others.
  package func ageing(of waiter: Waiter) -> (at: Timestamp, ahead: Int)? {
    guard !waiter.isForeground, case .byCaller(let ageing) = order else { return nil }
    let line = lines[Self.kind(waiter.isSearch)][1]
    return (waiter.cameAt + ageing, (line.count - Self.position(of: waiter, in: line)) * (Self.foregroundTurns + 1))
  }

  package mutating func join(_ waiter: Waiter) {
    let (kind, rank) = (Self.kind(waiter.isSearch), waiter.isForeground ? 0 : 1)
    lines[kind][rank].insert(waiter, at: Self.position(of: waiter, in: lines[kind][rank]))
    earliestEnd = min(earliestEnd ?? waiter.until, waiter.until)
  }

  /// Who goes next; it stays in the line.
  package func next(isSearch: Bool, at now: Timestamp) -> Waiter? {
    let kind = Self.kind(isSearch)
    return lines[kind][nextClass(kind, at: now)].last
  }

  /// Takes out who goes next.
  package mutating func serve(isSearch: Bool, at now: Timestamp) -> Waiter? {
    let kind = Self.kind(isSearch)
    let rank = nextClass(kind, at: now)
    let overtakes = rank == 1 && !lines[kind][0].isEmpty
    sinceAged[kind] = overtakes ? 0 : sinceAged[kind] + 1
    return lines[kind][rank].popLast()
  }

  private mutating func remember(_ waiter: Waiter) {
    let kind = Self.kind(waiter.isSearch)
    came[kind].all += 1
    came[kind].first += waiter.isLater ? 0 : 1
    // A memory of so many calls would be filled by the later ones of a crowd, and know none of its first.
    if came[kind].first == Self.memory { came[kind] = (came[kind].all / 2, came[kind].first / 2) }
  }

  /// Takes a call out that does not wait any more; nil when it is not in the line.
  @discardableResult
  package mutating func leave(_ turn: Turn) -> Waiter? {
    for kind in lines.indices {
      for rank in lines[kind].indices {
        guard let index = lines[kind][rank].firstIndex(where: { $0.turn == turn }) else { continue }
        return lines[kind][rank].remove(at: index)
      }
    }
    return nil
  }

  /// Takes out all calls whose time is over, in the order of their turns.
  package mutating func leaveOverdue(at now: Timestamp) -> [Waiter] {
    guard let earliestEnd, earliestEnd <= now else { return [] }
    let overdue = remove { $0.until <= now }
    self.earliestEnd = lines.joined().joined().map(\.until).min()
    return overdue
  }

  /// Takes out the calls of a kind that somebody waits for and whose turn cannot come in time any more, in the order in which
  /// they would have had it.
  ///
  /// - Parameter opening: when a call may go that so many others go before; nil when that cannot be told.
  package mutating func leaveHopeless(isSearch: Bool, opening: (Int) -> Timestamp?) -> [Waiter] {
    let kind = Self.kind(isSearch)
    var (stay, hopeless) = (Line(), [Waiter]())
    for waiter in lines[kind][0].reversed() {
      guard let turn = opening(stay.count) else { return [] }
      if turn > waiter.until { hopeless.append(waiter) } else { stay.append(waiter) }
    }
    if !hopeless.isEmpty { lines[kind][0] = stay.reversed() }
    return hopeless
  }

  /// Takes out all calls of a kind, in the order of their turns.
  package mutating func leaveAll(isSearch: Bool) -> [Waiter] { remove { $0.isSearch == isSearch } }

  /// When the line should be looked at because somebody may give up; nil when nobody waits.
  package var firstEnd: Timestamp? { count == 0 ? nil : earliestEnd }

  private mutating func remove(_ isOut: (Waiter) -> Bool) -> [Waiter] {
    let out = lines.joined().joined().filter(isOut).sorted { $0.turn.number < $1.turn.number }
    guard !out.isEmpty else { return [] }
    lines = lines.map { $0.map { $0.filter { !isOut($0) } } }
    return out
  }

  private func nextClass(_ kind: Int, at now: Timestamp) -> Int {
    guard let background = lines[kind][1].last else { return 0 }
    if lines[kind][0].isEmpty { return 1 }
    guard case .byCaller(let ageing) = order else { return 0 }
    return sinceAged[kind] >= Self.foregroundTurns && now - background.cameAt >= ageing ? 1 : 0
  }

  /// Where a waiter belongs in a line.
  private static func position(of waiter: Waiter, in line: Line) -> Int {
    var (low, high) = (0, line.count)
    while low < high {
      let middle = (low + high) / 2
      if waiter.isBefore(line[middle]) { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private static func kind(_ isSearch: Bool) -> Int { isSearch ? 1 : 0 }
}

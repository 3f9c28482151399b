import HubSpotAPI
import Ports

/// On whose behalf calls have been made lately: what ranks their next ones.
struct Callers: Sendable {
  /// Who asks for nothing this long has ended, and begins anew.
  private static let memory: Duration = .seconds(60)
  /// So many calls are a fair share.
  private static let share = 20
  /// Each call beyond the share ranks as if its caller had come so much later.
  private static let penalty: Duration = .seconds(1)

  private struct Caller {
    var since: Timestamp
    var lastAt: Timestamp
    var calls = 0
  }

  private struct Key: Hashable {
    let kind: CallOrigin.Kind
    let number: Int
  }

  private var known: [Key: Caller] = [:]
  private var pruneAbove = 1_024

  /// The rank of a call that comes now: earlier goes first. Calls of callers without a number, which stand for many or for
  /// nobody, rank by the time at which they come.
  mutating func rank(of origin: CallOrigin, at now: Timestamp) -> Timestamp {
    guard let number = origin.number else { return now }
    let key = Key(kind: origin.kind, number: number)
    var caller = known[key] ?? Caller(since: now, lastAt: now)
    if now - caller.lastAt >= Self.memory { caller = Caller(since: now, lastAt: now) }
    caller.calls += 1
    caller.lastAt = now
    known[key] = caller
    prune(at: now)
    return caller.since + Self.penalty * max(0, caller.calls - Self.share)
  }

  private mutating func prune(at now: Timestamp) {
    guard known.count > pruneAbove else { return }
    known = known.filter { now - $0.value.lastAt < Self.memory }
    pruneAbove = max(1_024, known.count * 2)
  }
}

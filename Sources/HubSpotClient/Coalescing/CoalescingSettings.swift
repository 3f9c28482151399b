/// When a batch of merged calls leaves.
package struct CoalescingSettings: Hashable, Sendable {
  /// How long a batch waits for more after its first input, while there is room in the limits. Above zero.
  package var window: Duration = .milliseconds(150)
  /// How long it waits when no room is left. No shorter than `window`.
  package var widestWindow: Duration = .milliseconds(800)
  /// With fewer calls than this still to go out, the window widens: in proportion to what is missing. Where the limits are
  /// shared out among instances, to each a part of it.
  package var easyRoom = 50
  /// How many inputs a batch has at the most; HubSpot's own limit is 100.
  package var batch = 100
  /// With lanes in the store: how long after its last sign of life a collector or sender is missed.
  package var leaderLease: Duration = .seconds(1)
  /// How long after it was asked for a merged call may be sent, retries included: its asker may be gone by then. Shorter
  /// than it takes until somebody undoes what that one has begun. Nil while nobody has said (`completed(landing:)`).
  package var entryLifetime: Duration?
  /// With lanes in the store: how long a reply is kept for who asked.
  package var replyLifetime: Duration = .seconds(60)

  package init() {}

  /// The entry lifetime, that of customary leases while nobody has said.
  package var sentWithin: Duration { entryLifetime ?? .seconds(10) }

  /// These, with an entry lifetime where none was said, and no larger batches than HubSpot takes.
  ///
  /// - Parameters:
  ///   - latest: the longest time after which a merged call may be sent, so that it has landed before somebody
  ///     undoes what it was asked for.
  ///   - inputs: how many HubSpot takes in a batch.
  package func completed(landing latest: Duration, atMost inputs: Int) -> CoalescingSettings {
    var settings = self
    settings.batch = min(batch, inputs)
    settings.entryLifetime = entryLifetime ?? max(.zero, min(sentWithin, latest))
    return settings
  }

  /// How long a batch that begins now waits for more.
  ///
  /// - Parameter turns: what gives turns; nil when every call passes at once.
  package func window(asking turns: (any TurnGiver)?) async -> Duration {
    guard let turns else { return window }
    return await window(withRoom: turns.room(isSearch: false, within: .zero), of: turns.parts)
  }

  /// How long a batch that begins now waits for more.
  ///
  /// - Parameters:
  ///   - room: how many calls could go out now; nil when nothing limits them.
  ///   - parts: into how many the limits are divided of which that is one part's room.
  package func window(withRoom room: Int?, of parts: Int = 1) -> Duration {
    guard let room, isScarce(room, of: parts), widestWindow > window else { return window }
    return window + (widestWindow - window) * (easyRoom - max(0, room) * parts) / easyRoom
  }

  /// Whether so few calls could go out that they should be saved.
  ///
  /// - Parameter parts: into how many the limits are divided of which that is one part's room.
  package func isScarce(_ room: Int, of parts: Int) -> Bool { room * parts < easyRoom }
}

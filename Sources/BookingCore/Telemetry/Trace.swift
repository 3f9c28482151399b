import HubSpotAPI
import Synchronization

/// What has been done on behalf of one request or pass so far, for its line in the log. It goes with the task, and with the
/// tasks that the task starts.
final class Trace: Sendable {
  @TaskLocal static var current: Trace?

  let origin: CallOrigin
  private let callCount = Atomic(0)
  private let hitCount = Atomic(0)
  private let missCount = Atomic(0)

  init(_ origin: CallOrigin) { self.origin = origin }

  /// Requests that were sent to HubSpot; those of calls that were merged with others' belong to nobody.
  var calls: Int { callCount.load(ordering: .relaxed) }

  /// Whether all that was looked for was remembered; nil when nothing was looked for.
  var isHit: Bool? {
    let (hits, misses) = (hitCount.load(ordering: .relaxed), missCount.load(ordering: .relaxed))
    return hits + misses > 0 ? misses == 0 : nil
  }

  func noteCall() { callCount.add(1, ordering: .relaxed) }

  func noteLook(isHit: Bool) {
    if isHit { hitCount.add(1, ordering: .relaxed) } else { missCount.add(1, ordering: .relaxed) }
  }
}

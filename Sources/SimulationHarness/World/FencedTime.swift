import AsyncAlgorithms
import DeterministicRuntime
import Ports
import VirtualTime

/// Virtual time, as the Unix time of the scenario's clock, for one instance.
struct FencedTime: TimeSource {
  /// Unix nanoseconds at virtual time 0.
  let epoch: Int64
  let fence: Fence
  private let clock = VirtualClock()

  init(epochMilliseconds: Int64, fence: Fence) {
    epoch = epochMilliseconds * 1_000_000
    self.fence = fence
  }

  var now: Timestamp { Timestamp(nanoseconds: epoch + clock.now.nanoseconds) }

  func sleep(for duration: Duration) async throws(InstanceGone) {
    guard fence.isPassable else { throw InstanceGone() }
    do { try await clock.sleep(for: VirtualSpan(duration)) } catch { throw InstanceGone() }
    guard fence.isPassable else { throw InstanceGone() }
  }

  func ticks(every interval: Duration) -> any AsyncSequence<Timestamp, Never> & Sendable {
    let (epoch, fence) = (epoch, fence)
    return AsyncTimerSequence(interval: interval, clock: clock)
      .prefix { _ in fence.isPassable }
      .map { Timestamp(nanoseconds: epoch + $0.nanoseconds) }
  }
}

/// Identifiers by number: unique among the instances of one world, and the same in every run.
struct NumberedIdentifiers: IdentifierSource {
  let instance: Int
  private let count = SimulationLocal(0)

  init(instance: Int) { self.instance = instance }

  func next() -> String {
    let number = count.withValue { count in
      count += 1
      return count
    }
    return "i\(instance).\(number)"
  }
}

import DeterministicRuntime
import Ports
import VirtualTime

/// Chance by purpose and numbers.
struct TestChance: ChanceSource {
  let random: KeyedRandom

  func fraction(_ purpose: String, _ a: Int, _ b: Int, _ c: Int) -> Double {
    var name = RunDigest()
    name.combine(purpose)
    var draw = random.draw("test", Int(truncatingIfNeeded: name.value), a, b, c)
    return draw.uniform()
  }
}

/// Identifiers by number, unique among the instances of one world.
struct NumberedIdentifiers: IdentifierSource {
  let instance: Int
  private let count = SimulationLocal(0)

  init(_ instance: Int) { self.instance = instance }

  func next() -> String {
    count.withValue { count in
      count += 1
      return "i\(instance).\(count)"
    }
  }
}

/// Keeps the events of one run.
final class Recorder<Event: Sendable>: EventSink {
  private let kept = SimulationLocal<[Event]>([])

  func record(_ event: Event) { kept.withValue { $0.append(event) } }

  var events: [Event] { kept.withValue { $0 } }
}

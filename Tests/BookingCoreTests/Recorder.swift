import DeterministicRuntime
import Ports

/// Keeps the events of one run.
final class Recorder<Event: Sendable>: EventSink {
  private let kept = SimulationLocal<[Event]>([])

  func record(_ event: Event) { kept.withValue { $0.append(event) } }

  var events: [Event] { kept.withValue { $0 } }
}

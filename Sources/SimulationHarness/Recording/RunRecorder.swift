import BookingCore
import DeterministicRuntime
import HubSpotAPI
import LoadGeneration
import Measures
import Ports
import SimulatedHubSpot
import SimulatedRedis
import VirtualTime

/// Listens to everything that happens in a run: counts it, and takes it into the digest in the order in which it
/// happened.
struct RunRecorder: Sendable {
  let passes = PassLog()
  /// Whether single observations are kept beside their counts.
  let keepsSamples: Bool
  private let record: SimulationLocal<RunRecord>
  private let observer: RunObserver
  private let clock = VirtualClock()

  init(keepsSamples: Bool = false, observer: RunObserver) {
    record = SimulationLocal(RunRecord(keepsSamples: keepsSamples))
    self.keepsSamples = keepsSamples
    self.observer = observer
  }

  func begin(visitors: Int) { record.withValue { $0.begin(visitors: visitors) } }

  /// Keeps an answer of the booking API.
  func keep(_ answer: AnswerSample) { record.withValue { $0.keep(answer) } }

  /// What was recorded; the run must be over.
  func finished() -> RunRecord { record.withValue { $0 } }

  var requests: any EventSink<HubSpotRequestEvent> {
    Sink { event in
      record.withValue { $0.observe(event) }
      observer.observe(.request(event))
    }
  }

  var judgements: any EventSink<HubSpotJudgement> {
    Sink { event in record.withValue { $0.observe(event) } }
  }

  var store: any EventSink<StoreEvent> {
    Sink { event in record.withValue { $0.observe(event) } }
  }

  var core: any EventSink<CoreEvent> {
    Sink { event in
      let now = clock.now
      record.withValue { $0.observe(event, at: now) }
      if case .jobPass(let job, let instance, let startedAt, let changedSomething) = event {
        passes.record(
          job: job,
          instance: instance,
          startedAt: VirtualInstant(nanoseconds: startedAt.nanoseconds - observer.epoch),
          endedAt: now,
          changedSomething: changedSomething
        )
      }
      observer.observe(.core(event, at: now))
    }
  }

  var visitors: any EventSink<VisitorEvent> {
    Sink { event in
      let now = clock.now
      record.withValue { $0.observe(event, at: now) }
      observer.observe(.visitor(event, at: now))
    }
  }
}

/// An event sink made of a closure.
private struct Sink<Event: Sendable>: EventSink {
  let body: @Sendable (Event) -> Void

  func record(_ event: Event) { body(event) }
}

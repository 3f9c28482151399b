package import DeterministicRuntime
import HubSpotAPI
package import Ports
package import SimulatedHubSpot
package import SimulatedRedis
package import VirtualTime

/// Listens to what the instances of a product do in a run: counts it, and takes it into the digest in the order in which it
/// happens.
package struct ActivityRecorder: Sendable {
  package let passes = PassLog()
  /// Unix nanoseconds at virtual time 0.
  private let epoch: Int64
  private let record: SimulationLocal<ActivityRecord>
  private let watchRequest: @Sendable (HubSpotRequestEvent) -> Void

  /// - Parameters:
  ///   - keepsSamples: whether single requests are kept beside their counts.
  ///   - epochMilliseconds: Unix milliseconds at virtual time 0.
  ///   - watchRequest: told of each request when it has been counted.
  package init(
    keepsSamples: Bool = false,
    epochMilliseconds: Int64,
    watchRequest: @escaping @Sendable (HubSpotRequestEvent) -> Void = { _ in }
  ) {
    record = SimulationLocal(ActivityRecord(keepsSamples: keepsSamples))
    epoch = epochMilliseconds * 1_000_000
    self.watchRequest = watchRequest
  }

  /// What was recorded; the run must be over.
  package func finished() -> ActivityRecord { record.withValue { $0 } }

  /// Lets a product take what only it knows into the digest.
  package func digest(_ body: (inout RunDigest) -> Void) { record.withValue { $0.digest(body) } }

  /// Takes down that something has come about that requests to HubSpot are sent for.
  package func noteResult(at now: VirtualInstant) { record.withValue { $0.noteResult(at: now) } }

  package var requests: any EventSink<HubSpotRequestEvent> {
    EventCall { event in
      record.withValue { $0.observe(event) }
      watchRequest(event)
    }
  }

  package var judgements: any EventSink<HubSpotJudgement> {
    EventCall { event in record.withValue { $0.observe(event) } }
  }

  package var store: any EventSink<StoreEvent> {
    EventCall { event in record.withValue { $0.observe(event) } }
  }

  /// Takes down what an instance reports.
  ///
  /// - Parameter number: of the instance, from 0; nil where it does not matter.
  package func observe(_ event: InstanceEvent, of number: Int? = nil, at now: VirtualInstant) {
    record.withValue { $0.observe(event, of: number, at: now) }
    guard case .jobPass(let job, let instance, let startedAt, let changedSomething) = event else { return }
    passes.record(
      job: PassLog.Job(name: job, instance: instance),
      startedAt: VirtualInstant(nanoseconds: startedAt.nanoseconds - epoch),
      endedAt: now,
      changedSomething: changedSomething
    )
  }
}

/// An event sink made of a closure.
package struct EventCall<Event: Sendable>: EventSink {
  private let body: @Sendable (Event) -> Void

  package init(_ body: @escaping @Sendable (Event) -> Void) { self.body = body }

  package func record(_ event: Event) { body(event) }
}

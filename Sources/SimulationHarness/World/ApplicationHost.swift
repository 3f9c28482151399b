import BookingAPI
import BookingCore
import DeterministicRuntime
import Faults
import HubSpotAPI
import Ports
import VirtualTime

/// An instance of the core, and whether it lives.
struct HostedInstance: Sendable {
  /// From 0.
  let number: Int
  let core: CoreInstance
  let fence: Fence

  var isAlive: Bool { !fence.isClosed }
}

/// What runs the instances and stands between them and the visitors: spreads requests over them, and answers for a
/// request that takes too long (504). Its work is then ended where it stands, as the host of a function ends it.
struct ApplicationHost: BookingService {
  let instances: [HostedInstance]
  let deadline: VirtualSpan
  private let clock = VirtualClock()
  /// Requests that are still at work, also those that have been answered for.
  private let working = SimulationLocal(0)
  private let idle = SimulationLocal<Wakeup?>(nil)

  init(_ instances: [HostedInstance], deadline: Duration) {
    self.instances = instances
    self.deadline = VirtualSpan(deadline)
  }

  /// The instance's answer; 504 when there is none in time, when the instance dies under the request, or when none lives.
  func answer<Request: EndpointRequest>(
    _ request: Request,
    from origin: CallOrigin
  ) async throws(InstanceGone) -> Request.Reply {
    guard let service = service(for: origin) else { return .failed(.timeout) }
    return await answer { () async throws(InstanceGone) in
      try await service.answer(request, from: origin)
    } ?? .failed(.timeout)
  }

  /// Waits until no request is at work any more.
  func waitUntilIdle() async {
    while working.withValue({ $0 }) > 0 {
      let wakeup = Wakeup("the host's last request")
      idle.withValue { $0 = wakeup }
      _ = await wakeup.wait()
    }
  }

  /// A visitor who comes back reaches the next instance that lives.
  ///
  /// - Returns: nil when none does.
  private func service(for origin: CallOrigin) -> (any BookingService)? {
    let living = living
    guard !living.isEmpty else { return nil }
    guard let visitor = origin.number else { return living[0].core.service }
    return living[(visitor + origin.request) % living.count].core.service
  }

  /// The instances that have not crashed.
  var living: [HostedInstance] { instances.filter(\.isAlive) }

  /// - Returns: nil when there was no answer in time, or the instance died.
  private func answer<Outcome: Sendable>(
    _ work: @escaping @Sendable () async throws(InstanceGone) -> Outcome
  ) async -> Outcome? {
    let (answer, answered) = (SimulationLocal<Outcome?>(nil), Wakeup("an answer to a visitor"))
    working.withValue { $0 += 1 }
    let task = Task {
      do {
        let outcome = try await work()
        answer.withValue { $0 = outcome }
      } catch {
        // Nobody answers for a dead instance: the visitor's connection is lost.
        answer.withValue { $0 = nil }
      }
      answered.wake()
      finished()
    }
    let end = await answered.wait(until: clock.now + deadline)
    guard end == .woken else {
      task.cancel()
      return nil
    }
    return answer.withValue { $0 }
  }

  private func finished() {
    let isLast = working.withValue { working in
      working -= 1
      return working == 0
    }
    guard isLast else { return }
    idle.withValue { wakeup in
      wakeup?.wake()
      wakeup = nil
    }
  }
}

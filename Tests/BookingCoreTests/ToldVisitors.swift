import Audit
import BookingAPI
import BookingCore
import DeterministicRuntime
import HubSpotAPI
import VirtualTime

@testable import LoadGeneration

/// What the visitors of one world were told, taken down for the audit as a run takes it down. Each request is a wish of a
/// visitor of its own.
final class ToldVisitors: Sendable {
  private struct State {
    var told = BookingRecord()
    /// The design whose instances answered last.
    var design: Design?
    /// The record's part of a digest, which nobody reads here.
    var digest = RunDigest()
  }

  private let state = SimulationLocal(State())

  var told: BookingRecord { state.withValue { $0.told } }
  var design: Design? { state.withValue { $0.design } }

  func meet(_ design: Design) { state.withValue { $0.design = design } }

  /// Somebody has a place in the queue.
  func note(queued place: QueuePlace, of request: BookingRequest) {
    let now = VirtualClock().now
    state.withValue { state in
      let attempt = Attempt(
        wish: Wish(visitor: state.told.wishes.count, number: 0, contact: request.contact),
        request: 0,
        isFirst: true,
        exam: request.exam,
        intendedAt: now,
        answeredAt: now,
        outcome: .accepted(place)
      )
      state.told.observe(.answered(attempt), at: now, &state.digest)
    }
  }

  /// - Parameter outcome: nil when the instance died: to its visitor that is a time-out.
  func note(_ outcome: BookingOutcome?, to request: BookingRequest, sentAt: VirtualInstant) {
    let answeredAt = VirtualClock().now
    state.withValue { state in
      let wish = Wish(visitor: state.told.wishes.count, number: 0, contact: request.contact)
      let outcome = outcome ?? .failed(.timeout)
      let attempt = Attempt(
        wish: wish,
        request: 0,
        isFirst: true,
        exam: request.exam,
        intendedAt: sentAt,
        answeredAt: answeredAt,
        outcome: outcome
      )
      let end: WishEnd =
        switch outcome {
        case .confirmed(let booking): .confirmed(booking: booking, exam: request.exam)
        case .refused(let reason): .refused(reason)
        case .failed(let reason): .failed(reason)
        case .accepted: .failed(.timeout)
        case .turnedAway: .failed(.overloaded)
        }
      for event in [VisitorEvent.wished(wish), .answered(attempt), .ended(wish, end)] {
        state.told.observe(event, at: answeredAt, &state.digest)
      }
    }
  }

  /// - Parameter outcome: nil when the instance died.
  func note(_ outcome: CancellationOutcome?, to request: CancellationRequest) {
    state.withValue { state in
      // Whoever was told once that it is cancelled knows it; what is said later does not bring it back.
      guard state.told.cancellations[request.booking] != .cancelled else { return }
      let event: VisitorEvent
      switch outcome {
      case .cancelled?, .refused?:
        event = .cancellationAnswered(visitor: 0, request: 0, booking: request.booking, outcome ?? .cancelled)
      case .failed?, nil:
        event = .cancellationAbandoned(visitor: 0, booking: request.booking)
      }
      state.told.observe(event, at: VirtualClock().now, &state.digest)
    }
  }
}

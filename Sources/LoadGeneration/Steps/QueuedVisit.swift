import BookingAPI
import DeterministicRuntime
import HubSpotAPI
import Ports
import VirtualTime

/// A visitor whose request waits in a queue: asks at intervals what has become of it, may leave the page and come back with
/// the same form, and may take the request out.
struct QueuedVisit: Sendable {
  let step: BookStep
  let form: SentForm
  let place: QueuePlace
  /// Whether the visitor has another form out, and so goes on only when this one has its end: a failure is none, for the request may
  /// wait on.
  let isOneOfTwo: Bool

  enum End: Sendable {
    case learned(BookingOutcome)
    case withdrawn
  }

  func wait(_ visit: inout Visit) async throws -> End {
    let ordinal = form.click.wish.number * 1_000
    if let away = step.queue.away, visit.chance("leaves the queue's page", away.share) {
      try await visit.pause(away.time, "away from the queue", ordinal)
      if let outcome = try await sendAgain(&visit) { return outcome }
    }
    if let withdraw = step.queue.withdraw, visit.chance("withdraws", withdraw.share) {
      try await visit.pause(withdraw.after, "withdraws after", ordinal)
      if case .found = try await visit.ask(QueueWithdrawalRequest(contact: visit.contact, request: place.request)) {
        return .withdrawn
      }
    }
    return try await poll(&visit)
  }

  private func poll(_ visit: inout Visit) async throws -> End {
    var failures = 0
    let began = visit.world.clock.now
    while visit.world.clock.now - began < VirtualSpan(QueueWaiting.patience) {
      try await visit.world.clock.sleep(for: VirtualSpan(step.queue.pollEvery))
      switch try await visit.ask(QueueStatusRequest(contact: visit.contact, request: place.request)) {
      case .found(.waiting), .found(.serving): failures = 0
      case .found(.confirmed(let booking)): return learned(.confirmed(booking: booking), visit)
      case .found(.refused(let reason)): return learned(.refused(reason), visit)
      case .found(.failed(let reason)): return learned(.failed(reason), visit)
      case .found(.withdrawn): return .withdrawn
      case .refused:
        // Nobody knows the request any more.
        if let end = try await sendAgain(&visit) { return end }
      case .failed(let reason):
        failures += 1
        // What has become of it the visitor does not know.
        if failures > max(step.comeBack.atMost, 1), !isOneOfTwo { return learned(.failed(reason), visit) }
      }
    }
    return learned(.failed(.timeout), visit)
  }

  /// Sends the form once more, which finds its place again.
  ///
  /// - Returns: nil when it waits on.
  private func sendAgain(_ visit: inout Visit) async throws -> End? {
    let click = form.click
    let again = Click(
      wish: click.wish,
      exam: click.exam,
      key: click.key,
      origin: visit.nextRequest(),
      isFirst: false,
      priority: click.priority
    )
    let sent = try await again.send(to: visit.world)
    switch sent.outcome {
    case .accepted: return nil
    case .confirmed: return learned(sent.outcome, visit)
    case .failed where isOneOfTwo: return nil
    case .failed, .refused, .turnedAway: return .learned(sent.outcome)
    }
  }

  private func learned(_ outcome: BookingOutcome, _ visit: Visit) -> End {
    let click = form.click
    visit.world.events.record(
      .answered(
        Attempt(
          wish: click.wish,
          request: click.origin.request,
          isFirst: click.isFirst,
          exam: click.exam.id,
          intendedAt: form.intendedAt,
          answeredAt: visit.world.clock.now,
          outcome: outcome,
          isLearned: true
        )
      )
    )
    return .learned(outcome)
  }
}

package import BookingAPI
package import DeterministicRuntime
package import HubSpotAPI
package import LoadGeneration
package import Measures
package import VirtualTime

/// What visitors wished for, were told, and when.
package struct BookingRecord: Sendable {
  /// A wish and its end.
  package struct WishRecord: Sendable {
    package let wish: Wish
    package let wishedAt: VirtualInstant
    /// nil until it has come.
    package internal(set) var end: WishEnd?
    package internal(set) var endedAt: VirtualInstant = .start
    package internal(set) var isConfirmedAtFirstAttempt = false
    /// The exams for which a request of the wish had no usable answer in time: of a booking there the visitor cannot
    /// know.
    var timedOutExams: Set<ObjectID> = []
  }

  /// A request that was refused, for the audit to judge.
  struct Refusal: Sendable {
    let contact: ObjectID
    let exam: ObjectID
    let reason: RefusalReason
    let sentAt: VirtualInstant
    let answeredAt: VirtualInstant
    /// The number of the wish, in the order of wishing.
    let wish: Int
  }

  /// What a visitor who cancelled was told last.
  package enum CancellationState: Equatable, Sendable {
    case cancelled
    case refused
    /// Nothing: what became of it is not known.
    case abandoned
  }

  package private(set) var visitors = 0
  private(set) var left = 0
  package private(set) var wishes: [WishRecord] = []
  private(set) var refusals: [Refusal] = []
  /// By booking.
  package private(set) var cancellations: [ObjectID: CancellationState] = [:]
  /// When visitors were told that a booking is cancelled, by booking.
  private(set) var cancelledAt: [ObjectID: VirtualInstant] = [:]
  /// What the core answered to those who asked again after the run (`LateQuestions`), by booking.
  package var lateAnswers: [ObjectID: BookingOutcome] = [:]
  package private(set) var attempts = 0
  package private(set) var confirmedAtFirstAttempt = 0
  /// By reason.
  package private(set) var failedAttempts: [String: Int] = [:]
  /// From the intended sending of booking requests to their answers, by outcome.
  package private(set) var responses: [AnswerSample.Outcome: Durations] = [:]
  /// The requests that were taken into a queue, and the wishes that they are for.
  package private(set) var queued: [RequestID: Set<Wish>] = [:]
  /// The number of each visitor's present wish.
  private var current: [Int: Int] = [:]

  package init() {}

  /// How many wishes ended with a booking.
  package var confirmedWishes: Int { wishes.count { if case .confirmed = $0.end { true } else { false } } }

  /// So many visitors are to come.
  package mutating func begin(visitors: Int) {
    self.visitors = visitors
    wishes.reserveCapacity(visitors)
  }

  /// Takes an event down, and what tells runs apart into the digest.
  package mutating func observe(_ event: VisitorEvent, at now: VirtualInstant, _ digest: inout RunDigest) {
    switch event {
    case .wished(let wish):
      digest.combine(wish.visitor)
      current[wish.visitor] = wishes.count
      wishes.append(WishRecord(wish: wish, wishedAt: now))
    case .answered(let attempt):
      digest.combine(attempt.wish.visitor)
      digest.combine(attempt.intendedAt)
      digest.combine(attempt.outcome.code)
      observe(attempt)
    case .ended(let wish, let end):
      digest.combine(wish.visitor)
      digest.combine(end.code)
      guard let index = current[wish.visitor] else { preconditionFailure("a wish of visitor \(wish.visitor) ended") }
      wishes[index].end = end
      wishes[index].endedAt = now
    case .cancellationAnswered(let visitor, let request, let booking, let outcome):
      digest.combine(visitor)
      digest.combine(request)
      switch outcome {
      case .cancelled:
        cancellations[booking] = .cancelled
        cancelledAt[booking] = cancelledAt[booking] ?? now
      case .refused: cancellations[booking] = .refused
      case .failed(let reason): failedAttempts["CANCEL_" + reason.rawValue, default: 0] += 1
      }
    case .cancellationAbandoned(let visitor, let booking):
      digest.combine(visitor)
      cancellations[booking] = .abandoned
    case .left(let visitor):
      digest.combine(visitor)
      current[visitor] = nil
      left += 1
    }
  }

  private mutating func observe(_ attempt: Attempt) {
    if !attempt.isLearned {
      attempts += 1
      let outcome: AnswerSample.Outcome =
        switch attempt.outcome {
        case .confirmed: .confirmed
        case .accepted: .accepted
        case .refused: .refused
        case .failed, .turnedAway: .failed
        }
      responses[outcome, default: Durations()].record(attempt.answeredAt - attempt.intendedAt)
    }
    switch attempt.outcome {
    case .confirmed:
      if attempt.isFirst {
        confirmedAtFirstAttempt += 1
        if let index = current[attempt.wish.visitor] { wishes[index].isConfirmedAtFirstAttempt = true }
      }
    case .refused(let reason):
      refusals.append(
        Refusal(
          contact: attempt.wish.contact,
          exam: attempt.exam,
          reason: reason,
          sentAt: attempt.intendedAt,
          answeredAt: attempt.answeredAt,
          wish: current[attempt.wish.visitor] ?? 0
        )
      )
    case .failed(let reason):
      if reason == .timeout, let index = current[attempt.wish.visitor] {
        wishes[index].timedOutExams.insert(attempt.exam)
      }
      failedAttempts[reason.rawValue, default: 0] += 1
    case .turnedAway: failedAttempts[RetryableReason.overloaded.rawValue, default: 0] += 1
    case .accepted(let place): queued[place.request, default: []].insert(attempt.wish)
    }
  }
}

extension BookingOutcome {
  /// The outcome as a stable text.
  package var code: String {
    switch self {
    case .confirmed(let booking): "CONFIRMED \(booking)"
    case .accepted(let place): "ACCEPTED \(place.request) \(place.position)"
    case .turnedAway: RetryableReason.overloaded.rawValue
    case .refused(let reason): reason.rawValue
    case .failed(let reason): reason.rawValue
    }
  }
}

extension WishEnd {
  /// The end as a stable text.
  package var code: String {
    switch self {
    case .confirmed(let booking, _): "CONFIRMED \(booking)"
    case .refused(let reason): reason.rawValue
    case .failed(let reason): "FAILED " + reason.rawValue
    case .abandoned(let reason): "ABANDONED " + reason.rawValue
    case .withdrawn: "WITHDRAWN"
    }
  }
}

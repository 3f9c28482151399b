import DeterministicRuntime

/// What visitors do. Without journeys of their own it is the same for all, and chance decides who browses, cancels or
/// clicks twice.
package struct VisitorBehaviour: Hashable, Sendable {
  /// A failed visitor comes back after a uniform time in this range, with the same idempotency key.
  package var comeBackAfter: ClosedRange<Duration> = .seconds(10)...(.seconds(30))
  /// How often before the visitor gives up; 0 for never.
  package var comeBacksAtMost = 10
  /// How often a visitor who finds an exam full picks another one.
  package var otherExamsAtMost = 3
  /// Who looks at the page before booking, and how long before, uniformly.
  package var browse: Browse?
  /// Who cancels after booking, and books again.
  package var cancel: Cancel?
  /// Who clicks twice.
  package var doubleClick: DoubleClick?
  /// What is done while a request waits in a queue.
  package var queue = QueueWaiting()

  /// What is done instead of browsing, booking and cancelling, by weight; empty for just that.
  package var journeys: [Journey] = []

  package init() {}

  package struct Browse: Hashable, Sendable {
    package var share: Probability
    package var thinkTime: ClosedRange<Duration>

    package init(share: Probability, thinkTime: ClosedRange<Duration>) {
      self.share = share
      self.thinkTime = thinkTime
    }
  }

  package struct Cancel: Hashable, Sendable {
    package var share: Probability
    /// From the confirmation to the cancellation.
    package var after: ClosedRange<Duration>
    /// From the cancellation to the next booking.
    package var rebookAfter: ClosedRange<Duration>
    package var rebooks: Rebooking

    package enum Rebooking: String, Hashable, Sendable, CaseIterable {
      case sameExam = "same_exam"
      case otherExam = "other_exam"
      case no
    }

    package init(
      share: Probability,
      after: ClosedRange<Duration>,
      rebookAfter: ClosedRange<Duration>,
      rebooks: Rebooking
    ) {
      self.share = share
      self.after = after
      self.rebookAfter = rebookAfter
      self.rebooks = rebooks
    }
  }

  package struct DoubleClick: Hashable, Sendable {
    package var share: Probability
    package var after: Duration
    package var key: Key

    /// What the second request carries.
    package enum Key: String, Hashable, Sendable, CaseIterable {
      /// The form's key, as a double click on one page sends it.
      case same
      /// A key of its own, as a second tab sends it.
      case own
    }

    package init(share: Probability, after: Duration, key: Key) {
      self.share = share
      self.after = after
      self.key = key
    }
  }
}

extension VisitorBehaviour {
  package var comeBack: ComeBack { ComeBack(after: comeBackAfter, atMost: comeBacksAtMost) }

  /// The journeys of which each visitor takes one.
  package var ways: [Journey] { journeys.isEmpty ? [wayByBehaviour] : journeys }

  /// How many wishes for a booking one visitor can have at most.
  package var mostWishes: Int { ways.map(\.steps.mostWishes).max() ?? 0 }

  /// How many bookings and cancellations one visitor can bring about at most.
  package var mostWrites: Int { ways.map { $0.steps.mostWishes + $0.steps.mostCancellations }.max() ?? 0 }

  /// The policy of coming back that lasts longest.
  package var longestComeBack: ComeBack {
    ways.flatMap(\.steps.comeBacks).max { ($0.longest, $0.after.upperBound) < ($1.longest, $1.after.upperBound) }
      ?? .never
  }

  /// The longest pause before a visitor comes back.
  package var longestPause: Duration {
    ways.flatMap(\.steps.comeBacks).map(\.after.upperBound).max() ?? .zero
  }

  /// The longest that a visitor whose request waits in a queue usually is without news of its end.
  ///
  /// - Parameter deadline: of a question.
  package func queueSilence(deadline: Duration) -> Duration {
    ways.flatMap(\.steps.queueWaits).map { $0.silence(deadline: deadline) }.max() ?? .zero
  }

  /// A booking on the exam that a wish is for.
  package func booking(_ exam: BookStep.ExamChoice) -> BookStep {
    BookStep(
      exam,
      comeBack: comeBack,
      otherExamsAtMost: otherExamsAtMost,
      doubleClick: doubleClick,
      queue: queue
    )
  }

  /// Looks, thinks and books; cancels, and books again.
  private var wayByBehaviour: Journey {
    var steps: [any VisitorStep] = []
    if let browse {
      let look: [any VisitorStep] = [LookStep(), ThinkStep(browse.thinkTime, for: "browse think time")]
      steps.append(ChanceStep(browse.share, look, for: "browses"))
    }
    steps.append(booking(.first))
    if let cancel {
      var way: [any VisitorStep] = [ThinkStep(cancel.after, for: "cancel after"), CancelStep(comeBack: comeBack)]
      if let exam = cancel.rebooks.exam {
        way += [ThinkStep(cancel.rebookAfter, for: "rebook after"), booking(exam)] as [any VisitorStep]
      }
      steps.append(ChanceStep(cancel.share, way, for: "cancels"))
    }
    return Journey(steps, drawsByPlace: false)
  }
}

extension VisitorBehaviour.Cancel.Rebooking {
  fileprivate var exam: BookStep.ExamChoice? {
    switch self {
    case .sameExam: .same
    case .otherExam: .other
    case .no: nil
    }
  }
}

/// A chance, between 0 and 1.
package struct Probability: Hashable, Sendable {
  package let value: Double

  /// Nil unless `value` is in 0...1.
  package init?(_ value: Double) {
    guard (0...1).contains(value) else { return nil }
    self.value = value
  }

  package static let certain = Probability(value: 1)

  private init(value: Double) { self.value = value }
}

package import BookingAPI
import DeterministicRuntime
import HubSpotAPI
import Ports
import VirtualTime

/// Tries to book until the wish has its end. Who gets no booking leaves, and so does who finds no exam to wish for.
package struct BookStep: VisitorStep {
  /// Which exam the visitor wishes for.
  package enum ExamChoice: String, Hashable, Sendable, CaseIterable {
    /// The one that the visitor came for.
    case first
    /// The one of the booking that was cancelled last; the first before there was one.
    case same
    /// Another one than that.
    case other
  }

  package var exam: ExamChoice
  package var comeBack: ComeBack
  /// How often a visitor who finds an exam full picks another one.
  package var otherExamsAtMost: Int
  package var doubleClick: VisitorBehaviour.DoubleClick?
  /// Of the request, where requests wait in a queue.
  package var priority = BookingPriority.normal
  package var queue: QueueWaiting

  package init(
    _ exam: ExamChoice = .first,
    comeBack: ComeBack,
    otherExamsAtMost: Int,
    doubleClick: VisitorBehaviour.DoubleClick? = nil,
    queue: QueueWaiting = QueueWaiting()
  ) {
    self.exam = exam
    self.comeBack = comeBack
    self.otherExamsAtMost = otherExamsAtMost
    self.doubleClick = doubleClick
    self.queue = queue
  }

  package var mostWishes: Int { 1 }
  package var comeBacks: [ComeBack] { [comeBack] }
  package var queueWaits: [QueueWaiting] { [queue] }

  package func take(_ visit: inout Visit) async throws -> StepEnd {
    guard let exam = await chosenExam(visit) else { return .leaves }
    let wish = Wish(visitor: visit.visitor, number: visit.wishes, contact: visit.contact)
    visit.wishes += 1
    visit.world.events.record(.wished(wish))
    let end = try await book(wish, exam, &visit)
    visit.world.events.record(.ended(wish, end))
    guard case .confirmed(let booking, let exam) = end else { return .leaves }
    visit.booking = Visit.Held(booking: booking, exam: exam)
    return .goesOn
  }

  private func chosenExam(_ visit: Visit) async -> ExamOffer? {
    let last = visit.cancelledExam ?? visit.exam.id
    return switch exam {
    case .first: visit.exam
    case .same: visit.world.catalogue.exams.first { $0.id == last }
    case .other: await visit.otherExam(than: [last], choice: 100)
    }
  }

  private func book(_ wish: Wish, _ exam: ExamOffer, _ visit: inout Visit) async throws -> WishEnd {
    var (exam, tried, comeBacks, isFirst) = (exam, Set([exam.id]), 0, true)
    while true {
      let key = "v\(wish.visitor).\(wish.number).\(tried.count)"
      let sent = try await click(wish, exam, key: key, isFirst: isFirst, &visit)
      isFirst = false
      guard let outcome = try await learn(sent, &visit) else { return .withdrawn }
      switch outcome {
      case .confirmed(let booking):
        return .confirmed(booking: booking, exam: exam.id)
      case .refused(.examFull):
        guard tried.count <= otherExamsAtMost,
          let next = await visit.otherExam(than: tried, choice: wish.number * 10 + tried.count)
        else { return .refused(.examFull) }
        exam = next
        tried.insert(next.id)
      case .refused(let reason):
        return .refused(reason)
      case .failed, .turnedAway:
        let (reason, soonest) = Self.wayBack(outcome)
        guard comeBacks < comeBack.atMost else {
          return comeBack.atMost == 0 ? .failed(reason) : .abandoned(reason)
        }
        comeBacks += 1
        let left = visit.world.clock.now
        try await visit.pause(comeBack.after, "come back after", wish.number * 1_000 + comeBacks)
        let missing = VirtualSpan(soonest) - (visit.world.clock.now - left)
        if missing > .zero { try await visit.world.clock.sleep(for: missing) }
      case .accepted:
        preconditionFailure("who waits in a queue has learned nothing yet")
      }
    }
  }

  /// Why a visitor has to come back, and how long after at the soonest.
  private static func wayBack(_ outcome: BookingOutcome) -> (RetryableReason, Duration) {
    switch outcome {
    case .failed(let reason): (reason, .zero)
    case .turnedAway(let duration): (.overloaded, duration)
    case .confirmed, .refused, .accepted: preconditionFailure("\(outcome) is no reason to come back")
    }
  }

  /// Sends the request, and a second one if the visitor clicks twice.
  private func click(
    _ wish: Wish,
    _ exam: ExamOffer,
    key: String,
    isFirst: Bool,
    _ visit: inout Visit
  ) async throws -> [SentForm] {
    let origin = visit.nextRequest()
    let first = Click(wish: wish, exam: exam, key: key, origin: origin, isFirst: isFirst, priority: priority)
    let world = visit.world
    guard let double = doubleClick, isFirst, visit.chance("clicks twice", double.share) else {
      return [try await first.send(to: world)]
    }
    let second = Click(
      wish: wish,
      exam: exam,
      key: double.key == .same ? key : key + "b",
      origin: visit.nextRequest(),
      isFirst: false,
      priority: priority
    )
    async let later = second.send(to: world, after: double.after)
    return [try await first.send(to: world), try await later]
  }

  /// What becomes of the forms that were sent: what the visitor sees is the best answer. Who has a place in a queue waits for it.
  ///
  /// - Returns: nil when the visitor has taken the request out of the queue.
  private func learn(_ sent: [SentForm], _ visit: inout Visit) async throws -> BookingOutcome? {
    var outcomes: [BookingOutcome] = []
    var isWithdrawn = false
    var awaited: Set<RequestID> = []
    for form in sent {
      guard case .accepted(let place) = form.outcome else {
        outcomes.append(form.outcome)
        continue
      }
      // The same form twice has one place. A second tab has one of its own: what is not heard of it now would be a booking
      // that comes after the visitor has cancelled the other.
      guard awaited.insert(place.request).inserted else { continue }
      let hasTwo = Set(sent.map(\.click.key)).count > 1
      switch try await QueuedVisit(step: self, form: form, place: place, isOneOfTwo: hasTwo).wait(&visit) {
      case .learned(let outcome): outcomes.append(outcome)
      case .withdrawn: isWithdrawn = true
      }
    }
    if outcomes.isEmpty, isWithdrawn { return nil }
    return outcomes.first { if case .confirmed = $0 { true } else { false } }
      ?? outcomes.first { if case .failed = $0 { true } else { false } }
      ?? outcomes[0]
  }
}

/// A booking form that was sent, and its answer.
struct SentForm: Sendable {
  let click: Click
  let intendedAt: VirtualInstant
  let outcome: BookingOutcome
}

/// One sending of the booking form.
struct Click: Sendable {
  let wish: Wish
  let exam: ExamOffer
  let key: String
  let origin: CallOrigin
  let isFirst: Bool
  let priority: BookingPriority

  func send(to world: VisitorWorld, after delay: Duration) async throws -> SentForm {
    try await world.clock.sleep(for: VirtualSpan(delay))
    return try await send(to: world)
  }

  func send(to world: VisitorWorld) async throws -> SentForm {
    guard let key = IdempotencyKey(key), origin.kind == .visitor else {
      preconditionFailure("\(key) is no idempotency key of visitor \(wish.visitor)")
    }
    let intendedAt = world.clock.now
    let outcome = try await world.service.answer(
      BookingRequest(key: key, contact: wish.contact, exam: exam.id, examDate: exam.date, priority: priority),
      from: origin
    )
    world.events.record(
      .answered(
        Attempt(
          wish: wish,
          request: origin.request,
          isFirst: isFirst,
          exam: exam.id,
          intendedAt: intendedAt,
          answeredAt: world.clock.now,
          outcome: outcome
        )
      )
    )
    return SentForm(click: self, intendedAt: intendedAt, outcome: outcome)
  }
}

import BookingAPI
import DeterministicRuntime
import HubSpotAPI
import Ports

/// One visitor, from arrival to leaving.
struct Visitor: Sendable {
  let number: Int
  let contact: ObjectID
  let firstExam: ExamOffer
  let world: VisitorWorld

  private var clock: VirtualClock { world.clock }
  private var behaviour: VisitorBehaviour { world.behaviour }

  func run() async throws {
    var requests = RequestCounter(visitor: number)
    try await browse(&requests)
    let first = try await book(Wish(visitor: number, number: 0, contact: contact), firstExam, &requests)
    if let cancel = behaviour.cancel, case .confirmed(let booking, let exam) = first, chance("cancels", cancel.share) {
      try await cancelAndRebook(cancel, booking: booking, exam: exam, &requests)
    }
    world.events.record(.left(visitor: number))
  }

  /// Looks at the page, which asks whether the visitor could book, and thinks.
  private func browse(_ requests: inout RequestCounter) async throws {
    guard let browse = behaviour.browse, chance("browses", browse.share) else { return }
    let request = BrowseRequest(contact: contact, exam: firstExam.id, examDate: firstExam.date)
    // Whatever the page could find out, the visitor goes on to book.
    _ = try await world.service.answer(request, from: requests.next())
    try await pause(browse.thinkTime, "browse think time", 0)
  }

  private func cancelAndRebook(
    _ cancel: VisitorBehaviour.Cancel,
    booking: ObjectID,
    exam: ObjectID,
    _ requests: inout RequestCounter
  ) async throws {
    try await pause(cancel.after, "cancel after", 0)
    guard try await self.cancel(booking, &requests), cancel.rebooks != .no else { return }
    try await pause(cancel.rebookAfter, "rebook after", 0)
    let next =
      switch cancel.rebooks {
      case .sameExam: world.catalogue.exams.first { $0.id == exam }
      case .otherExam, .no: await otherExam(than: [exam], choice: 100)
      }
    guard let next else { return }
    _ = try await book(Wish(visitor: number, number: 1, contact: contact), next, &requests)
  }

  /// Tries to book until the wish has its end.
  private func book(_ wish: Wish, _ exam: ExamOffer, _ requests: inout RequestCounter) async throws -> WishEnd {
    world.events.record(.wished(wish))
    var (exam, tried, comeBacks, isFirst) = (exam, Set([exam.id]), 0, true)
    while true {
      let key = "v\(number).\(wish.number).\(tried.count)"
      let outcome = try await click(wish, exam, key: key, isFirst: isFirst, &requests)
      isFirst = false
      switch outcome {
      case .confirmed(let booking):
        return end(wish, .confirmed(booking: booking, exam: exam.id))
      case .refused(.examFull):
        guard tried.count <= behaviour.otherExamsAtMost,
          let next = await otherExam(than: tried, choice: wish.number * 10 + tried.count)
        else { return end(wish, .refused(.examFull)) }
        exam = next
        tried.insert(next.id)
      case .refused(let reason):
        return end(wish, .refused(reason))
      case .failed(let reason):
        guard comeBacks < behaviour.comeBacksAtMost else {
          return end(wish, behaviour.comeBacksAtMost == 0 ? .failed(reason) : .abandoned(reason))
        }
        comeBacks += 1
        try await pause(behaviour.comeBackAfter, "come back after", wish.number * 1_000 + comeBacks)
      case .accepted:
        preconditionFailure("no design answers with a queued request yet")
      }
    }
  }

  private func end(_ wish: Wish, _ end: WishEnd) -> WishEnd {
    world.events.record(.ended(wish, end))
    return end
  }

  /// Sends the request, and a second one if the visitor clicks twice; what the visitor sees is the better answer.
  private func click(
    _ wish: Wish,
    _ exam: ExamOffer,
    key: String,
    isFirst: Bool,
    _ requests: inout RequestCounter
  ) async throws -> BookingOutcome {
    let origin = requests.next()
    guard let double = behaviour.doubleClick, isFirst, chance("clicks twice", double.share) else {
      return try await send(wish, exam, key: key, origin, isFirst: isFirst)
    }
    let second = requests.next()
    async let later = sendLater(wish, exam, key: double.key == .same ? key : key + "b", second, after: double.after)
    let outcomes = [try await send(wish, exam, key: key, origin, isFirst: true), try await later]
    return outcomes.first { if case .confirmed = $0 { true } else { false } }
      ?? outcomes.first { if case .failed = $0 { true } else { false } }
      ?? outcomes[0]
  }

  private func sendLater(
    _ wish: Wish,
    _ exam: ExamOffer,
    key: String,
    _ origin: CallOrigin,
    after delay: Duration
  ) async throws -> BookingOutcome {
    try await clock.sleep(nanoseconds: delay.wholeNanoseconds)
    return try await send(wish, exam, key: key, origin, isFirst: false)
  }

  private func send(
    _ wish: Wish,
    _ exam: ExamOffer,
    key: String,
    _ origin: CallOrigin,
    isFirst: Bool
  ) async throws -> BookingOutcome {
    guard let key = IdempotencyKey(key), case .visitor(_, let request) = origin else {
      preconditionFailure("\(key) is no idempotency key of visitor \(number)")
    }
    let intendedAt = clock.nanoseconds
    let outcome = try await world.service.answer(
      BookingRequest(key: key, contact: contact, exam: exam.id, examDate: exam.date),
      from: origin
    )
    world.events.record(
      .answered(
        Attempt(
          wish: wish,
          request: request,
          isFirst: isFirst,
          exam: exam.id,
          intendedAt: intendedAt,
          answeredAt: clock.nanoseconds,
          outcome: outcome
        )
      )
    )
    return outcome
  }

  /// - Returns: whether the visitor was told that the booking is cancelled.
  private func cancel(_ booking: ObjectID, _ requests: inout RequestCounter) async throws -> Bool {
    guard let key = IdempotencyKey("v\(number).cancel") else { preconditionFailure("a key of the load generator") }
    for comeBack in 0...behaviour.comeBacksAtMost {
      let origin = requests.next()
      guard case .visitor(_, let request) = origin else { preconditionFailure("a visitor's request") }
      let outcome = try await world.service.answer(
        CancellationRequest(key: key, contact: contact, booking: booking),
        from: origin
      )
      world.events.record(.cancellationAnswered(visitor: number, request: request, booking: booking, outcome))
      switch outcome {
      case .cancelled: return true
      case .refused: return false
      case .failed:
        if comeBack < behaviour.comeBacksAtMost {
          try await pause(behaviour.comeBackAfter, "cancel come back after", comeBack)
        }
      }
    }
    world.events.record(.cancellationAbandoned(visitor: number, booking: booking))
    return false
  }

  /// Another exam that shows free seats, each as likely as the other; nil when there is none.
  private func otherExam(than tried: Set<ObjectID>, choice: Int) async -> ExamOffer? {
    let free = await world.catalogue.examsWithSeats()
    let candidates = world.catalogue.exams.filter { free.contains($0.id) && !tried.contains($0.id) }
    guard !candidates.isEmpty else { return nil }
    var draw = world.random.draw("other exam", number, choice)
    return candidates[draw.uniformInteger(in: 0..<candidates.count)]
  }

  private func chance(_ purpose: KeyedRandom.Purpose, _ share: Probability) -> Bool {
    var draw = world.random.draw(purpose, number)
    return draw.uniform() < share.value
  }

  private func pause(
    _ range: ClosedRange<Duration>,
    _ purpose: KeyedRandom.Purpose,
    _ ordinal: Int
  ) async throws {
    let (low, high) = (range.lowerBound.wholeNanoseconds, range.upperBound.wholeNanoseconds)
    var draw = world.random.draw(purpose, number, ordinal)
    try await clock.sleep(nanoseconds: low + Int64((draw.uniform() * Double(high - low)).rounded(.down)))
  }
}

/// Numbers a visitor's requests.
struct RequestCounter {
  let visitor: Int
  private var count = 0

  init(visitor: Int) { self.visitor = visitor }

  mutating func next() -> CallOrigin {
    defer { count += 1 }
    return .visitor(visitor, request: count)
  }
}

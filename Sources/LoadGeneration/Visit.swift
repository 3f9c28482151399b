package import BookingAPI
package import DeterministicRuntime
package import HubSpotAPI
import Ports
import VirtualTime

/// A visitor on the way: who it is, what it has so far, and what every step may do.
package struct Visit: Sendable {
  package let visitor: Int
  package let contact: ObjectID
  /// The exam that the visitor came for.
  package let exam: ExamOffer
  let world: VisitorWorld
  /// The booking that the visitor was told of last, and has not cancelled.
  var booking: Held?
  /// The exam of the booking that the visitor cancelled last.
  var cancelledExam: ObjectID?
  /// How many wishes for a booking and cancellations there were.
  var wishes = 0
  var cancellations = 0
  private var requests: RequestCounter
  /// Where on the way the visitor is, and in which round of it: draws of one purpose differ by them.
  private var place = 0
  private var round = 0
  private let drawsByPlace: Bool

  struct Held: Sendable {
    let booking: ObjectID
    let exam: ObjectID
  }

  init(visitor: Int, contact: ObjectID, exam: ExamOffer, drawsByPlace: Bool, world: VisitorWorld) {
    self.visitor = visitor
    self.contact = contact
    self.exam = exam
    self.drawsByPlace = drawsByPlace
    self.world = world
    requests = RequestCounter(visitor: visitor)
  }

  // MARK: The way

  /// Takes steps one after the other, until one of them ends the visit.
  mutating func take(_ steps: Journey.Steps) async throws -> StepEnd {
    let outer = place
    defer { place = outer }
    for (index, step) in steps.all.enumerated() {
      if drawsByPlace { place = outer * 64 + index + 1 }
      if try await step.take(&self) == .leaves { return .leaves }
    }
    return .goesOn
  }

  /// Takes steps again and again.
  mutating func take(_ steps: Journey.Steps, times: Int) async throws -> StepEnd {
    let outer = round
    defer { round = outer }
    for time in 0..<times {
      round = outer * 1_024 + time
      if try await take(steps) == .leaves { return .leaves }
    }
    return .goesOn
  }

  // MARK: Requests

  /// The origin of the visitor's next request, which numbers it.
  package mutating func nextRequest() -> CallOrigin { requests.next() }

  /// Sends a request once.
  package mutating func ask<Request: EndpointRequest>(_ request: Request) async throws -> Request.Reply {
    try await world.service.answer(request, from: requests.next())
  }

  /// Sends a request until its answer is no failure, at most as often as the policy says.
  ///
  /// - Parameters:
  ///   - purpose: of the draws of the pauses; the first is numbered `ordinal`.
  ///   - answered: told of each answer, with the number of its request.
  /// - Returns: the last answer.
  package mutating func ask<Request: EndpointRequest>(
    _ request: Request,
    _ comeBack: ComeBack,
    _ purpose: KeyedRandom.Purpose,
    ordinal: Int = 0,
    answered: (_ request: Int, Request.Reply) -> Void = { _, _ in }
  ) async throws -> Request.Reply {
    var comeBacks = 0
    while true {
      let origin = requests.next()
      let reply = try await world.service.answer(request, from: origin)
      answered(requests.last, reply)
      guard case .failed = reply.verdict, comeBacks < comeBack.atMost else { return reply }
      try await pause(comeBack.after, purpose, ordinal + comeBacks)
      comeBacks += 1
    }
  }

  // MARK: Chance and time

  /// A draw of this visitor, here.
  func draw(_ purpose: KeyedRandom.Purpose, _ ordinal: Int = 0) -> Draw {
    world.random.draw(purpose, visitor, ordinal, place, round)
  }

  package func chance(_ purpose: KeyedRandom.Purpose, _ share: Probability) -> Bool {
    var draw = draw(purpose)
    return draw.uniform() < share.value
  }

  /// Waits a uniform time in a range.
  package func pause(
    _ range: ClosedRange<Duration>,
    _ purpose: KeyedRandom.Purpose,
    _ ordinal: Int = 0
  ) async throws {
    let (low, high) = (VirtualSpan(range.lowerBound), VirtualSpan(range.upperBound))
    var draw = draw(purpose, ordinal)
    let part = (draw.uniform() * Double((high - low).nanoseconds)).rounded(.down)
    try await world.clock.sleep(for: low + VirtualSpan(nanoseconds: Int64(part)))
  }
}

/// Numbers a visitor's requests.
private struct RequestCounter {
  let visitor: Int
  private var count = 0

  init(visitor: Int) { self.visitor = visitor }

  /// The number of the last request.
  var last: Int { count - 1 }

  mutating func next() -> CallOrigin {
    defer { count += 1 }
    return .visitor(visitor, request: count)
  }
}

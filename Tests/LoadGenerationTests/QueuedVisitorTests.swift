import BookingAPI
import DeterministicRuntime
import HubSpotAPI
import LiteralTimes
import LoadGeneration
import Ports
import Testing
import VirtualTime

@Suite("A visitor whose request waits in a queue")
struct QueuedVisitorTests {
  /// Answers a form with a place, and questions as told; keeps who asked what, and when (virtual milliseconds).
  private final class QueueingService: BookingService {
    struct Asked: Hashable, Sendable {
      let what: String
      let at: Int
    }

    typealias Status = @Sendable (_ number: Int) -> LookUpOutcome<QueueStatus>

    private let log = SimulationLocal<[Asked]>([])
    private let form: @Sendable (Int) -> BookingOutcome?
    private let withdrawal: LookUpOutcome<WithdrawnRequest>?
    private let status: Status

    init(
      form: @escaping @Sendable (Int) -> BookingOutcome? = { _ in nil },
      withdrawal: LookUpOutcome<WithdrawnRequest>? = nil,
      status: @escaping Status
    ) {
      self.form = form
      self.withdrawal = withdrawal
      self.status = status
    }

    var asked: [Asked] { log.withValue { $0 } }

    func answer<Request: EndpointRequest>(
      _ request: Request,
      from origin: CallOrigin
    ) async throws(InstanceGone) -> Request.Reply {
      let what = Request.endpoint.name
      let number = log.withValue { log in
        log.append(Asked(what: what, at: Int(VirtualClock().nanoseconds / 1_000_000)))
        return log.count { $0.what == what } - 1
      }
      let reply: any EndpointReply =
        switch request {
        case let request as BookingRequest:
          form(number)
            ?? .accepted(
              QueuePlace(
                request: RequestID(contact: request.contact, key: request.key),
                position: 3,
                estimate: .seconds(9)
              )
            )
        case is QueueStatusRequest: status(number)
        case let request as QueueWithdrawalRequest:
          withdrawal ?? .found(WithdrawnRequest(request: request.request))
        default: preconditionFailure("nobody told what to answer to \(what)")
        }
      guard let reply = reply as? Request.Reply else { preconditionFailure("\(reply) is no answer to \(request)") }
      return reply
    }
  }

  private struct Day: Sendable {
    let asked: [QueueingService.Asked]
    let events: [VisitorEvent]

    var ends: [WishEnd] { events.compactMap { if case .ended(_, let end) = $0 { end } else { nil } } }
    var attempts: [Attempt] { events.compactMap { if case .answered(let attempt) = $0 { attempt } else { nil } } }
  }

  private static func run(
    _ queue: QueueWaiting = QueueWaiting(),
    comeBacks: Int = 10,
    _ service: @escaping @Sendable () -> QueueingService
  ) throws -> Day {
    try Simulation.run {
      let (service, events) = (service(), Recorder<VisitorEvent>())
      var behaviour = VisitorBehaviour()
      behaviour.queue = queue
      behaviour.comeBacksAtMost = comeBacks
      let world = VisitorWorld(
        service: service,
        catalogue: ScriptedCatalogue(5),
        behaviour: behaviour,
        random: KeyedRandom(seed: 3),
        events: events
      )
      try await LoadGenerator(arrivals: [0], contacts: [ObjectID(100)], choice: .roundRobin, world: world).run()
      return Day(asked: service.asked, events: events.events)
    }.output
  }

  @Test("asks every two seconds, and learns of the booking when asking, not before")
  func polls() throws {
    let day = try Self.run {
      QueueingService { number in number < 3 ? .found(.serving) : .found(.confirmed(booking: ObjectID(7))) }
    }
    #expect(day.asked.map(\.what) == ["create", "queue-status", "queue-status", "queue-status", "queue-status"])
    #expect(day.asked.map(\.at) == [0, 2_000, 4_000, 6_000, 8_000])
    #expect(day.ends == [.confirmed(booking: ObjectID(7), exam: ObjectID(1))])
    #expect(day.attempts.map(\.isLearned) == [false, true])
    #expect(day.attempts.map(\.isFirst) == [true, true])
    #expect(day.attempts[1].intendedAt == 0)
    #expect(day.attempts[1].answeredAt == 8_000_000_000)
  }

  @Test("asks at the interval that is set")
  func interval() throws {
    var queue = QueueWaiting()
    queue.pollEvery = .milliseconds(500)
    let day = try Self.run(queue) { QueueingService { _ in .found(.refused(.noCredits)) } }
    #expect(day.asked.map(\.at) == [0, 500])
    #expect(day.ends == [.refused(.noCredits)])
  }

  @Test("tries another exam when the queue says that this one is full")
  func otherExam() throws {
    let day = try Self.run {
      QueueingService { number in number == 0 ? .found(.refused(.examFull)) : .found(.confirmed(booking: ObjectID(7))) }
    }
    #expect(day.asked.map(\.what) == ["create", "queue-status", "create", "queue-status"])
    #expect(day.asked[2].at == 2_000)
  }

  @Test("comes back with the same form when the queue has given up")
  func failed() throws {
    let day = try Self.run {
      QueueingService { number in
        number == 0 ? .found(.failed(.crmUnavailable)) : .found(.confirmed(booking: ObjectID(7)))
      }
    }
    #expect(day.asked.map(\.what) == ["create", "queue-status", "create", "queue-status"])
    #expect((12_000...32_000).contains(day.asked[2].at))
    #expect(day.ends == [.confirmed(booking: ObjectID(7), exam: ObjectID(1))])
  }

  @Test("sends the form again when nobody knows the request any more")
  func forgotten() throws {
    let day = try Self.run {
      QueueingService(form: { $0 == 1 ? .confirmed(booking: ObjectID(7)) : nil }) { _ in .refused(.requestNotFound) }
    }
    #expect(day.asked.map(\.what) == ["create", "queue-status", "create"])
    #expect(day.ends == [.confirmed(booking: ObjectID(7), exam: ObjectID(1))])
  }

  @Test("gives up when there is no answer time and again, not knowing what has become of it")
  func noAnswers() throws {
    let day = try Self.run(comeBacks: 2) { QueueingService { _ in .failed(.timeout) } }
    #expect(day.ends == [.abandoned(.timeout)])
    #expect(day.attempts.last?.outcome == .failed(.timeout))
  }

  @Test("comes no sooner than told when the queue is full")
  func turnedAway() throws {
    let day = try Self.run {
      QueueingService(form: { $0 == 0 ? .turnedAway(comeBackAfter: .seconds(100)) : nil }) { _ in
        .found(.confirmed(booking: ObjectID(7)))
      }
    }
    #expect(day.asked.map(\.at) == [0, 100_000, 102_000])
  }

  @Test("who leaves the page finds the place again with the same form")
  func away() throws {
    var queue = QueueWaiting()
    queue.away = QueueWaiting.Away(share: .certain, time: .seconds(30) ... .seconds(30))
    let day = try Self.run(queue) { QueueingService { _ in .found(.confirmed(booking: ObjectID(7))) } }
    #expect(day.asked.map(\.what) == ["create", "create", "queue-status"])
    #expect(day.asked.map(\.at) == [0, 30_000, 32_000])
  }

  @Test("who takes the request out leaves; who comes too late for that waits on")
  func withdraws() throws {
    var queue = QueueWaiting()
    queue.withdraw = QueueWaiting.Withdrawal(share: .certain, after: .seconds(5) ... .seconds(5))
    let gone = try Self.run(queue) { QueueingService { _ in .found(.serving) } }
    #expect(gone.asked.map(\.what) == ["create", "queue-withdraw"])
    #expect(gone.ends == [.withdrawn])
    let late = try Self.run(queue) {
      QueueingService(withdrawal: .refused(.requestNotWaiting)) { _ in .found(.confirmed(booking: ObjectID(7))) }
    }
    #expect(late.asked.map(\.what) == ["create", "queue-withdraw", "queue-status"])
    #expect(late.ends == [.confirmed(booking: ObjectID(7), exam: ObjectID(1))])
  }
}

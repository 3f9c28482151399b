import HubSpotAPI
import HubSpotClient
import Ports
import Testing

@Suite("The line of calls that wait for their turn")
struct WaitingLineTests {
  /// Who goes next, one after the other, by label, at an instant.
  private static func order(_ line: WaitingLine, at instant: Int, _ labels: [Int: String]) -> [String] {
    var line = line
    var order: [String] = []
    while let next = line.serve(isSearch: false, at: .milliseconds(instant)) {
      order.append(labels[next.turn.number] ?? "?")
    }
    return order
  }

  private struct Queue {
    var line = WaitingLine(.byCaller(ageing: .seconds(10)))
    var labels: [Int: String] = [:]

    mutating func come(_ label: String, _ origin: CallOrigin, at instant: Int, until: Int = 100_000) {
      let turn = Turn(labels.count + 1)
      labels[turn.number] = label
      let waiter = line.newcomer(.paced(origin), turn, until: .milliseconds(until), at: .milliseconds(instant))
      line.join(waiter)
    }

    func order(at instant: Int) -> [String] { WaitingLineTests.order(line, at: instant, labels) }
  }

  @Test("lets what has begun be finished: the later call of an earlier caller goes first")
  func finishing() {
    var queue = Queue()
    queue.come("first", .visitor(1, request: 0), at: 0)
    queue.come("second", .visitor(2, request: 0), at: 1)
    queue.come("first again", .visitor(1, request: 0), at: 2)
    #expect(queue.order(at: 2) == ["first", "first again", "second"])
  }

  @Test("ranks each call beyond twenty as if its caller had come a second later")
  func fairness() {
    var queue = Queue()
    for number in 1...22 { queue.come("many \(number)", .visitor(1, request: 0), at: 0) }
    queue.come("other", .visitor(2, request: 0), at: 1_500)
    #expect(queue.order(at: 1_500).suffix(3) == ["many 21", "other", "many 22"])
  }

  @Test("begins anew with a caller who has been quiet for a minute")
  func quiet() {
    for (pause, first) in [(59_999, "old"), (60_000, "new")] {
      var queue = Queue()
      queue.come("earlier", .visitor(1, request: 0), at: 0)
      queue.come("new", .visitor(2, request: 0), at: 1_000)
      queue.come("old", .visitor(1, request: 1), at: pause)
      #expect(queue.order(at: 60_000)[1] == first)
    }
  }

  @Test("lets those go first that somebody waits for, until a background call has waited for 10 s")
  func ageing() {
    var queue = Queue()
    queue.come("job", .job("sync", pass: 0), at: 0)
    for number in 1...2 { queue.come("\(number)", .visitor(number, request: 0), at: 5_000) }
    #expect(queue.order(at: 9_999) == ["1", "2", "job"])
    #expect(queue.order(at: 10_000) == ["job", "1", "2"])
  }

  @Test("gives those that have aged one turn in four while somebody waits")
  func share() {
    var queue = Queue()
    for number in 1...2 { queue.come("job \(number)", .job("sync", pass: number), at: 0) }
    for number in 1...5 { queue.come("\(number)", .visitor(number, request: 0), at: 5_000) }
    #expect(queue.order(at: 10_000) == ["job 1", "1", "2", "3", "job 2", "4", "5"])
  }

  @Test("tells how many go before a newcomer")
  func ahead() {
    var queue = Queue()
    queue.come("1", .visitor(1, request: 0), at: 0)
    queue.come("job", .job("sync", pass: 0), at: 0)
    func newcomer(_ origin: CallOrigin) -> WaitingLine.Waiter {
      queue.line.newcomer(.paced(origin), Turn(9), until: .milliseconds(100), at: .milliseconds(5))
    }
    let (second, first, job) = (
      newcomer(.visitor(2, request: 0)), newcomer(.visitor(1, request: 0)), newcomer(.job("sync", pass: 1))
    )
    #expect([second, first, job].map { queue.line.ahead(of: $0) } == [1, 1, 2])
    #expect(queue.line.ageing(of: second) == nil)
    #expect(queue.line.ageing(of: job)?.at == .milliseconds(10_005))
    #expect(queue.line.ageing(of: job)?.ahead == 4)
  }

  @Test("counts with as many later calls as have come of late, however many of them are served")
  func laterCalls() {
    var queue = Queue()
    for number in 1...4 {
      for _ in 1...3 { queue.come("\(number)", .visitor(number, request: 0), at: number) }
      if number < 4 { while queue.line.serve(isSearch: false, at: .milliseconds(number)) != nil {} }
    }
    // Of each of four callers one call came first and two at the same instant: all of them are first calls.
    func ahead(_ visitor: Int) -> Int {
      let waiter = queue.line.newcomer(
        .paced(.visitor(visitor, request: 0)),
        Turn(99),
        until: .milliseconds(100),
        at: .milliseconds(10)
      )
      return queue.line.ahead(of: waiter)
    }
    #expect(ahead(5) == 3)
    // Thirteen more of known callers come, each after its first: 12 + 13 + 2 calls, of which 12 + 2 were first.
    for _ in 1...13 { _ = ahead(1) }
    #expect(ahead(6) == 3 * 27 / 14)
  }

  @Test("is left by those whose turn cannot come in time, so that those behind them move up")
  func hopeless() {
    var queue = Queue()
    for (number, until) in [(1, 5), (2, 3), (3, 4), (4, 4)] {
      queue.come("\(number)", .visitor(number, request: 0), at: number, until: until)
    }
    queue.come("job", .job("sync", pass: 0), at: 0, until: 1)
    // One of them goes each millisecond, from 2 on.
    let gone = queue.line.leaveHopeless(isSearch: false) { .milliseconds(2 + 2 * $0) }
    #expect(gone.map(\.turn.number) == [2, 4])
    #expect(queue.order(at: 4) == ["1", "3", "job"])
    #expect(queue.line.leaveHopeless(isSearch: false) { _ in nil }.isEmpty)
  }

  @Test("is left by those whose time is over, at that instant")
  func overdue() {
    var queue = Queue()
    queue.come("short", .visitor(1, request: 0), at: 0, until: 50)
    queue.come("long", .visitor(2, request: 0), at: 0, until: 60)
    #expect(queue.line.firstEnd == .milliseconds(50))
    #expect(queue.line.leaveOverdue(at: .milliseconds(49)).isEmpty)
    #expect(queue.line.leaveOverdue(at: .milliseconds(50)).map(\.turn) == [Turn(1)])
    #expect(queue.line.firstEnd == .milliseconds(60))
    #expect(queue.line.leave(Turn(2)) != nil)
    #expect(queue.line.leave(Turn(2)) == nil)
    #expect(queue.line.firstEnd == nil)
  }

  @Test("serves everybody in the order of coming when asked to")
  func firstComeFirstServed() {
    var line = WaitingLine(.firstComeFirstServed)
    let origins: [CallOrigin] = [.job("sync", pass: 0), .visitor(1, request: 0), .visitor(1, request: 0)]
    for (number, origin) in origins.enumerated() {
      line.join(
        line.newcomer(.paced(origin), Turn(number), until: .milliseconds(9), at: .milliseconds(number))
      )
    }
    #expect(Self.order(line, at: 20_000, [0: "a", 1: "b", 2: "c"]) == ["a", "b", "c"])
  }
}

extension HubSpotRequest {
  /// A read of an object, on somebody's behalf.
  static func paced(_ origin: CallOrigin, isSearch: Bool = false, deadline: Timestamp? = nil) -> HubSpotRequest {
    let read = HubSpotCall.readObject(ObjectQuery(.contacts, .id(ObjectID(1)), properties: []))
    let search = HubSpotCall.searchObjects(ObjectSearch(.contacts, filterGroups: []))
    var request = HubSpotRequest(isSearch ? search : read, label: CallLabel("test"), origin: origin)
    request.deadline = deadline
    return request
  }
}

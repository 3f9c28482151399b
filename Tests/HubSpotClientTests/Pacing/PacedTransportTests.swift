import DeterministicRuntime
import HubSpotAPI
import HubSpotClient
import Ports
import Testing

@Suite("Calls that wait for their turn")
struct PacedTransportTests {
  private typealias Answer = ScriptedHubSpot.Answer

  /// What became of a call, and when, in milliseconds.
  private struct End: Hashable, Sendable {
    var status: Int?
    var error: HubSpotTransportError?
    var at: Int
  }

  /// Three calls in 10 s, one search a second.
  private static func transport(
    _ hubSpot: ScriptedHubSpot,
    _ change: (inout PacingSettings) -> Void = { _ in }
  ) -> PacedTransport<KnownWindows> {
    var context = hubSpot.context()
    context.settings.pacing.tenSecondLimit = 3
    context.settings.pacing.searchLimit = 1
    context.settings.pacing.reserve = 0
    change(&context.settings.pacing)
    return PacedTransport(context, KnownWindows(context.settings.pacing))
  }

  private static func send(_ request: HubSpotRequest, _ transport: any HubSpotTransport) async -> End {
    do throws(HubSpotTransportError) {
      return End(status: try await transport.send(request).status, at: milliseconds)
    } catch {
      return End(error: error, at: milliseconds)
    }
  }

  /// Sends calls of as many callers at once; their ends in the order of the callers.
  private static func rush(_ requests: [HubSpotRequest], _ transport: any HubSpotTransport) async -> [End] {
    var tasks: [Task<End, Never>] = []
    for request in requests { tasks.append(Task { await send(request, transport) }) }
    var ends: [End] = []
    for task in tasks { ends.append(await task.value) }
    return ends
  }

  private static func reads(_ callers: ClosedRange<Int>, deadline: Timestamp? = nil) -> [HubSpotRequest] {
    callers.map { .paced(.visitor($0, request: 0), deadline: deadline) }
  }

  @Test("go at once while there is room, and then when the oldest has left the window for certain")
  func window() throws {
    try simulate {
      let ends = await Self.rush(Self.reads(1...7), Self.transport(ScriptedHubSpot([.status(200)])))
      #expect(ends.map(\.at) == [20, 20, 20, 10_120, 10_120, 10_120, 20_220])
    }
  }

  @Test("are not admitted at once when their reply would come after their deadline")
  func deadline() throws {
    try simulate {
      let transport = Self.transport(ScriptedHubSpot([.status(200)]))
      _ = await Self.rush(Self.reads(1...3), transport)
      // After three replies of 20 ms one takes 42.5 ms at the most.
      for (deadline, end) in [
        (10_142, End(error: .notAdmitted, at: 20)), (10_143, End(status: 200, at: 10_120)),
      ] {
        #expect(await Self.rush(Self.reads(4...4, deadline: .milliseconds(deadline)), transport) == [end])
      }
    }
  }

  @Test("are sent away when their turn cannot come in time any more, and not at their deadline")
  func hopeless() throws {
    try simulate {
      // The first reply says that there is one place and not three: the third of those that wait has its turn two windows later.
      let hubSpot = ScriptedHubSpot([.status(200)], limit: 1)
      let transport = Self.transport(hubSpot)
      let ends = await Self.rush(Self.reads(1...3) + Self.reads(4...6, deadline: .milliseconds(25_000)), transport)
      #expect(ends[3] == End(status: 200, at: 10_120))
      #expect(ends[4] == End(status: 200, at: 20_220))
      #expect(ends[5].error == .notAdmitted)
      #expect(ends[5].at < 15_000)
    }
  }

  @Test("without a deadline wait as long as their class may")
  func longestWait() throws {
    try simulate {
      let transport = Self.transport(ScriptedHubSpot([.status(200)])) {
        $0.longestForegroundWait = .seconds(10)
        $0.longestBackgroundWait = .seconds(15)
      }
      let requests = Self.reads(1...4) + [.paced(.job("sync", pass: 0))]
      let ends = await Self.rush(requests, transport)
      #expect(ends[3] == End(error: .notAdmitted, at: 0))
      #expect(ends[4] == End(status: 200, at: 10_120))
    }
  }

  @Test("are not admitted when as many wait as may")
  func bound() throws {
    try simulate {
      let transport = Self.transport(ScriptedHubSpot([.status(200)])) { $0.queueBound = 1 }
      let ends = await Self.rush(Self.reads(1...5), transport)
      #expect(ends.map(\.at) == [20, 20, 20, 10_120, 0])
      #expect(ends[4].error == .notAdmitted)
    }
  }

  @Test("leave the line when they are cancelled, and those behind them move up")
  func cancelled() throws {
    try simulate {
      let transport = Self.transport(ScriptedHubSpot([.status(200)])) { $0.tenSecondLimit = 1 }
      let first = Task { await Self.send(Self.reads(1...1)[0], transport) }
      let second = Task { await Self.send(Self.reads(2...2)[0], transport) }
      let third = Task { await Self.send(Self.reads(3...3)[0], transport) }
      try await PlainTime().sleep(for: .seconds(5))
      second.cancel()
      #expect(await second.value == End(error: .instanceGone, at: 5_000))
      #expect(await first.value.at == 20)
      #expect(await third.value == End(status: 200, at: 10_120))
    }
  }

  @Test("with a turn pass at once, and one that is given back is the next one's")
  func turns() throws {
    try simulate {
      let hubSpot = ScriptedHubSpot([.status(200)])
      let transport = Self.transport(hubSpot) { $0.tenSecondLimit = 1 }
      var first = Self.reads(1...1)[0]
      let turn = try await transport.turn(for: first)
      let second = Task { await Self.send(Self.reads(2...2)[0], transport) }
      try await PlainTime().sleep(for: .seconds(1))
      #expect(hubSpot.sent.isEmpty)
      await transport.giveBack(turn)
      #expect(await second.value == End(status: 200, at: 1_020))
      first.turn = try await transport.turn(for: first)
      #expect(milliseconds == 11_100)
      #expect(await Self.send(first, transport) == End(status: 200, at: 11_120))
    }
  }

  @Test("get the place of a turn that was neither used nor given back after 10 s")
  func lapsed() throws {
    try simulate {
      let transport = Self.transport(ScriptedHubSpot([.status(200)])) { $0.tenSecondLimit = 1 }
      _ = try await transport.turn(for: Self.reads(1...1)[0])
      try await PlainTime().sleep(for: .milliseconds(9_999))
      let early = Task { await Self.send(Self.reads(2...2)[0], transport) }
      try await PlainTime().sleep(for: .milliseconds(1))
      #expect(await Self.send(Self.reads(3...3)[0], transport).status == 200)
      early.cancel()
    }
  }

  @Test("leave room that is told: free now, or by then, less those who wait")
  func room() throws {
    try simulate {
      let transport = Self.transport(ScriptedHubSpot([.status(200)]))
      #expect(await transport.room(isSearch: false, within: .zero) == 3)
      #expect(await transport.room(isSearch: true, within: .zero) == 1)
      _ = await Self.rush(Self.reads(1...2), transport)
      #expect(await transport.room(isSearch: false, within: .zero) == 1)
      #expect(await transport.room(isSearch: false, within: .milliseconds(10_079)) == 1)
      #expect(await transport.room(isSearch: false, within: .milliseconds(10_080)) == 3)
      async let rest = Self.rush(Self.reads(3...5), transport)
      try await PlainTime().sleep(for: .milliseconds(1))
      #expect(await transport.room(isSearch: false, within: .seconds(10)) == 0)
      #expect(await transport.room(isSearch: true, within: .zero) == 1)
      _ = await rest
    }
  }

  @Test("end with their instance, wherever they wait")
  func instanceGone() throws {
    try simulate {
      let hubSpot = ScriptedHubSpot([.status(200)])
      var context = hubSpot.context()
      context.settings.pacing.tenSecondLimit = 1
      context.time = MortalTime(dies: .seconds(3))
      let transport = PacedTransport(context, KnownWindows(context.settings.pacing))
      let ends = await Self.rush(Self.reads(1...3), transport)
      #expect(ends.map(\.error) == [nil, .instanceGone, .instanceGone])
      #expect(hubSpot.sent.count == 1)
    }
  }
}

/// Time of an instance that dies at an instant: whoever sleeps then, or later, hears so.
struct MortalTime: TimeSource {
  let dies: Duration
  private let inner = PlainTime()

  var now: Timestamp { inner.now }

  func sleep(for duration: Duration) async throws(InstanceGone) {
    let left = Timestamp(nanoseconds: 0) + dies - now
    try await inner.sleep(for: max(.zero, min(duration, left)))
    if duration >= left { throw InstanceGone() }
  }

  func ticks(every interval: Duration) -> any AsyncSequence<Timestamp, Never> & Sendable {
    inner.ticks(every: interval)
  }
}

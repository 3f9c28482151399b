import DeterministicRuntime
import HubSpotAPI
import LiteralTimes
import SimulatedHubSpot
import Testing
import VirtualTime

@Suite("The time that a call takes")
struct TimingTests {
  private let latency = LatencyProfile(
    medians: [CallLabel("booking_create"): .milliseconds(300)],
    mediansByShape: [.init(.read, .contacts): .milliseconds(250)],
    mediansByKind: [.create: .milliseconds(222)],
    fallback: .milliseconds(200)
  )
  private let read = HubSpotCall.readObject(ObjectQuery(.contacts, .id(ObjectID(1)), properties: []))

  private func milliseconds(_ call: HubSpotCall, _ label: String = "unknown") throws -> Int64 {
    try simulate(ExampleAccount.configuration(latency: latency.withoutVariation)) { hubSpot in
      _ = try await hubSpot.ask(call, label)
      let nanoseconds = VirtualClock().nanoseconds
      #expect(nanoseconds % 1_000_000 == 0)
      return nanoseconds / 1_000_000
    }
  }

  @Test("is that of its label, else of its kind and type, else of its kind, else the fallback")
  func lookUp() throws {
    #expect(try milliseconds(read, "booking_create") == 300)
    #expect(try milliseconds(read) == 250)
    #expect(try milliseconds(.readObject(ObjectQuery(ObjectType("contacts"), .id(ObjectID(1)), properties: []))) == 250)
    #expect(try milliseconds(.createObject(ExampleAccount.ticket("a"))) == 222)
    #expect(try milliseconds(.searchObjects(ObjectSearch(.contacts, filterGroups: []))) == 200)
  }

  @Test("grows by 2 ms for each input of a batch after the first")
  func batch() throws {
    let inputs = (0..<100).map { ExampleAccount.ticket("t\($0)") }
    #expect(try milliseconds(.createBatch(ExampleAccount.tickets, inputs)) == 200 + 198)
    #expect(try milliseconds(.createBatch(ExampleAccount.tickets, [inputs[0]])) == 200)
  }

  @Test("is 20 ms for a refusal, and the call has no effect")
  func refusal() throws {
    let limits = HubSpotLimits(daily: nil, tenSecond: RateLimit(limit: 1, window: .seconds(10)))
    try simulate(ExampleAccount.configuration(limits: limits)) { hubSpot in
      async let first = hubSpot.ask(.createObject(ExampleAccount.ticket("a")))
      let refused = try await hubSpot.ask(.createObject(ExampleAccount.ticket("b")), at: 50)
      #expect(VirtualClock().nanoseconds == 70_000_000)
      #expect(refused.status == 429)
      #expect(try await first.status == 201)
      #expect(VirtualClock().nanoseconds == 200_000_000)
      #expect(await hubSpot.auditedObjects(of: ExampleAccount.tickets).map { $0["code"] } == ["a"])
    }
  }

  @Test("takes effect at its end: a read that ends before sees nothing, one that ends after sees it")
  func effectAtTheEnd() throws {
    try simulate(ExampleAccount.configuration()) { hubSpot in
      let ids = try await hubSpot.seed([ExampleAccount.contact("a@example.org")])
      let reference = ObjectReference(.contacts, ids[0])
      async let change = hubSpot.ask(.updateObject(reference, [Property("firstname", "Ada")]))
      let query = ObjectQuery(.contacts, .id(ids[0]), properties: ["firstname"])
      async let before = hubSpot.ask(.readObject(query))
      try await VirtualClock().sleep(nanoseconds: 1)
      let after = try await hubSpot.ask(.readObject(query))
      #expect(after.object?["firstname"] == "Ada")
      _ = try await (change, before)
      let object = try #require(await hubSpot.auditedObjects(of: .contacts).first)
      #expect(object.updatedAt == 200_000_000)
    }
  }

  @Test("stands although its client was cancelled, and the service is not cut short")
  func cancelledClient() throws {
    let recorder = Recorder<HubSpotRequestEvent>()
    try simulate(ExampleAccount.configuration(), requests: recorder) { hubSpot in
      let client = Task { try await hubSpot.ask(.createObject(ExampleAccount.ticket("a"))) }
      try await VirtualClock().sleep(nanoseconds: 50_000_000)
      client.cancel()
      let reply = try await client.value
      #expect(reply.status == 201)
      #expect(VirtualClock().nanoseconds == 200_000_000)
      #expect(await hubSpot.auditedObjects(of: ExampleAccount.tickets).map(\.createdAt) == [200_000_000])
      #expect(recorder.events.map(\.answeredAt) == [200_000_000])
    }
  }

  @Test("contains the way up, after which the limits judge; a refusal takes at least that way")
  func wayUp() throws {
    let recorder = Recorder<HubSpotRequestEvent>()
    let judgements = Recorder<HubSpotJudgement>()
    var profile = latency.withoutVariation
    profile.wayUp = .milliseconds(30)
    let limits = HubSpotLimits(daily: nil, tenSecond: RateLimit(limit: 1, window: .seconds(10)))
    try simulate(
      ExampleAccount.configuration(limits: limits, latency: profile),
      requests: recorder,
      judgements: judgements
    ) { hubSpot in
      async let first = hubSpot.ask(.createObject(ExampleAccount.ticket("a")))
      async let second = hubSpot.ask(.createObject(ExampleAccount.ticket("b")))
      _ = try await (first, second)
      #expect(judgements.events.map(\.at) == [30_000_000, 30_000_000])
      #expect(judgements.events.map(\.refusedBy) == [nil, .tenSecond])
      #expect(recorder.events.map(\.judgedAt) == [30_000_000, 30_000_000])
      #expect(recorder.events.map(\.answeredAt) == [30_000_000, 222_000_000])
      #expect(recorder.events.map(\.status) == [429, 201])
    }
  }

  @Test("varies by key: the same request meets the same luck, whatever was sent before it")
  func keyed() throws {
    let profile = LatencyProfile(fallback: .milliseconds(200))
    let configuration = try ExampleAccount.configuration(latency: profile)
    let call = read
    func time(after others: Int, visitor: Int, tryNumber: Int = 0) throws -> Int64 {
      try simulate(configuration) { hubSpot in
        for other in 0..<others { _ = try await hubSpot.ask(call, "other", visitor: 100 + other) }
        let start = VirtualClock().nanoseconds
        _ = try await hubSpot.ask(call, visitor: visitor, tryNumber: tryNumber)
        return VirtualClock().nanoseconds - start
      }
    }
    let alone = try time(after: 0, visitor: 3)
    #expect(try time(after: 7, visitor: 3) == alone)
    #expect(try time(after: 0, visitor: 4) != alone)
    #expect(try time(after: 0, visitor: 3, tryNumber: 1) != alone)
  }

  @Test("has the median that was asked for, and its way up is never longer than the call")
  func distribution() throws {
    let recorder = Recorder<HubSpotRequestEvent>()
    let profile = LatencyProfile(fallback: .milliseconds(200), wayUp: .milliseconds(100), wayUpSigma: 1)
    let call = read
    try simulate(ExampleAccount.configuration(latency: profile), requests: recorder) { hubSpot in
      for visitor in 0..<4_001 { _ = try await hubSpot.ask(call, visitor: visitor) }
      let times = recorder.events.map { ($0.answeredAt - $0.sentAt).nanoseconds }.sorted()
      let ways = recorder.events.map { ($0.judgedAt - $0.sentAt).nanoseconds }.sorted()
      #expect(abs(times[2_000] - 200_000_000) < 4_000_000)
      #expect(abs(ways[2_000] - 100_000_000) < 8_000_000)
      #expect(recorder.events.allSatisfy { $0.judgedAt <= $0.answeredAt })
      #expect(recorder.events.contains { $0.judgedAt == $0.answeredAt })
    }
  }
}

@Suite("A refusal by a limit")
struct RefusalTests {
  private let read = HubSpotCall.readObject(ObjectQuery(.contacts, .id(ObjectID(1)), properties: []))
  private let search = HubSpotCall.searchObjects(ObjectSearch(.contacts, filterGroups: []))

  private func refusal(_ limits: HubSpotLimits, _ call: HubSpotCall) throws -> HubSpotResponse {
    try simulate(ExampleAccount.configuration(limits: limits)) { hubSpot in
      _ = try await hubSpot.ask(call)
      return try await hubSpot.ask(call)
    }
  }

  private let one = RateLimit(limit: 1, window: .seconds(10))

  @Test("of the ten-second limit names itself and its group, and carries the headers")
  func tenSecond() throws {
    let reply = try refusal(HubSpotLimits(daily: 50, tenSecond: one), read)
    #expect(reply.status == 429)
    #expect(reply.isRetryable)
    #expect(reply.error?.message == "You have reached your ten_secondly_rolling limit.")
    #expect(reply.error?.category == "RATE_LIMIT")
    #expect(reply.error?.policyName == "TEN_SECONDLY_ROLLING")
    #expect(reply.error?.groupName == "publicapi:private_app-api-calls-ten-secondly:7:42")
    #expect(
      reply.rateLimit
        == RateLimitHeaders(max: 1, remaining: 0, intervalMilliseconds: 10_000, daily: 50, dailyRemaining: 48)
    )
  }

  @Test("of the search limit names its own group and carries no headers")
  func secondly() throws {
    let reply = try refusal(HubSpotLimits(daily: 50, search: one, tenSecond: one), search)
    #expect(reply.error?.message == "You have reached your secondly limit.")
    #expect(reply.error?.policyName == "SECONDLY")
    #expect(reply.error?.groupName == "publicapi:crm:search:oauth:7:42")
    #expect(reply.rateLimit == nil)
    #expect(reply.headers.isEmpty)
  }

  @Test("of the daily limit has a request id in place of a group")
  func daily() throws {
    let reply = try refusal(HubSpotLimits(daily: 1, tenSecond: RateLimit(limit: 9, window: .seconds(10))), read)
    #expect(reply.error?.message == "You have reached your daily limit.")
    #expect(reply.error?.policyName == "DAILY")
    #expect(reply.error?.groupName == nil)
    #expect(reply.error?.requestID?.utf8.count == 36)
  }

  @Test("of the burst limit names itself")
  func burst() throws {
    let reply = try refusal(HubSpotLimits(burst: one, daily: nil, tenSecond: one), read)
    #expect(reply.error?.policyName == "BURST")
    #expect(reply.error?.message == "You have reached your burst limit.")
  }

  @Test("has a correlation id like a UUID, another for each refusal, the same in every run")
  func correlation() throws {
    let limits = HubSpotLimits(daily: nil, tenSecond: one)
    let read = read
    func identifiers() throws -> [String] {
      try simulate(ExampleAccount.configuration(limits: limits)) { hubSpot in
        var identifiers: [String] = []
        for _ in 0..<4 {
          if let error = try await hubSpot.ask(read).error { identifiers.append(error.correlationID) }
        }
        return identifiers
      }
    }
    let identifiers = try identifiers()
    #expect(Set(identifiers).count == 4)
    #expect(try self.correlationRepeats(identifiers, read))
    for identifier in identifiers {
      #expect(identifier.split(separator: "-").map(\.count) == [8, 4, 4, 4, 12])
      #expect(identifier.allSatisfy { "0123456789abcdef-".contains($0) })
    }
  }

  private func correlationRepeats(_ identifiers: [String], _ read: HubSpotCall) throws -> Bool {
    try simulate(ExampleAccount.configuration(limits: HubSpotLimits(daily: nil, tenSecond: one))) { hubSpot in
      for identifier in identifiers {
        guard try await hubSpot.ask(read).error?.correlationID == identifier else { return false }
      }
      return true
    }
  }

  @Test("is reported with its policy; every request is reported once")
  func events() throws {
    let recorder = Recorder<HubSpotRequestEvent>()
    let (read, search) = (read, search)
    let limits = HubSpotLimits(daily: nil, tenSecond: one)
    try simulate(ExampleAccount.configuration(limits: limits), requests: recorder) { hubSpot in
      _ = try await hubSpot.ask(read, "first")
      _ = try await hubSpot.ask(read, "second", tryNumber: 2)
      _ = try await hubSpot.ask(search, "third")
      #expect(recorder.events.map(\.label.name) == ["first", "second", "third"])
      #expect(recorder.events.map(\.refusedBy) == [nil, .tenSecond, nil])
      #expect(recorder.events.map(\.status) == [404, 429, 200])
      #expect(recorder.events.map(\.tryNumber) == [0, 2, 0])
      #expect(recorder.events.map(\.isSearch) == [false, false, true])
      #expect(await hubSpot.selfCheckFindings().isEmpty)
    }
  }
}

import DeterministicRuntime
import Hosting
import HubSpotAPI
import HubSpotClient
import Ports
import SimulatedHubSpot
import SimulatedRedis

/// An account at the simulated HubSpot with one contact to read, and what its limits have said.
struct PacedAccount: Sendable {
  let hubSpot: SimulatedHubSpot
  let contact: ObjectID
  let redis = SimulatedRedis(latency: .milliseconds(1))
  let judgements: Recorder<HubSpotJudgement>
  let random: KeyedRandom

  static func open(
    seed: UInt64,
    limits: HubSpotLimits = HubSpotLimits(burst: .init(limit: 150, window: .seconds(1)), daily: nil, tenSecond: tens),
    otherTraffic: OtherTraffic = .none,
    episodes: [HubSpotEpisode] = []
  ) async throws -> PacedAccount {
    let configuration = try HubSpotConfiguration(
      schema: HubSpotSchema(types: [.contacts([])]),
      limits: limits,
      latency: LatencyProfile(fallback: .milliseconds(200)),
      epoch: 0,
      portalID: 1,
      appID: 1,
      otherTraffic: otherTraffic,
      episodes: episodes
    )
    let (random, judgements) = (KeyedRandom(seed: seed), Recorder<HubSpotJudgement>())
    let hubSpot = SimulatedHubSpot(configuration, random: random, judgements: judgements)
    let contact = try await hubSpot.seed([ObjectInput(.contacts, properties: [])])[0]
    return PacedAccount(hubSpot: hubSpot, contact: contact, judgements: judgements, random: random)
  }

  static let tens = RateLimit(limit: 100, window: .seconds(10))

  func context(instance: Int = 0, _ change: (inout PacingSettings) -> Void = { _ in }) -> ClientContext {
    var context = ClientContext(
      transport: hubSpot,
      store: redis,
      time: PlainTime(),
      chance: TestChance(random: random),
      identifiers: NumberedIdentifiers(instance: instance),
      events: Recorder<ClientEvent>(),
      settings: ClientSettings(),
      instance: instance
    )
    context.settings.pacing = context.settings.pacing.completed(tenSecond: 100, search: 5, burst: 150)
    change(&context.settings.pacing)
    return context
  }

  /// Sends `calls` calls, each of a caller of its own, at instants spread evenly by chance over `span`; every `searches`-th is
  /// a search, none for 0.
  ///
  /// - Returns: how many were answered with success, refused by HubSpot, and not admitted.
  func send(
    _ calls: Int,
    within span: Duration,
    searches: Int = 0,
    through transports: [any HubSpotTransport]
  ) async -> Outcome {
    var tasks: [Task<Int?, Never>] = []
    for number in 0..<calls {
      var draw = random.draw("instant", number)
      let wait = span * draw.uniform()
      let isSearch = searches > 0 && number % searches == 0
      let (request, transport) = (request(number, isSearch: isSearch), transports[number % transports.count])
      tasks.append(
        Task {
          try? await PlainTime().sleep(for: wait)
          return try? await transport.send(request).status
        }
      )
    }
    var outcome = Outcome()
    for task in tasks { outcome.note(await task.value) }
    return outcome
  }

  /// Lets callers come at instants spread evenly by chance over `span`; each makes so many calls, one after the other, until one is
  /// not served, and needs no reply later than `lasting` after it came.
  func visit(
    _ callers: Int,
    calls: Int,
    within span: Duration,
    lasting: Duration,
    through transport: any HubSpotTransport
  ) async -> [VisitEnd] {
    var tasks: [Task<VisitEnd, Never>] = []
    for number in 0..<callers {
      var draw = random.draw("instant", number)
      let wait = span * draw.uniform()
      let call = request(number, isSearch: false)
      tasks.append(
        Task {
          var request = call
          try? await PlainTime().sleep(for: wait)
          let deadline = PlainTime().now + lasting
          request.deadline = deadline
          for _ in 0..<calls {
            let status = try? await transport.send(request).status
            if status != 200 { return VisitEnd(isServed: false, early: deadline - PlainTime().now) }
          }
          return VisitEnd(isServed: true, early: deadline - PlainTime().now)
        }
      )
    }
    var ends: [VisitEnd] = []
    for task in tasks { ends.append(await task.value) }
    return ends
  }

  struct VisitEnd: Hashable, Sendable {
    /// Whether all calls were.
    let isServed: Bool
    /// How long before its deadline it ended; negative when after it.
    let early: Duration
  }

  struct Outcome: Hashable, Sendable {
    var served = 0
    var refused = 0
    var unanswered = 0

    mutating func note(_ status: Int?) {
      switch status {
      case 200: served += 1
      case 429: refused += 1
      default: unanswered += 1
      }
    }
  }

  /// A call that nobody waits for.
  func job(_ number: Int) -> HubSpotRequest {
    var request = request(number, isSearch: false)
    request.origin = .job("job", pass: number)
    return request
  }

  private func request(_ number: Int, isSearch: Bool) -> HubSpotRequest {
    let call =
      isSearch
      ? HubSpotCall.searchObjects(ObjectSearch(.contacts, filterGroups: []))
      : .readObject(ObjectQuery(.contacts, .id(contact), properties: []))
    return HubSpotRequest(call, label: CallLabel("test"), origin: .visitor(number, request: 0))
  }
}

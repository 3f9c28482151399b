package import DeterministicRuntime
package import HubSpotAPI
package import Ports
import VirtualTime

/// An account at HubSpot, for any schema: objects, search index, associations, rate limits and latency, in virtual
/// time. It knows nothing of what the objects mean.
///
/// A request travels up, is judged by the limits on arrival, takes effect at the end of its service, and is answered at
/// that moment. Nothing takes that back: a client that has gone changes nothing for HubSpot.
package actor SimulatedHubSpot: HubSpotTransport {
  private static let correlation: KeyedRandom.Purpose = "hubspot correlation id"

  let configuration: HubSpotConfiguration
  private let clock = VirtualClock()
  private let random: KeyedRandom
  private let requests: (any EventSink<HubSpotRequestEvent>)?
  private let judgements: (any EventSink<HubSpotJudgement>)?
  private let effects: (any EventSink<[KeptObject]>)?
  private var timings: CallTimingsOverTime
  private var limiter: RateLimiter
  var portal: Portal
  private var errorCount = 0
  private var webhooks: [WebhookSender] = []
  /// Of each policy at its position, written out once: a rush is refused thousands of times.
  private let groupNames: [String?]

  /// - Parameters:
  ///   - random: draws latencies, the arrivals of other traffic and correlation ids.
  ///   - requests: told of each request when it is answered.
  ///   - judgements: told of each judgement of the limits when it is made.
  ///   - effects: told of the objects that a call has changed, as they are then, before the call is answered.
  package init(
    _ configuration: HubSpotConfiguration,
    random: KeyedRandom,
    requests: (any EventSink<HubSpotRequestEvent>)? = nil,
    judgements: (any EventSink<HubSpotJudgement>)? = nil,
    effects: (any EventSink<[KeptObject]>)? = nil
  ) {
    self.configuration = configuration
    self.random = random
    self.requests = requests
    self.judgements = judgements
    self.effects = effects
    timings = CallTimingsOverTime(configuration.latency, configuration.episodes, random: random)
    limiter = RateLimiter(
      configuration.limits,
      otherTraffic: configuration.otherTraffic,
      epoch: configuration.epoch,
      random: random,
      episodes: configuration.episodes
    )
    portal = Portal(configuration)
    if effects != nil { portal.followChanges() }
    groupNames = LimitPolicy.all.map { $0.groupName(appID: configuration.appID, portalID: configuration.portalID) }
  }

  /// Answers after the latency of the call; a refusal by a limit is a reply like any other.
  ///
  /// - Throws: nothing. Losing a reply is the business of a transport around this one.
  package func send(_ request: HubSpotRequest) async throws(HubSpotTransportError) -> HubSpotResponse {
    let sentAt = clock.now
    let timing = timings.timing(of: request, sentAt: sentAt)
    if timing.wayUp > .zero { await clock.sleepThroughCancellation(for: timing.wayUp) }

    let judgedAt = sentAt + timing.wayUp
    let isSearch = request.call.isSearch
    let refusedBy = limiter.judge(isSearch: isSearch, at: judgedAt)
    let headers = isSearch ? nil : limiter.headers(at: judgedAt)
    judgements?.record(HubSpotJudgement(at: judgedAt, isSearch: isSearch, refusedBy: refusedBy))

    let time = refusedBy == nil ? timing.total : timing.refusal
    if time > timing.wayUp { await clock.sleepThroughCancellation(for: time - timing.wayUp) }

    let answeredAt = sentAt + time
    var response = refusedBy.map(refusal) ?? answer(to: request.call, at: answeredAt)
    response.rateLimit = headers
    requests?.record(
      HubSpotRequestEvent(
        sentAt: sentAt,
        judgedAt: judgedAt,
        answeredAt: answeredAt,
        label: request.label,
        origin: request.origin,
        tryNumber: request.tryNumber,
        isLastTry: request.isLastTry,
        isSearch: isSearch,
        status: response.status,
        refusedBy: refusedBy,
        inputCount: request.call.inputCount,
        failedInputs: response.body.itemErrors,
        rateLimit: headers
      )
    )
    return response
  }

  /// What the simulator's own check of its limits has found; empty unless the simulator has a bug.
  package func selfCheckFindings() -> [LimitViolation] { limiter.violations }

  /// Sends an app its webhooks from now on.
  package func subscribe(_ app: WebhookSettings, to receiver: any WebhookReceiver) {
    webhooks.append(WebhookSender(app, configuration, random: random, to: receiver))
    for number in portal.tables.indices where portal.tables[number].heard == nil { portal.tables[number].heard = [] }
  }

  /// How many events of webhooks nobody has taken yet, of those that are still to be sent.
  package var undeliveredEvents: Int { webhooks.reduce(0) { $0 + $1.undelivered } }

  /// How many events of webhooks nobody took, until HubSpot gave up.
  package var eventsGivenUp: Int { webhooks.reduce(0) { $0 + $1.givenUp } }

  /// Hands on what has happened to objects since the last time.
  func tellWebhooks() {
    guard !webhooks.isEmpty else { return }
    for number in portal.tables.indices {
      guard let changes = portal.tables[number].heard, !changes.isEmpty else { continue }
      portal.tables[number].heard = []
      for sender in webhooks { sender.take(changes) }
    }
  }

  private func answer(to call: HubSpotCall, at now: VirtualInstant) -> HubSpotResponse {
    do throws(Rejection) {
      let reply = try portal.perform(call, at: now)
      if let effects {
        let changed = portal.takeChanges()
        if !changed.isEmpty { effects.record(changed) }
      }
      tellWebhooks()
      return HubSpotResponse(status: reply.status, body: reply.body)
    } catch {
      let body = HubSpotErrorBody(message: error.message, category: error.category, correlationID: nextIdentifier())
      return HubSpotResponse(status: error.status, body: .error(body))
    }
  }

  private func refusal(by policy: LimitPolicy) -> HubSpotResponse {
    let body = HubSpotErrorBody(
      message: policy.refusalMessage,
      category: "RATE_LIMIT",
      correlationID: nextIdentifier(),
      policyName: policy.name,
      groupName: groupNames[policy.position],
      requestID: policy.namesRequest ? nextIdentifier() : nil
    )
    return HubSpotResponse(status: 429, body: .error(body))
  }

  /// In the shape of a UUID; the same in every run.
  private func nextIdentifier() -> String {
    errorCount += 1
    var draw = random.draw(Self.correlation, errorCount)
    return String(uuidFrom: draw.next(), draw.next())
  }
}

extension HubSpotResponse.Body {
  /// Of a batch call.
  fileprivate var itemErrors: Int {
    switch self {
    case .batch(let reply): reply.errors.count
    case .associationBatch(let reply): reply.errors.count
    default: 0
    }
  }
}

extension String {
  /// 32 hexadecimal digits in groups of 8, 4, 4, 4 and 12.
  fileprivate init(uuidFrom high: UInt64, _ low: UInt64) {
    self.init(unsafeUninitializedCapacity: 36) { buffer in
      // The next digit in front, of the high half and then of the low one.
      var left = high
      for position in 0..<36 {
        switch position {
        case 8, 13, 18, 23:
          buffer[position] = UInt8(ascii: "-")
          if position == 18 { left = low }
        default:
          let value = UInt8(truncatingIfNeeded: left >> 60)
          buffer[position] = value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
          left <<= 4
        }
      }
      return 36
    }
  }
}

import DeterministicRuntime
import HubSpotAPI
import LiteralTimes
import Ports
import SimulatedHubSpot
import VirtualTime

/// A small account for tests: contacts, tickets (a custom type) and notes.
enum ExampleAccount {
  static let tickets = ObjectType("2-777")
  /// 2025-10-01T00:00:00Z.
  static let epoch: Int64 = 1_759_276_800_000

  static let schema = HubSpotSchema(
    types: [
      .contacts([PropertyDefinition("firstname"), PropertyDefinition("credits", isTracked: true)]),
      ObjectTypeDefinition(
        tickets,
        name: "tickets",
        singular: "Ticket",
        properties: [
          PropertyDefinition("code", isUnique: true), PropertyDefinition("seat", isUnique: true),
          PropertyDefinition("exam"), PropertyDefinition("state", isTracked: true), PropertyDefinition("rank"),
        ]
      ),
      .notes(),
    ],
    associations: [
      .noteToContact,
      AssociationDefinition(from: tickets, to: .contacts, typeID: 31, inverseTypeID: 32),
      AssociationDefinition(from: tickets, to: .contacts, typeID: 41, inverseTypeID: 42),
    ]
  )

  /// Limits that no test of something else can reach.
  static let wideLimits = HubSpotLimits(
    daily: 1_000_000,
    search: RateLimit(limit: 10_000, window: .seconds(1)),
    tenSecond: RateLimit(limit: 100_000, window: .seconds(10))
  )

  static func configuration(
    limits: HubSpotLimits = wideLimits,
    latency: LatencyProfile = LatencyProfile(fallback: .milliseconds(200)).withoutVariation,
    indexLag: Duration = .seconds(2),
    epoch: Int64 = epoch,
    pages: HubSpotConfiguration.PageLimits = .init(),
    otherTraffic: OtherTraffic = .none,
    episodes: [HubSpotEpisode] = []
  ) throws -> HubSpotConfiguration {
    try HubSpotConfiguration(
      schema: schema,
      limits: limits,
      latency: latency,
      indexLag: indexLag,
      epoch: epoch,
      portalID: 42,
      appID: 7,
      pages: pages,
      otherTraffic: otherTraffic,
      episodes: episodes
    )
  }

  static func ticket(_ code: String, _ more: [Property] = []) -> ObjectInput {
    ObjectInput(tickets, properties: [Property("code", code)] + more)
  }

  static func contact(_ email: String) -> ObjectInput {
    ObjectInput(.contacts, properties: [Property("email", email)])
  }

  static func note(at timestamp: String = "1759276800000", about contact: ObjectID? = nil) -> ObjectInput {
    ObjectInput(
      .notes,
      properties: [Property("hs_timestamp", timestamp), Property("hs_note_body", "Booked")],
      associations: contact.map { [InlineAssociation(to: ObjectReference(.contacts, $0), typeID: 202)] } ?? []
    )
  }
}

/// Keeps the events of one run.
final class Recorder<Event: Sendable>: EventSink {
  private let kept = SimulationLocal<[Event]>([])

  func record(_ event: Event) { kept.withValue { $0.append(event) } }

  var events: [Event] { kept.withValue { $0 } }
}

/// Runs `body` in virtual time with an account of the given configuration.
@discardableResult
func simulate<Output: Sendable>(
  _ configuration: HubSpotConfiguration,
  seed: UInt64 = 1,
  order: SchedulingOrder = .firstInFirstOut,
  requests: (any EventSink<HubSpotRequestEvent>)? = nil,
  judgements: (any EventSink<HubSpotJudgement>)? = nil,
  _ body: @escaping @Sendable (SimulatedHubSpot) async throws -> Output
) throws -> Output {
  try Simulation.run(order: order) {
    let hubSpot = SimulatedHubSpot(
      configuration,
      random: KeyedRandom(seed: seed),
      requests: requests,
      judgements: judgements
    )
    return try await body(hubSpot)
  }.output
}

extension SimulatedHubSpot {
  /// Sends a call under a label, as a visitor.
  func ask(_ call: HubSpotCall, _ label: String = "call", visitor: Int = 0, request: Int = 0, tryNumber: Int = 0)
    async throws -> HubSpotResponse
  {
    try await send(
      HubSpotRequest(
        call,
        label: CallLabel(label),
        origin: .visitor(visitor, request: request),
        tryNumber: tryNumber
      )
    )
  }

  /// Sends at an instant, however long the calls before it took.
  func ask(_ call: HubSpotCall, at milliseconds: Int64) async throws -> HubSpotResponse {
    try await VirtualClock().sleep(until: VirtualInstant(nanoseconds: milliseconds * 1_000_000))
    return try await ask(call)
  }
}

extension HubSpotResponse {
  var object: HubSpotObject? { if case .object(let object) = body { object } else { nil } }
  var batch: BatchReply? { if case .batch(let batch) = body { batch } else { nil } }
  var page: SearchPage? { if case .page(let page) = body { page } else { nil } }
  var associations: AssociationPage? { if case .associations(let page) = body { page } else { nil } }
  var associationBatch: AssociationBatchReply? {
    if case .associationBatch(let reply) = body { reply } else { nil }
  }
  var error: HubSpotErrorBody? { if case .error(let error) = body { error } else { nil } }
}

import DeterministicRuntime
import Hosting
import HubSpotAPI
import HubSpotClient
import Ports
import SimulatedHubSpot
import SimulatedRedis
import VirtualTime

/// A HubSpot with contacts and tickets, and layers around it that merge: every call takes 100 ms, a batch as long.
struct MergingAccount: Sendable {
  static let tickets = ObjectType("2-777")

  let hubSpot: SimulatedHubSpot
  let contacts: [ObjectID]
  /// What reached HubSpot.
  let requests: Recorder<HubSpotRequestEvent>
  let store = SimulatedRedis(latency: .milliseconds(1), scriptRuns: .twice)

  /// - Parameter batch: how many inputs HubSpot takes in one call.
  static func open(contacts count: Int = 150, batch: Int = 100) async throws -> MergingAccount {
    let contactType = ObjectTypeDefinition.contacts([PropertyDefinition("credits")])
    let tickets = ObjectTypeDefinition(
      Self.tickets,
      name: "tickets",
      singular: "Ticket",
      properties: [PropertyDefinition("code", isUnique: true)]
    )
    let limits = HubSpotLimits(
      daily: 1_000_000,
      search: RateLimit(limit: 10_000, window: .seconds(1)),
      tenSecond: RateLimit(limit: 100_000, window: .seconds(10))
    )
    var latency = LatencyProfile(fallback: .milliseconds(100)).withoutVariation
    latency.batchExtraPerInput = .zero
    let requests = Recorder<HubSpotRequestEvent>()
    let hubSpot = SimulatedHubSpot(
      try HubSpotConfiguration(
        schema: HubSpotSchema(
          types: [contactType, tickets, .notes()],
          associations: [
            .noteToContact, AssociationDefinition(from: Self.tickets, to: .contacts, typeID: 31, inverseTypeID: 32),
          ]
        ),
        limits: limits,
        latency: latency,
        indexLag: .seconds(2),
        epoch: 0,
        portalID: 1,
        appID: 1,
        pages: .init(batch: batch),
        otherTraffic: .none
      ),
      random: KeyedRandom(seed: 1),
      requests: requests
    )
    let inputs = (0..<count).map { ObjectInput(.contacts, properties: [Property("credits", String($0))]) }
    return MergingAccount(hubSpot: hubSpot, contacts: try await hubSpot.seed(inputs), requests: requests)
  }

  private init(hubSpot: SimulatedHubSpot, contacts: [ObjectID], requests: Recorder<HubSpotRequestEvent>) {
    self.hubSpot = hubSpot
    self.contacts = contacts
    self.requests = requests
  }

  func context(
    instance: Int = 0,
    through transport: (any HubSpotTransport)? = nil,
    time: any TimeSource = PlainTime(),
    turns: (any TurnGiver)? = nil,
    _ change: (inout ClientSettings) -> Void = { _ in }
  ) -> ClientContext {
    var settings = ClientSettings()
    settings.coalescing.window = .milliseconds(200)
    change(&settings)
    var context = ClientContext(
      transport: transport ?? hubSpot,
      store: store,
      time: time,
      chance: TestChance(random: KeyedRandom(seed: 1)),
      identifiers: NumberedIdentifiers(instance: instance),
      events: Recorder<ClientEvent>(),
      settings: settings,
      instance: instance
    )
    context.turns = turns
    return context
  }

  func read(_ contact: Int, by visitor: Int = 0) -> HubSpotRequest {
    let query = ObjectQuery(.contacts, .id(contacts[contact]), properties: ["credits"])
    return HubSpotRequest(.readObject(query), label: CallLabel("contact_read"), origin: .visitor(visitor, request: 0))
  }

  static func create(_ code: String, by visitor: Int = 0, _ more: [Property] = []) -> HubSpotRequest {
    let input = ObjectInput(tickets, properties: [Property("code", code)] + more)
    return HubSpotRequest(.createObject(input), label: CallLabel("create"), origin: .visitor(visitor, request: 0))
  }

  func update(_ contact: Int, _ property: Property) -> HubSpotRequest {
    let call = HubSpotCall.updateObject(ObjectReference(.contacts, contacts[contact]), [property])
    return HubSpotRequest(call, label: CallLabel("update"), origin: .visitor(contact, request: 0))
  }

  /// Inputs of each call that HubSpot has answered, in the order of the answers.
  var inputCounts: [Int] { requests.events.map(\.inputCount) }
}

extension HubSpotTransport {
  /// Sends all at once; the replies in their order, nil where there was none.
  func sendAll(_ requests: [HubSpotRequest]) async -> [HubSpotResponse?] {
    await withTaskGroup { group in
      for (number, request) in requests.enumerated() {
        group.addTask { (number, try? await send(request)) }
      }
      var replies: [HubSpotResponse?] = Array(repeating: nil, count: requests.count)
      for await (number, reply) in group { replies[number] = reply }
      return replies
    }
  }
}

extension HubSpotResponse {
  var object: HubSpotObject? { if case .object(let object) = body { object } else { nil } }
}

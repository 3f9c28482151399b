package import HubSpotAPI
package import Ports

/// What a layer is built from.
package struct ClientContext: Sendable {
  /// What the layer passes calls on to: the next layer, or HubSpot.
  package var transport: any HubSpotTransport
  /// What gives turns on the way that is left; nil when every call passes at once.
  package var turns: (any TurnGiver)?
  /// What all instances share.
  package var store: any KeyValueStore
  package var time: any TimeSource
  package var chance: any ChanceSource
  package var identifiers: any IdentifierSource
  package var events: any EventSink<ClientEvent>
  package var settings: ClientSettings
  /// The number of the instance, from 0.
  package var instance: Int

  package init(
    transport: any HubSpotTransport,
    store: any KeyValueStore,
    time: any TimeSource,
    chance: any ChanceSource,
    identifiers: any IdentifierSource,
    events: any EventSink<ClientEvent>,
    settings: ClientSettings,
    instance: Int = 0
  ) {
    self.transport = transport
    self.store = store
    self.time = time
    self.chance = chance
    self.identifiers = identifiers
    self.instance = instance
    self.events = events
    self.settings = settings
  }

  /// A number from 0 up to but not including 1 for one try of a call: the same try meets the same luck whatever else
  /// happens. Calls of one label in one request or pass draw the same.
  package func fraction(_ purpose: String, for request: HubSpotRequest) -> Double {
    chance.fraction("\(purpose) of \(request.label) for \(request.origin)", request.tryNumber)
  }
}

/// The numbers of the layers, and what they must know of the account.
package struct ClientSettings: Hashable, Sendable {
  /// Waits before a call that HubSpot refused (429) or failed (5xx) is sent again; as many retries as entries.
  package var retryDelays: [Duration] = [.seconds(1), .seconds(2), .seconds(4)]
  /// Types of objects without a property that tells the second from the first. HubSpot's notes have none, in any account.
  package var indistinctTypes: Set<ObjectType> = [.notes]

  package var coalescing = CoalescingSettings()
  package var pacing = PacingSettings()

  package init() {}

  /// Whether a call may be sent again although HubSpot may have acted on it. Updates set values, associations are joined
  /// once, and a unique property refuses a second object: everything but the creation of an indistinct one.
  package func mayBeRepeated(_ call: HubSpotCall) -> Bool {
    switch call {
    case .createObject(let input): !indistinctTypes.contains(input.type.normalized)
    case .createBatch(let type, _): !indistinctTypes.contains(type.normalized)
    default: true
    }
  }
}

/// What a layer reports.
package enum ClientEvent: Hashable, Sendable {
  case alert(Alert)
  case layer(LayerEvent)
}

/// Something that a layer has done, in its own words: a layer needs no case of its own here.
package struct LayerEvent: Hashable, Sendable {
  /// The name of the layer's role: `pacing`.
  package var layer: String
  /// What happened, as a stable name: `kept_back`.
  package var name: String
  /// How much of it, in the unit that the name implies; 1 for what is only counted.
  package var value: Int

  package init(_ layer: String, _ name: String, value: Int = 1) {
    self.layer = layer
    self.name = name
    self.value = value
  }
}

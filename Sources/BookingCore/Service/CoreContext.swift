package import HubSpotAPI
package import HubSpotClient
package import Ports

/// What the parts of one instance are built from: its ports and the settings.
package struct CoreContext: Sendable {
  /// The number of the instance, from 0.
  package var instance: Int
  package var transport: any HubSpotTransport
  /// What says when a call may go out; nil when every call passes at once.
  package var turns: (any TurnGiver)?
  /// Tells of the batches of merged calls; nil when none are merged.
  package var merging: (any MergeView)?
  package var store: CoreStore
  package var notices: any NoticePort
  package var time: any TimeSource
  package var chance: any ChanceSource
  package var identifiers: any IdentifierSource
  package var events: any EventSink<CoreEvent>
  private var held: HeldSettings
  /// What is switched on now.
  package var switches: any SwitchSource
  package var telemetry: CoreTelemetry

  package init(
    instance: Int,
    transport: any HubSpotTransport,
    store: any KeyValueStore,
    notices: any NoticePort = UnheardNotices(),
    time: any TimeSource,
    chance: any ChanceSource,
    identifiers: any IdentifierSource,
    events: any EventSink<CoreEvent>,
    settings: CoreSettings,
    switches: any SwitchSource = FixedSwitches(),
    telemetry: CoreTelemetry = .none
  ) {
    self.telemetry = telemetry
    self.instance = instance
    self.transport = transport
    self.store = CoreStore(store)
    self.notices = notices
    self.time = time
    self.chance = chance
    self.identifiers = identifiers
    self.events = events
    held = HeldSettings(settings)
    self.switches = switches
  }

  package var settings: CoreSettings {
    get { held.settings }
    set { held = HeldSettings(newValue) }
  }

  /// - Returns: for a request, a visitor's or HubSpot's, one whose calls end with it, if it begins now.
  package func client(for origin: CallOrigin) -> CRMClient {
    let deadline = origin.kind == .visitor || origin.kind == .webhook ? time.now + settings.requestDeadline : nil
    return CRMClient(
      transport,
      events: events,
      origin: origin,
      deadline: deadline,
      batchSize: settings.queueBatch
    )
  }

  /// What the layers on the way to HubSpot are built from.
  package var client: ClientContext {
    ClientContext(
      transport: transport,
      store: store.store,
      time: time,
      chance: chance,
      identifiers: identifiers,
      events: ClientEvents(core: events),
      settings: settings.client,
      instance: instance
    )
  }

  /// Waits, with the end of the instance in the core's words.
  package func sleep(for duration: Duration) async throws(Interruption) {
    do { try await time.sleep(for: duration) } catch { throw .instanceGone }
  }
}

/// The settings are many, and every part has its context: copied with each, they would be most of what a request copies.
private final class HeldSettings: Sendable {
  let settings: CoreSettings

  init(_ settings: CoreSettings) { self.settings = settings }
}

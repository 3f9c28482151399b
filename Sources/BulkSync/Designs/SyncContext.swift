package import HubSpotClient
package import Ports

/// What the parts of a sync design are made from.
package struct SyncContext: Sendable {
  /// The way to HubSpot; of parts of the sync it has the layers of the design around it.
  package var client: ClientContext
  /// The durable one.
  package var journal: any SyncJournal
  /// Is told what a journal settles that is an instance's own.
  package var settlements: (any EventSink<SyncSettlement>)?
  package var settings: SyncSettings

  package init(
    client: ClientContext,
    journal: any SyncJournal,
    settlements: (any EventSink<SyncSettlement>)? = nil,
    settings: SyncSettings
  ) {
    self.client = client
    self.journal = journal
    self.settlements = settlements
    self.settings = settings
  }
}

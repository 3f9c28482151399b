package import HubSpotClient

/// What the parts of a sync design are made from.
package struct SyncContext: Sendable {
  /// The way to HubSpot; of parts of the sync it has the layers of the design around it.
  package var client: ClientContext
  /// The durable one.
  package var journal: any SyncJournal
  package var settings: SyncSettings

  package init(client: ClientContext, journal: any SyncJournal, settings: SyncSettings) {
    self.client = client
    self.journal = journal
    self.settings = settings
  }
}

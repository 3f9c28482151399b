import AsyncAlgorithms
import BookingAPI
import HubSpotAPI
package import Ports

/// Writes to HubSpot what the store's ledger has charged and returned, in batches, one instance at a time.
///
/// HubSpot can only be told a value, so each batch is read first: what an administrator has changed there is taken over,
/// and what is owed is added to it. The write carries a reference of its own: a pass that finds it in HubSpot knows that
/// an earlier one, which did not live to hear the reply, has written. What somebody changes between the reading and the
/// write is written over; so HubSpot's history is read after it, and what it shows to be gone is owed to the contact.
package struct CreditSync: BackgroundJob {
  /// The store's key of the contacts with changes that HubSpot does not have.
  package static let owingKey = CreditAccount.owing

  package let name = "credit_sync"
  package var interval: Duration { context.settings.creditSyncInterval }
  private let context: CoreContext

  package init(_ context: CoreContext) { self.context = context }

  package func run(pass: Int) async throws(InstanceGone) -> Bool {
    try await JobLease.hold(name, context) { (lease) async throws(Interruption) in
      let settings = context.settings
      let owing = try await context.store.run("find owing contacts") { (store) throws(StoreError) in
        let contacts = try store.members(CreditAccount.owing).compactMap { ObjectID($0) }
        var unchecked: [ObjectID] = []
        for contact in contacts where try CreditAccount(contact, settings).isUnchecked(store) {
          unchecked.append(contact)
        }
        return (all: contacts, unchecked: unchecked)
      }
      let pass = CreditSyncPass(settings, lease, context.client(for: .job(name, pass: pass)))
      try await pass.check(owing.unchecked)
      var number = 0
      for await chunk in owing.all.async.chunks(ofCount: settings.queueBatch) {
        number += 1
        let landed = try await pass.write(chunk, reference: "w\(lease.lease.token):\(number)")
        try await pass.check(landed)
      }
      return !owing.all.isEmpty
    }
  }
}

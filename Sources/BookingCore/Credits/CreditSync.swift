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
/// Looking back can wait for a quiet moment, as long as HubSpot's word on credits is believed.
package struct CreditSync: BackgroundJob {
  /// The store's key of the contacts with changes that HubSpot does not have.
  package static let owingKey = CreditAccount.owing

  package let name = "credit_sync"
  package var interval: Duration { context.settings.creditSyncInterval }
  private let context: CoreContext

  package init(_ context: CoreContext) { self.context = context }

  package func make(pass: Int) async throws(InstanceGone) -> PassEnd {
    try await JobLease.hold(name, context) { (lease) async throws(Interruption) in
      let due = try await dueContacts()
      let pass = CreditSyncPass(context, lease, context.client(for: .job(name, pass: pass)))
      // Before they are written again, or no later than is promised.
      try await pass.check(due.pressing)
      var unchecked = due.unhurried
      var number = 0
      for await chunk in due.owing.async.chunks(ofCount: context.settings.queueBatch) {
        number += 1
        unchecked += try await pass.write(chunk, reference: "w\(lease.lease.token):\(number)")
      }
      try await pass.check(unchecked, unhurried: true)
      return !due.isEmpty
    }
  }

  /// Who is to be looked at by a pass.
  private struct Due: Hashable, Sendable {
    /// HubSpot has to be told something.
    var owing: [ObjectID] = []
    /// What a write of theirs went over has to be known now.
    var pressing: [ObjectID] = []
    /// The same, at some time.
    var unhurried: [ObjectID] = []

    var isEmpty: Bool { owing.isEmpty && pressing.isEmpty && unhurried.isEmpty }
  }

  private func dueContacts() async throws(Interruption) -> Due {
    let (settings, now) = (context.settings, context.time.now)
    return try await context.store.run("find owing contacts") { (store) throws(StoreError) in
      var due = Due()
      for contact in try store.members(CreditAccount.owing).compactMap({ ObjectID($0) }) {
        let account = CreditAccount(contact, settings)
        let (landed, owes) = (try account.uncheckedSince(store), try account.owes(store))
        if let landed {
          if owes || now - landed >= settings.creditLifetime {
            due.pressing.append(contact)
          } else {
            due.unhurried.append(contact)
          }
        }
        if owes || landed == nil { due.owing.append(contact) }
      }
      return due
    }
  }
}

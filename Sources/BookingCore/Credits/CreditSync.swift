import AsyncAlgorithms
import BookingAPI
import HubSpotAPI
package import Ports

/// Writes to HubSpot what the store's ledger has charged and returned, in batches, one instance at a time.
///
/// HubSpot can only be told a value, so each batch is read first: what an administrator has changed there is taken over,
/// and what is owed is added to it. The write carries a reference of its own: a pass that finds it in HubSpot knows that
/// an earlier one, which did not live to hear the reply, has written.
package struct CreditSync: BackgroundJob {
  /// The store's key of the contacts with changes that HubSpot does not have.
  package static let owingKey = CreditAccount.owing

  package let name = "credit_sync"
  package var interval: Duration { context.settings.creditSyncInterval }
  private let context: CoreContext

  package init(_ context: CoreContext) { self.context = context }

  package func run(pass: Int) async throws(InstanceGone) -> Bool {
    try await JobLease.hold(name, context) { (lease) async throws(Interruption) in
      let owing = try await context.store.run("find owing contacts") { (store) throws(StoreError) in
        try store.members(CreditAccount.owing).compactMap { ObjectID($0) }
      }
      let client = context.client(for: .job(name, pass: pass))
      var number = 0
      for await chunk in owing.async.chunks(ofCount: context.settings.queueBatch) {
        number += 1
        try await write(chunk, reference: "w\(lease.lease.token):\(number)", lease, client)
      }
      return !owing.isEmpty
    }
  }

  private func write(
    _ contacts: [ObjectID],
    reference: String,
    _ lease: JobLease,
    _ client: CRMClient
  ) async throws(Interruption) {
    try await lease.renew()
    let query = BatchQuery(.contacts, ids: contacts, properties: BookingSchema.Contact.all)
    let (found, missing) = try await client.readEach(query, Labels.creditRead)
    let writes = try await announce(found, missing, reference, lease)
    guard !writes.isEmpty else { return }
    try await lease.renew()
    let updates = writes.map { ObjectUpdate($0.contact, $0.properties(reference: reference)) }
    switch try await client.batch(.updateBatch(.contacts, updates), Labels.creditSync) {
    case .notUnderstood: throw .failed(.crmUnavailable)
    case .byItem(let errors):
      let failed = Set(errors.flatMap(\.ids))
      try await settle(writes.filter { !failed.contains($0.contact.description) }, reference, lease)
    }
  }

  /// What is to be written of one contact: by type, the new value.
  private struct Write: Hashable, Sendable {
    let contact: ObjectID
    let values: [String: Int]

    func properties(reference: String) -> [Property] {
      values.keys.sorted().map { Property(BookingSchema.Contact.credits($0), String(values[$0] ?? 0)) }
        + [Property(BookingSchema.Contact.creditReference, reference)]
    }
  }

  private func announce(
    _ found: [HubSpotObject],
    _ missing: Set<ObjectID>,
    _ reference: String,
    _ lease: JobLease
  ) async throws(Interruption) -> [Write] {
    let (settings, gone) = (context.settings, missing.sorted())
    return try await lease.run("announce credits") { (store) throws(StoreError) in
      var writes: [Write] = []
      for contact in gone { try CreditAccount(contact, settings).drop(store) }
      for contact in found {
        let account = CreditAccount(contact.id, settings)
        if let values = try account.announce(CreditBalance(contact), reference: reference, store) {
          writes.append(Write(contact: contact.id, values: values))
        }
      }
      return writes
    }
  }

  private func settle(_ writes: [Write], _ reference: String, _ lease: JobLease) async throws(Interruption) {
    let settings = context.settings
    _ = try await lease.run("settle credits") { (store) throws(StoreError) in
      for write in writes {
        try CreditAccount(write.contact, settings).written(write.values, reference: reference, store)
      }
      return writes.count
    }
  }
}

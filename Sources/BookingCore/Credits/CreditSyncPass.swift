import AsyncAlgorithms
import BookingAPI
import HubSpotAPI
import HubSpotClient
import Ports

/// One pass of `CreditSync`, under its lease.
struct CreditSyncPass: Sendable {
  /// How many contacts HubSpot reads at once together with their history.
  private static let historyBatch = 50

  private let context: CoreContext
  private let lease: JobLease
  private let client: CRMClient
  private let began: Timestamp
  private var settings: CoreSettings { context.settings }

  init(_ context: CoreContext, _ lease: JobLease, _ client: CRMClient) {
    self.context = context
    self.lease = lease
    began = context.time.now
    self.client = client
  }

  /// Writes what is owed to some contacts.
  ///
  /// - Returns: those whose write has landed, now or earlier, and is not checked.
  func write(_ contacts: [ObjectID], reference: String) async throws(Interruption) -> [ObjectID] {
    try await lease.renew()
    let query = BatchQuery(.contacts, ids: contacts, properties: BookingSchema.Contact.all)
    let (found, missing) = try await client.readEach(query, Labels.creditRead)
    let announced = try await announce(found, missing, reference: reference)
    let writes = announced.writes
    guard !writes.isEmpty else { return announced.unchecked }
    try await lease.renew()
    let updates = writes.map { ObjectUpdate($0.contact, $0.write.properties) }
    switch try await client.batch(.updateBatch(.contacts, updates), Labels.creditSync) {
    case .notUnderstood: throw .failed(.crmUnavailable)
    case .byItem(let errors):
      let failed = Set(errors.flatMap(\.ids))
      let landed = writes.filter { !failed.contains($0.contact.description) }
      try await settle(landed)
      return announced.unchecked + landed.map(\.contact)
    }
  }

  /// Looks at what the landed writes of some contacts have gone over.
  ///
  /// - Parameter unhurried: whether it ends when calls become scarce, or the next pass is due; that one goes on with whoever
  ///   is left.
  func check(_ contacts: [ObjectID], unhurried: Bool = false) async throws(Interruption) {
    for await chunk in contacts.async.chunks(ofCount: Self.historyBatch) {
      if unhurried, await !isQuiet { return }
      try await lease.renew()
      let names = BookingSchema.Contact.all
      let query = BatchQuery(.contacts, ids: chunk, properties: names, propertiesWithHistory: names)
      let (found, missing) = try await client.readEach(query, Labels.creditCheck)
      let (settings, gone) = (settings, missing.sorted())
      _ = try await lease.run("check credits") { (store) throws(StoreError) in
        for contact in gone { try CreditAccount(contact, settings).drop(store) }
        for contact in found { try CreditAccount(contact.id, settings).check(contact, store) }
        return found.count
      }
    }
  }

  private var isQuiet: Bool {
    get async {
      guard context.time.now - began < settings.creditSyncInterval else { return false }
      guard let turns = context.turns, let room = await turns.room(isSearch: false, within: .zero) else { return true }
      return !settings.client.coalescing.isScarce(room, of: turns.parts)
    }
  }

  private func announce(
    _ found: [HubSpotObject],
    _ missing: Set<ObjectID>,
    reference: String
  ) async throws(Interruption) -> Announcement {
    let (settings, gone, now) = (settings, missing.sorted(), context.time.now)
    return try await lease.run("announce credits") { (store) throws(StoreError) in
      for contact in gone { try CreditAccount(contact, settings).drop(store) }
      var announcement = Announcement()
      for contact in found {
        let account = CreditAccount(contact.id, settings)
        if let write = try account.announce(contact, reference: reference, at: now, store) {
          announcement.writes.append(Write(contact: contact.id, write: write))
        } else if try account.uncheckedSince(store) != nil {
          announcement.unchecked.append(contact.id)
        }
      }
      return announcement
    }
  }

  private func settle(_ writes: [Write]) async throws(Interruption) {
    let (settings, now) = (settings, context.time.now)
    _ = try await lease.run("settle credits") { (store) throws(StoreError) in
      for write in writes { try CreditAccount(write.contact, settings).landed(write.write, at: now, store) }
      return writes.count
    }
  }

  /// What is about to be written, and whose earlier write has to be looked at first.
  private struct Announcement: Hashable, Sendable {
    var writes: [Write] = []
    var unchecked: [ObjectID] = []
  }

  /// What is written to one contact.
  private struct Write: Hashable, Sendable {
    let contact: ObjectID
    let write: CreditWrite
  }
}

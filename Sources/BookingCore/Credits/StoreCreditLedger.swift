import BookingAPI
package import HubSpotAPI
package import Ports

/// Credits counted in the store: seeded from HubSpot, charged by the script that closes the intent, and written back in
/// batches by a job. A confirmed booking is charged, and one that is not confirmed never was.
package struct StoreCreditLedger: CreditLedger {
  private let context: CoreContext

  package init(_ context: CoreContext) { self.context = context }

  package var jobs: [any BackgroundJob] { [CreditSync(context)] }

  package var age: Duration { context.settings.creditLifetime }

  package var needsBalanceToCharge: Bool { false }

  package func balance(of contact: ObjectID, _ client: CRMClient) async throws(Interruption) -> CreditBalance {
    let account = CreditAccount(contact, context.settings)
    let known = try await context.store.run("look up credits") { (store) throws(StoreError) -> Known in
      Known(balance: try account.balance(store), version: try account.version(store))
    }
    if let balance = known.balance { return balance }
    let read = CreditBalance(try await Reading.contact(contact, client))
    let learnt = try await context.store.run("learn credits") { (store) throws(StoreError) in
      try account.learn(read, since: known.version, store)
    }
    // Written back meanwhile: what was read is from before, and what is known by now is not.
    guard let learnt else { throw .failed(.busy) }
    return learnt
  }

  package func charge(_ balance: CreditBalance?, for work: RequestWork) async throws(Interruption) -> StoreStep? {
    change(work.intent, by: -1)
  }

  package func giveBack(for work: RequestWork) async throws(Interruption) {
    // A booking that is undone was not closed, and so not charged.
    guard work.intent.kind == .cancellation, !work.has(.charged) else { return }
    try await work.mark(.charged, alongside: change(work.intent, by: 1))
  }

  package var departure: Departure {
    Departure(
      writing: CreditSync(context),
      isWritten: { (store) throws(StoreError) in try store.memberCount(CreditAccount.owing) == 0 }
    )
  }

  package func takeOver(_ contact: ObjectID, era: Int) async throws(Interruption) {
    let account = CreditAccount(contact, context.settings)
    try await context.store.run("take credits over") { (store) throws(StoreError) in try account.begin(era: era, store)
    }
  }

  package func doubt(_ contact: ObjectID) async throws(Interruption) {
    let account = CreditAccount(contact, context.settings)
    try await context.store.run("doubt credits") { (store) throws(StoreError) in try account.forget(store) }
  }

  private func change(_ intent: Intent, by amount: Int) -> StoreStep {
    let account = CreditAccount(intent.contact, context.settings)
    return { (store) throws(StoreError) in try account.change(intent.creditType, by: amount, store) }
  }

  private struct Known: Hashable, Sendable {
    let balance: CreditBalance?
    let version: String
  }
}

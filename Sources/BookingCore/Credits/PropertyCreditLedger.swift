import BookingAPI
package import HubSpotAPI
package import Ports

/// Credits in the contact's own properties, read and written within the request.
///
/// HubSpot can only be told a new value, not a difference, so a change is a read and a write. The write carries the
/// intent's reference beside the credits: a resumed request reads the contact and knows whether its own write has landed.
package struct PropertyCreditLedger: CreditLedger {
  package init() {}

  package var jobs: [any BackgroundJob] { [] }

  package var age: Duration { .zero }

  package var needsBalanceToCharge: Bool { true }

  package func balance(of contact: ObjectID, _ client: CRMClient) async throws(Interruption) -> CreditBalance {
    CreditBalance(try await Reading.contact(contact, client))
  }

  package func charge(_ balance: CreditBalance?, for work: RequestWork) async throws(Interruption) -> StoreStep? {
    guard let balance, !work.has(.charged) else { return nil }
    let credits = Sight(balance, type: work.intent.creditType)
    guard try await change(credits, by: -1, reference: work.intent.creditReference, for: work) else {
      throw .refused(.contactNotFound)
    }
    try await work.mark(.charged)
    return nil
  }

  package func giveBack(for work: RequestWork) async throws(Interruption) {
    let intent = work.intent
    switch intent.kind {
    case .booking:
      guard work.has(.charging) else { return }
      if let sight = try await read(intent, work.client), sight.reference == intent.creditReference {
        _ = try await change(sight, by: 1, reference: "u" + intent.key.text, for: work)
      }
      try await work.record { $0.progress.subtract([.charging, .charged]) }
    case .cancellation:
      guard !work.has(.charged) else { return }
      if let sight = try await read(intent, work.client) {
        _ = try await change(sight, by: 1, reference: intent.creditReference, for: work)
      }
      try await work.mark(.charged)
    }
  }

  package func doubt(_ contact: ObjectID) async throws(Interruption) {}

  /// A contact's credits of one type, as read.
  private struct Sight {
    let credits: Int
    /// Which intent changed them last.
    let reference: String?

    init(_ balance: CreditBalance, type: String) {
      credits = balance.credits(of: type)
      reference = balance.reference
    }
  }

  private func read(_ intent: Intent, _ client: CRMClient) async throws(Interruption) -> Sight? {
    let query = ObjectQuery(
      .contacts,
      .id(intent.contact),
      properties: [BookingSchema.Contact.credits(intent.creditType), BookingSchema.Contact.creditReference]
    )
    return try await client.read(query, Labels.contactRead).map { Sight(CreditBalance($0), type: intent.creditType) }
  }

  /// - Returns: false when the contact does not exist any more.
  private func change(
    _ sight: Sight,
    by amount: Int,
    reference: String,
    for work: RequestWork
  ) async throws(Interruption) -> Bool {
    guard sight.reference != reference else { return true }
    if amount < 0 { try await work.mark(.charging) }
    return try await work.client.update(
      ObjectReference(.contacts, work.intent.contact),
      [
        Property(BookingSchema.Contact.credits(work.intent.creditType), String(sight.credits + amount)),
        Property(BookingSchema.Contact.creditReference, reference),
      ],
      Labels.contactUpdate
    )
  }
}

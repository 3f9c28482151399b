import BookingAPI
package import HubSpotAPI
import Ports

/// Deducts and returns credits by exam type, each exactly once per intent.
///
/// HubSpot can only be told a new value, not a difference, so a change is a read and a write; no other request of the
/// contact comes between, for the intent's claim is on the contact. The write carries the intent's reference beside the
/// credits: a resumed request reads the contact and knows whether its own write has landed.
package struct CreditLedger: Sendable {
  package init() {}

  /// A contact's credits of one type, as read.
  package struct Balance: Hashable, Sendable {
    package let credits: Int
    /// Which intent changed them last.
    package let reference: String?

    package init(_ object: HubSpotObject, type: String) {
      credits = object[BookingSchema.Contact.credits(type)].flatMap { Int($0) } ?? 0
      reference = object[BookingSchema.Contact.creditReference]
    }
  }

  /// Deducts one credit for `work`'s booking, unless that has happened.
  package func charge(_ balance: Balance, for work: RequestWork) async throws(Interruption) {
    guard !work.has(.charged) else { return }
    guard try await change(balance, by: -1, reference: work.intent.creditReference, for: work) else {
      throw .refused(.contactNotFound)
    }
    try await work.mark(.charged)
  }

  /// Returns the credit of `work`'s booking: of one that is undone, if it was charged, or of one that was cancelled. A
  /// contact that does not exist any more has nothing to get back.
  package func giveBack(for work: RequestWork) async throws(Interruption) {
    let intent = work.intent
    switch intent.kind {
    case .booking:
      guard work.has(.charging) else { return }
      if let balance = try await read(intent, work.client), balance.reference == intent.creditReference {
        _ = try await change(balance, by: 1, reference: "u" + intent.key.text, for: work)
      }
      try await work.record { $0.progress.subtract([.charging, .charged]) }
    case .cancellation:
      guard !work.has(.charged) else { return }
      if let balance = try await read(intent, work.client) {
        _ = try await change(balance, by: 1, reference: intent.creditReference, for: work)
      }
      try await work.mark(.charged)
    }
  }

  private func read(_ intent: Intent, _ client: CRMClient) async throws(Interruption) -> Balance? {
    let query = ObjectQuery(
      .contacts,
      .id(intent.contact),
      properties: [BookingSchema.Contact.credits(intent.creditType), BookingSchema.Contact.creditReference]
    )
    return try await client.read(query, Labels.contactRead).map { Balance($0, type: intent.creditType) }
  }

  /// - Returns: false when the contact does not exist any more.
  private func change(
    _ balance: Balance,
    by amount: Int,
    reference: String,
    for work: RequestWork
  ) async throws(Interruption) -> Bool {
    guard balance.reference != reference else { return true }
    if amount < 0 { try await work.mark(.charging) }
    return try await work.client.update(
      ObjectReference(.contacts, work.intent.contact),
      [
        Property(BookingSchema.Contact.credits(work.intent.creditType), String(balance.credits + amount)),
        Property(BookingSchema.Contact.creditReference, reference),
      ],
      Labels.contactUpdate
    )
  }
}

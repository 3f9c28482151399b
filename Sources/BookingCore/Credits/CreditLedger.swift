package import Composition
package import HubSpotAPI
package import Ports

/// Deducts and returns credits by exam type, each exactly once per intent. No other request of the contact comes between,
/// for the intent's claim is on the contact.
package protocol CreditLedger: Sendable {
  /// Says whether an intent may begin now, see `SeatLedger.opening`.
  func opening() async throws(Interruption) -> StoreObjection?

  /// What a contact has, as far as this ledger knows it; it may ask HubSpot.
  ///
  /// - Throws: `.refused(.contactNotFound)`.
  func balance(of contact: ObjectID, _ client: CRMClient) async throws(Interruption) -> CreditBalance

  /// How old HubSpot's word on a balance may be: what somebody enters there meanwhile is not seen.
  var age: Duration { get }

  /// Whether `charge` works on a balance, so that a resumed booking must ask for it again.
  var needsBalanceToCharge: Bool { get }

  /// Deducts one credit for `work`'s booking, unless that has happened; or returns what does so in the script that closes
  /// the intent.
  func charge(_ balance: CreditBalance?, for work: RequestWork) async throws(Interruption) -> StoreStep?

  /// Returns the credit of `work`'s booking: of one that is undone, if it was charged, or of one that was cancelled. A
  /// contact that does not exist any more has nothing to get back.
  func giveBack(for work: RequestWork) async throws(Interruption)

  /// HubSpot has refused a booking of this contact for what is wrong with it: what is remembered of the contact may be
  /// past.
  func doubt(_ contact: ObjectID) async throws(Interruption)

  /// What this ledger needs done in the background.
  var jobs: [any BackgroundJob] { get }

  /// What it leaves behind when another ledger takes over.
  var departure: Departure { get }

  /// Forgets what it remembers of a contact from before another ledger had the truth, if it has not yet.
  ///
  /// - Parameter era: since when it has the truth again: a number of its own each time.
  func takeOver(_ contact: ObjectID, era: Int) async throws(Interruption)
}

extension CreditLedger {
  package func opening() async throws(Interruption) -> StoreObjection? { nil }

  package var departure: Departure { Departure() }

  package func takeOver(_ contact: ObjectID, era: Int) async throws(Interruption) {}
}

extension Roles {
  /// Deducts and returns credits.
  package static let credits = Role<CoreContext, any CreditLedger>(
    "credits",
    [.creditProperty, .creditStore],
    standard: .creditProperty,
    jobs: \.jobs
  )
}

extension Part where Context == CoreContext, Service == any CreditLedger {
  package static var creditProperty: Self { Part("hubspot-property") { _ in PropertyCreditLedger() } }
  package static var creditStore: Self { Part("store") { StoreCreditLedger($0) } }
}

/// A contact's credits.
package struct CreditBalance: Hashable, Sendable {
  /// By exam type; a type that is not there has none.
  package let credits: [String: Int]
  /// Which change of credits HubSpot has taken last.
  package let reference: String?

  package init(credits: [String: Int], reference: String?) {
    self.credits = credits
    self.reference = reference
  }

  /// As read; a value that is missing or no number counts as 0.
  package init(_ contact: HubSpotObject) {
    self.init(
      credits: Dictionary(
        uniqueKeysWithValues: BookingSchema.creditTypes.map { type in
          (type, contact[BookingSchema.Contact.credits(type)].flatMap { Int($0) } ?? 0)
        }
      ),
      reference: contact[BookingSchema.Contact.creditReference]
    )
  }

  package func credits(of type: String) -> Int { credits[type] ?? 0 }
}

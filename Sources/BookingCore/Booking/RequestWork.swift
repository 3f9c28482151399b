import HubSpotAPI
import Ports

/// One request at work on its intent: the claim that it holds, and HubSpot and the ledger on its behalf. It stays with
/// the task that runs the request.
package final class RequestWork {
  package private(set) var intent: Intent
  package let client: CRMClient
  let ledger: IntentLedger
  /// On the contact, kept by `keeper` while the request lives.
  let claim: Lease
  let keeper: LeaseKeeper
  /// Open while the request is at its exam.
  var seatSession: SeatSession?
  /// The exam as this request has read it; nil when an earlier request did.
  private(set) var exam: ExamRecord?
  /// Although the intent says that the booking may be written, this request knows that it is not.
  private(set) var isKnownUnwritten = false
  /// Whether this request has created the booking together with its associations.
  private(set) var isAssociatedInline = false
  /// What may object to the beginning of this intent, when it begins.
  private var openings: [StoreObjection] = []

  init(_ intent: Intent, _ claim: Lease, client: CRMClient, ledger: IntentLedger, keeper: LeaseKeeper) {
    self.intent = intent
    self.claim = claim
    self.client = client
    self.ledger = ledger
    self.keeper = keeper
  }

  /// Records progress together with a change of the store, which may object; then neither happens.
  ///
  /// - Throws: the objection; `.failed(.busy)` when the claim was lost.
  func record(
    _ change: (inout Intent) -> Void,
    unless objection: StoreObjection? = nil
  ) async throws(Interruption) {
    var changed = intent
    change(&changed)
    let all = intent.hasBegun || openings.isEmpty ? objection : Self.first(of: openings, objection)
    if let objection = try await ledger.record(changed, under: claim, all) { throw objection }
    intent = changed
  }

  private static func first(of openings: [StoreObjection], _ objection: StoreObjection?) -> StoreObjection {
    { (store) throws(StoreError) in
      for opening in openings { if let found = try opening(store) { return found } }
      return try objection?(store)
    }
  }

  /// Asks the ledgers whether this intent may begin, before anything is read for it. What they say holds until it has begun, or
  /// it does not begin.
  func open(_ seats: any SeatLedger, _ credits: any CreditLedger) async throws(Interruption) {
    openings = [try await seats.opening(), try await credits.opening()].compactMap(\.self)
  }

  /// Marks a step as done, or as about to be done, together with a change of the store.
  func mark(_ progress: Intent.Progress, alongside step: StoreStep? = nil) async throws(Interruption) {
    try await record {
      $0.progress.insert(progress)
    } unless: { (store) throws(StoreError) in
      try step?(store)
      return nil
    }
  }

  /// Notes what is known of the booking, which is stored when the request lets go of its intent: false from the moment
  /// at which the create is sent, true before it and after HubSpot has refused it.
  func knowUnwritten(_ isUnwritten: Bool) { isKnownUnwritten = isUnwritten }

  /// Notes that the booking has come about together with its associations.
  func knowAssociatedInline() { isAssociatedInline = true }

  /// Leaves the unfinished intent, with all that is known of it, to whoever takes it up next.
  func letGo() async throws(Interruption) {
    var left = intent
    if isKnownUnwritten { left.progress.remove(.writing) }
    try await ledger.letGo(left, under: claim)
  }

  func has(_ progress: Intent.Progress) -> Bool { intent.progress.contains(progress) }

  /// Takes over what the exam's record says; it is stored with the next progress.
  func learn(_ exam: ExamRecord) {
    self.exam = exam
    intent.examDate = exam.date
    intent.creditType = exam.creditType
  }
}

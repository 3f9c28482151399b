import HubSpotAPI
import Ports

/// One request at work on its intent: the claim that it holds, and HubSpot and the ledger on its behalf. It stays with
/// the task that runs the request.
package final class RequestWork {
  package private(set) var intent: Intent
  package let client: CRMClient
  let ledger: IntentLedger
  let token: String
  /// Open while the request is at its exam.
  var seatSession: SeatSession?

  init(_ intent: Intent, token: String, client: CRMClient, ledger: IntentLedger) {
    self.intent = intent
    self.token = token
    self.client = client
    self.ledger = ledger
  }

  /// Records progress together with a change of the store, which may object; then neither happens.
  ///
  /// - Throws: the objection; `.failed(.busy)` when the claim was lost.
  func record(
    _ change: (inout Intent) -> Void,
    unless objection: (@Sendable (any StoreCommands) throws(StoreError) -> Interruption?)? = nil
  ) async throws(Interruption) {
    var changed = intent
    change(&changed)
    if let objection = try await ledger.record(changed, token: token, objection) { throw objection }
    intent = changed
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

  /// Takes up an unfinished intent instead of a new one.
  func resume(_ found: Intent) { intent = found }

  func has(_ progress: Intent.Progress) -> Bool { intent.progress.contains(progress) }

  /// Takes over what the exam's record says; it is stored with the next progress.
  func learn(_ exam: ExamRecord) {
    intent.examDate = exam.date
    intent.creditType = exam.creditType
  }
}

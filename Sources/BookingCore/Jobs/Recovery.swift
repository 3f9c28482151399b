import HubSpotAPI
package import Ports

/// Brings to an end what has no owner any more: a booking that nobody came back for is undone (its visitor was told
/// that it failed), a cancellation is finished, an owed note is written.
package struct Recovery: BackgroundJob {
  package let name = "recovery"
  package var interval: Duration { engine.context.settings.recoveryInterval }
  private let engine: BookingEngine
  private let owed: WorkQueue
  private let writer: NoteWriter

  package init(_ engine: BookingEngine) {
    self.engine = engine
    owed = WorkQueue(.owedNotes, engine.context)
    writer = NoteWriter(engine.context)
  }

  package func run(pass: Int) async throws(InstanceGone) -> Bool {
    try await JobLease.hold(name, engine.context) { (lease) async throws(Interruption) in
      var changedSomething = false
      for contact in try await engine.ledger.abandoned() {
        try await lease.renew()
        changedSomething = true
        try await endAbandoned(contact, pass: pass)
      }
      return try await writeOwedNotes(lease, pass: pass) || changedSomething
    }
  }

  private func endAbandoned(_ contact: ObjectID, pass: Int) async throws(Interruption) {
    let token = engine.context.identifiers.next()
    guard let intent = try await engine.ledger.claimAbandoned(contact, token: token) else { return }
    let client = engine.context.client(for: .recovery(pass: pass))
    let work = RequestWork(intent, token: token, client: client, ledger: engine.ledger)
    do {
      switch intent.kind {
      case .booking:
        try await engine.undo(work)
        engine.context.events.record(.recovered(.bookingUndone))
      case .cancellation:
        try await finish(work)
        engine.context.events.record(.recovered(.cancellationFinished))
      }
    } catch {
      if error == .instanceGone { throw error }
      try await engine.ledger.letGo(contact, token: token)
    }
  }

  /// A cancellation that had not yet marked its booking is dropped; its visitor still has the booking.
  private func finish(_ work: RequestWork) async throws(Interruption) {
    if work.has(.writing) {
      try await BookingCancellation(engine).run(work)
    } else {
      try await engine.ledger.close(work.intent, token: work.token)
    }
  }

  private func writeOwedNotes(_ lease: JobLease, pass: Int) async throws(Interruption) -> Bool {
    let claim = try await owed.claim(engine.context.settings.recoveryBatch)
    let client = engine.context.client(for: .recovery(pass: pass))
    for text in claim.items {
      try await lease.renew()
      var settlement = WorkQueue.Settlement()
      if var item = NoteItem(encoded: text) {
        item.isUncertain = item.isUncertain || claim.isUncertain
        if try await writeOwed(item, client) {
          settlement.done = [text]
          engine.context.events.record(.recovered(.noteWritten))
        } else {
          item.failures += 1
          let tries = engine.context.settings.queueTries
          settlement.fail(text, as: item.encoded, failures: item.failures, tries: tries)
        }
      } else {
        settlement.dead = [text]
      }
      _ = try await owed.settle(settlement)
    }
    return !claim.items.isEmpty
  }

  /// - Returns: false when HubSpot does not take the note.
  private func writeOwed(_ item: NoteItem, _ client: CRMClient) async throws(Interruption) -> Bool {
    try await owed.announce()
    do {
      return try await writer.write(item, client)
    } catch {
      if error == .failed(.crmUnavailable) { try await owed.withdraw() }
      throw error
    }
  }
}

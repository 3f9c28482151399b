import BookingAPI
import HubSpotAPI
import HubSpotClient
package import Ports

/// Brings to an end what has no owner any more: a booking that nobody came back for is undone (its visitor was told
/// that it failed), a cancellation is finished, an owed note is written.
///
/// A pass takes on all that there is, at the pace that the quota leaves (`RecoveryPace`), and no further intent once
/// HubSpot has refused one.
package struct Recovery: BackgroundJob {
  package let name = "recovery"
  package var interval: Duration { engine.context.settings.recoveryInterval }
  private let engine: BookingEngine
  private let quota: QuotaWatch
  private let owed: WorkQueue
  private let writer: NoteWriter

  package init(_ engine: BookingEngine) {
    quota = QuotaWatch(engine.context.transport)
    var context = engine.context
    context.transport = quota
    self.engine = BookingEngine(engine.parts, context)
    owed = WorkQueue(.owedNotes, context)
    writer = NoteWriter(context)
  }

  package func make(pass: Int) async throws(InstanceGone) -> PassEnd {
    try await JobLease.hold(name, engine.context) { (job) async throws(Interruption) in
      let abandoned = try await engine.ledger.abandoned()
      try await end(abandoned, job, pass: pass)
      return try await writeOwedNotes(job, pass: pass) || !abandoned.isEmpty
    }
  }

  private func end(_ contacts: [ObjectID], _ job: JobLease, pass: Int) async throws(Interruption) {
    var pace = RecoveryPace(atMost: engine.context.settings.recoveryBatch)
    var rest = contacts[...]
    while !rest.isEmpty {
      try await job.renew()
      let ends = await withTaskGroup { group in
        for contact in rest.prefix(pace.width) { group.addTask { await end(contact, pass: pass) } }
        return await group.reduce(into: Set<End>()) { $0.insert($1) }
      }
      if ends.contains(.instanceGone) { throw .instanceGone }
      if ends.contains(.refused) { return }
      rest = rest.dropFirst(pace.width)
      pace.goOn(spareCalls: await quota.spare)
    }
  }

  /// What became of an intent that seemed abandoned.
  private enum End {
    case done
    /// Somebody works on it, or something failed: left to the next pass.
    case left
    case refused
    case instanceGone
  }

  private func end(_ contact: ObjectID, pass: Int) async -> End {
    let claim = engine.ledger.newClaim(on: contact)
    do {
      guard let intent = try await engine.ledger.claimAbandoned(contact, under: claim) else { return .left }
      try await engine.work(on: intent, claim, .recovery(pass: pass)) { (work) async throws(Interruption) in
        do throws(Interruption) {
          try await end(work)
        } catch {
          if error != .instanceGone { try await work.letGo() }
          throw error
        }
      }
      return .done
    } catch {
      switch error {
      case .instanceGone: return .instanceGone
      case .failed(.crmUnavailable): return .refused
      case .failed, .refused, .alreadyBooked: return .left
      }
    }
  }

  /// A cancellation that had not yet marked its booking is dropped; its visitor still has the booking.
  private func end(_ work: RequestWork) async throws(Interruption) {
    let intent = work.intent
    let changed: [CacheSubject] = [.contact(intent.contact), .exams] + (intent.booking.map { [.booking($0)] } ?? [])
    try await engine.changing(changed) { () async throws(Interruption) in try await carryOn(work) }
  }

  private func carryOn(_ work: RequestWork) async throws(Interruption) {
    switch work.intent.kind {
    case .booking:
      try await engine.undo(work)
      engine.context.events.record(.recovered(.bookingUndone))
    case .cancellation where work.has(.writing):
      try await engine.cancellation.run(work)
      engine.context.events.record(.recovered(.cancellationFinished))
    case .cancellation:
      try await engine.ledger.close(work.intent, under: work.claim)
      engine.context.events.record(.recovered(.cancellationFinished))
    }
  }

  private func writeOwedNotes(_ job: JobLease, pass: Int) async throws(Interruption) -> Bool {
    let client = engine.context.client(for: .recovery(pass: pass))
    // Those that fail go to the end of the queue, and are not taken up again by this pass.
    var (wroteSomething, left) = (false, Int.max)
    while left > 0 {
      let claim = try await owed.claim(min(left, engine.context.settings.recoveryBatch), for: job)
      guard !claim.items.isEmpty else { break }
      if !wroteSomething { left = claim.lengths.waiting }
      wroteSomething = true
      left -= claim.items.count
      for text in claim.items { try await writeOwed(text, isUncertain: claim.isUncertain, job, client) }
    }
    return wroteSomething
  }

  private func writeOwed(
    _ text: String,
    isUncertain: Bool,
    _ job: JobLease,
    _ client: CRMClient
  ) async throws(Interruption) {
    try await job.renew()
    var settlement = WorkQueue.Settlement()
    if var item = NoteItem(encoded: text) {
      item.isUncertain = item.isUncertain || isUncertain
      if try await writeOwed(item, job, client) {
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
    _ = try await owed.settle(settlement, for: job)
  }

  /// - Returns: false when HubSpot does not take the note.
  private func writeOwed(_ item: NoteItem, _ job: JobLease, _ client: CRMClient) async throws(Interruption) -> Bool {
    // Looked up before it is announced: a look that is refused leaves it as uncertain as it was.
    if try await writer.isFound(item, client) { return true }
    try await owed.announce(for: job)
    do {
      return try await writer.create(item, client)
    } catch {
      if error == .failed(.crmUnavailable) { try await owed.withdraw(for: job) }
      throw error
    }
  }
}

/// How many abandoned intents are worked on side by side: twice as many with every step that goes well, no more than
/// half of the ten-second quota has calls for, and one at least. The other half is left to those who wait for an answer.
struct RecoveryPace {
  /// Of a note, a credit and a counter each is read before it is taken back, and a note is looked for in two calls.
  private static let callsOfAnUndo = 8
  private let most: Int
  private(set) var width = 1

  init(atMost most: Int) { self.most = most }

  /// - Parameter spareCalls: nil while that is not known, for no call was needed.
  mutating func goOn(spareCalls: Int?) {
    let affordable = spareCalls.map { max(1, $0 / Self.callsOfAnUndo) } ?? .max
    width = min(most, width * 2, affordable)
  }
}

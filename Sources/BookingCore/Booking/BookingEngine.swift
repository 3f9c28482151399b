import BookingAPI
import HubSpotAPI
import Ports

/// The booking service of one instance: the flows that every design shares, with the parts that a design names.
package struct BookingEngine: BookingService {
  let parts: DesignParts
  let context: CoreContext
  let ledger: IntentLedger
  let creation: BookingCreation
  let cancellation: BookingCancellation
  private let seats: any SeatLedger
  private let writing: BookingWriting
  private let credits: any CreditLedger

  package init(_ parts: DesignParts, _ context: CoreContext) {
    self.parts = parts
    self.context = context
    ledger = IntentLedger(context)
    creation = BookingCreation(parts, context)
    cancellation = BookingCancellation(parts, context)
    seats = parts[Roles.seats]
    credits = parts[Roles.credits]
    writing = BookingWriting(parts, context)
  }

  /// Answers a request: with the answer that its key had before, or by carrying its intent out, from where an earlier
  /// request has left it.
  func answer(
    _ intent: Intent,
    from origin: CallOrigin,
    by carryingOut: (RequestWork) async throws(Interruption) -> IntentLedger.Answer
  ) async throws(Interruption) -> IntentLedger.Answer {
    let claim = ledger.newClaim(on: intent.contact)
    switch try await ledger.claim(intent, under: claim) {
    case .answered(let answer): return answer
    case .busy: throw .failed(.busy)
    case .begun:
      return try await work(on: intent, claim, origin) { (work) async throws(Interruption) in
        try await finish(work, by: carryingOut)
      }
    case .resumed(let found, _) where found.progress.contains(.undoing):
      // Undone to its end before anything new begins. The claim ends with it, and another request may come between.
      try await work(on: found, claim, origin) { (work) async throws(Interruption) in
        try await finish(work, by: undo)
      }
      return try await answer(intent, from: origin, by: carryingOut)
    case .resumed(let found, let isUnwritten):
      return try await work(on: found, claim, origin) { (work) async throws(Interruption) in
        work.knowUnwritten(isUnwritten)
        return try await finish(work, by: carryingOut)
      }
    }
  }

  /// Runs `body` with a claim that is kept meanwhile.
  func work<Output>(
    on intent: Intent,
    _ claim: Lease,
    _ origin: CallOrigin,
    _ body: (RequestWork) async throws(Interruption) -> Output
  ) async throws(Interruption) -> Output {
    let shortest = min(context.settings.requestLease, context.settings.examLockLease)
    return try await LeaseKeeper.during(context, shortest: shortest) { (keeper) async throws(Interruption) in
      await keeper.keep(claim)
      let client = context.client(for: origin)
      return try await body(RequestWork(intent, claim, client: client, ledger: ledger, keeper: keeper))
    }
  }

  /// Carries out steps of a request that may not get to their end.
  private func finish<Output>(
    _ work: RequestWork,
    by steps: (RequestWork) async throws(Interruption) -> Output
  ) async throws(Interruption) -> Output {
    do { return try await steps(work) } catch { throw await leave(work, because: error) }
  }

  /// Takes back what there is of an unfinished booking, in the reverse of the order in which it was made, and closes its
  /// intent. From the first step on the intent says so; each step is skipped if there is nothing (any more) to undo.
  func undo(_ work: RequestWork) async throws(Interruption) {
    if work.intent.hasBegun, !work.has(.undoing) { try await work.mark(.undoing) }
    if work.has(.noting), work.intent.booking != nil {
      try await NoteWriter(context).undo(NoteItem(work.intent), work.client)
    }
    try await credits.giveBack(for: work)
    try await writing.undo(for: work)
    try await seats.giveBack(for: work)
    try await ledger.close(work.intent, under: work.claim)
  }

  /// Leaves a request that does not go on. A refused booking is undone, for nothing of it may stay; a failed one keeps
  /// its intent, if it has begun, for the visitor's next request or for the recovery.
  ///
  /// - Returns: the answer, which may have turned from a refusal into a failure when the undoing itself failed.
  private func leave(_ work: RequestWork, because interruption: Interruption) async -> Interruption {
    var answer = interruption
    do {
      try await endSeatSession(of: work, because: interruption)
      switch interruption {
      case .failed, .instanceGone: break
      case .alreadyBooked(let booking) where !work.intent.hasBegun:
        try await ledger.close(work.intent, under: work.claim, answer: .booked(booking))
      case .refused, .alreadyBooked:
        if work.intent.kind == .booking {
          try await undo(work)
        } else {
          try await ledger.close(work.intent, under: work.claim)
        }
      }
    } catch {
      answer = error
    }
    guard case .failed = answer else { return answer }
    do {
      if work.intent.hasBegun {
        try await work.letGo()
      } else {
        try await ledger.drop(work.intent, under: work.claim)
      }
      return answer
    } catch {
      return error
    }
  }

  private func endSeatSession(of work: RequestWork, because interruption: Interruption) async throws(Interruption) {
    guard let session = work.seatSession, interruption != .instanceGone else { return }
    work.seatSession = nil
    try await seats.end(session, for: work)
  }
}

package import HubSpotAPI
package import Ports

/// The booking service of one instance: the flows that every design shares, with the parts that a design names.
package struct BookingEngine: BookingService {
  let parts: DesignParts
  let context: CoreContext
  let ledger: IntentLedger
  let credits = CreditLedger()

  package init(_ parts: DesignParts, _ context: CoreContext) {
    self.parts = parts
    self.context = context
    ledger = IntentLedger(context)
  }

  package func browse(_ request: BrowseRequest, from origin: CallOrigin) async throws(InstanceGone) -> BrowseOutcome {
    do {
      try await parts.duplicates.check(request.contact, date: request.examDate, context.client(for: origin))
      return .free
    } catch {
      switch error {
      case .instanceGone: throw InstanceGone()
      case .refused, .alreadyBooked: return .alreadyBooked
      case .failed(let reason): return .failed(reason)
      }
    }
  }

  package func create(_ request: BookingRequest, from origin: CallOrigin) async throws(InstanceGone) -> BookingOutcome {
    let intent = Intent(
      kind: .booking,
      key: request.key,
      contact: request.contact,
      exam: request.exam,
      examDate: request.examDate
    )
    let work = work(on: intent, origin)
    do {
      switch try await ledger.claim(intent, token: work.token) {
      case .answered(.booked(let booking)): return .confirmed(booking: booking)
      case .answered(.cancelled): return .refused(.bookingNotFound)
      case .busy: return .failed(.busy)
      case .resumed(let found): work.resume(found)
      case .begun: break
      }
      return .confirmed(booking: try await BookingCreation(self).run(work))
    } catch {
      switch try await leave(work, because: error) {
      case .refused(let reason): return .refused(reason)
      case .failed(let reason): return .failed(reason)
      case .alreadyBooked(let booking): return .confirmed(booking: booking)
      case .instanceGone: throw InstanceGone()
      }
    }
  }

  package func cancel(
    _ request: CancellationRequest,
    from origin: CallOrigin
  ) async throws(InstanceGone) -> CancellationOutcome {
    let intent = Intent(
      kind: .cancellation,
      key: request.key,
      contact: request.contact,
      exam: ObjectID(0),
      examDate: "",
      booking: request.booking
    )
    let work = work(on: intent, origin)
    do {
      switch try await ledger.claim(intent, token: work.token) {
      case .answered(.cancelled): return .cancelled
      case .answered(.booked): return .refused(.bookingNotFound)
      case .busy: return .failed(.busy)
      case .resumed(let found): work.resume(found)
      case .begun: break
      }
      try await BookingCancellation(self).run(work)
      return .cancelled
    } catch {
      switch try await leave(work, because: error) {
      case .refused(let reason): return .refused(reason)
      case .failed(let reason): return .failed(reason)
      case .alreadyBooked: return .refused(.bookingNotFound)
      case .instanceGone: throw InstanceGone()
      }
    }
  }

  func work(on intent: Intent, _ origin: CallOrigin) -> RequestWork {
    RequestWork(intent, token: context.identifiers.next(), client: context.client(for: origin), ledger: ledger)
  }

  /// Takes back what there is of an unfinished booking, in the reverse of the order in which it was made, and closes its
  /// intent; each step is skipped if it has not happened.
  func undo(_ work: RequestWork) async throws(Interruption) {
    if work.has(.noting), work.intent.booking != nil {
      try await NoteWriter(context).undo(NoteItem(work.intent), work.client)
    }
    try await credits.giveBack(for: work)
    try await parts.writing.undo(for: work)
    try await parts.seats.giveBack(for: work)
    try await ledger.close(work.intent, token: work.token)
  }

  /// Leaves a request that does not go on. A refused booking is undone, for nothing of it may stay; a failed one keeps
  /// its intent for the visitor's next request, or for the recovery.
  ///
  /// - Returns: the answer, which may have turned from a refusal into a failure when the undoing itself failed.
  private func leave(
    _ work: RequestWork,
    because interruption: Interruption
  ) async throws(InstanceGone) -> Interruption {
    var answer = interruption
    do {
      if let session = work.seatSession, interruption != .instanceGone {
        work.seatSession = nil
        try await parts.seats.end(session)
      }
      switch (interruption, work.intent.kind) {
      case (.failed, _), (.instanceGone, _): break
      case (.refused, .booking), (.alreadyBooked, .booking): try await undo(work)
      case (.refused, .cancellation), (.alreadyBooked, .cancellation):
        try await ledger.close(work.intent, token: work.token)
      }
    } catch {
      answer = error
    }
    guard answer != .instanceGone else { throw InstanceGone() }
    if case .failed = answer {
      do {
        try await ledger.letGo(work.intent.contact, token: work.token)
      } catch {
        throw InstanceGone()
      }
    }
    return answer
  }
}

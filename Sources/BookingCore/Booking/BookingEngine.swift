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

  /// Leaves a request that does not go on. A refused booking is closed, for nothing of it may stay; a failed one keeps
  /// its intent for the visitor's next request, or for the recovery.
  ///
  /// - Returns: the answer, which may have turned from a refusal into a failure when the closing itself failed.
  private func leave(
    _ work: RequestWork,
    because interruption: Interruption
  ) async throws(InstanceGone) -> Interruption {
    if interruption == .instanceGone { throw InstanceGone() }
    do {
      if let session = work.seatSession {
        work.seatSession = nil
        try await parts.seats.end(session)
      }
      if case .failed = interruption {
        try await ledger.letGo(work.intent.contact, token: work.token)
      } else {
        if work.intent.kind == .booking { try await parts.seats.giveBack(for: work) }
        try await ledger.close(work.intent, token: work.token)
      }
      return interruption
    } catch {
      if error == .instanceGone { throw InstanceGone() }
      return .failed(.busy)
    }
  }
}

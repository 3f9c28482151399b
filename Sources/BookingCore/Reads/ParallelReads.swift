import HubSpotAPI

/// All reads at once: contact, exam, idempotency, duplicates (phase 1, 3.1 D).
package struct ParallelReads: ReadPlan {
  package init() {}

  package func read(for work: RequestWork, _ parts: ReadParts) async throws(Interruption) -> BookingFacts {
    let (intent, client) = (work.intent, work.client)
    work.seatSession = try await parts.seats.begin(intent.exam, for: work)

    async let credits = attempt { () async throws(Interruption) in
      try await parts.credits.balance(of: intent.contact, client)
    }
    async let exam = attempt { () async throws(Interruption) in try await parts.exams.exam(intent.exam, client) }
    async let idempotency = attempt { () async throws(Interruption) in
      try await parts.idempotency.check(intent, client)
    }
    async let duplicates = attempt { () async throws(Interruption) in
      try await parts.duplicates.check(intent.contact, date: intent.examDate, client)
    }

    let outcomes = await (credits: credits, exam: exam, idempotency: idempotency, duplicates: duplicates)
    let interruptions = [
      outcomes.idempotency.interruption, outcomes.credits.interruption, outcomes.exam.interruption,
      outcomes.duplicates.interruption,
    ].compactMap(\.self)
    if let worst = Self.decisive(interruptions) { throw worst }
    return BookingFacts(exam: try outcomes.exam.get(), credits: try outcomes.credits.get())
  }

  /// A dead instance ends everything; a booking of this very key is no duplicate of itself; a refusal stands whatever
  /// else failed, for asking again would not change it.
  private static func decisive(_ interruptions: [Interruption]) -> Interruption? {
    interruptions.first { $0 == .instanceGone }
      ?? interruptions.first { if case .alreadyBooked = $0 { true } else { false } }
      ?? interruptions.first { if case .refused = $0 { true } else { false } }
      ?? interruptions.first
  }
}

private func attempt<Value: Sendable>(
  _ body: @Sendable () async throws(Interruption) -> Value
) async -> Result<Value, Interruption> {
  do { return .success(try await body()) } catch { return .failure(error) }
}

extension Result where Failure == Interruption {
  fileprivate var interruption: Interruption? {
    if case .failure(let interruption) = self { interruption } else { nil }
  }
}

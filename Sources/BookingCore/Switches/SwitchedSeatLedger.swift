import BookingAPI
import HubSpotAPI
import Ports

/// Seats of which one ledger knows, and by a hand-over another one: never both at a time. What has begun ends with the ledger
/// with which it began, for the hand-over waits for it.
struct SwitchedSeatLedger: SeatLedger {
  private let off: any SeatLedger
  private let on: any SeatLedger
  private let share: SwitchShare
  private let handOver: HandOver

  init(off: any SeatLedger, on: any SeatLedger, _ share: SwitchShare, _ context: CoreContext) {
    self.off = off
    self.on = on
    self.share = share
    handOver = HandOver(share.role, context)
  }

  var jobs: [any BackgroundJob] {
    [HandOverJob(handOver, share, off: off.departure, on: on.departure)]
      + LedgerJob.union(off.jobs, on.jobs, handOver)
  }

  /// Of the one that needs it: a resumed booking reads one exam too many with the other.
  var needsExamToCount: Bool { off.needsExamToCount || on.needsExamToCount }

  func opening() async throws(Interruption) -> StoreObjection? { try await handOver.opening() }

  func begin(_ exam: ObjectID, for work: RequestWork) async throws(Interruption) -> SeatSession {
    // Should the truth have passed on since the request was let in, its first script objects.
    let isOn = try await handOver.state().isOn
    let session = try await ledger(isOn).begin(exam, for: work)
    session.isOfSecondLedger = isOn
    return session
  }

  func hold(_ exam: ExamRecord, for work: RequestWork, _ session: SeatSession) async throws(Interruption) {
    try await ledger(session.isOfSecondLedger).hold(exam, for: work, session)
  }

  func count(for work: RequestWork, _ session: SeatSession) async throws(Interruption) {
    try await ledger(session.isOfSecondLedger).count(for: work, session)
  }

  func end(_ session: SeatSession, for work: RequestWork) async throws(Interruption) {
    try await ledger(session.isOfSecondLedger).end(session, for: work)
  }

  func sell(_ intent: Intent) -> StoreStep { handOver.step(off: off.sell(intent), on: on.sell(intent)) }

  func expectReturn(_ intent: Intent) -> StoreStep {
    handOver.step(off: off.expectReturn(intent), on: on.expectReturn(intent))
  }

  func giveBack(for work: RequestWork) async throws(Interruption) {
    guard work.intent.hasBegun else { return }
    try await ledger(handOver.state().isOn).giveBack(for: work)
  }

  /// Counting corrects what it finds wrong, and a correction must not land after the truth has passed on. While it passes,
  /// nothing is counted.
  func taken(
    _ exams: [ExamRecord],
    counting counts: (any BookingCounts)?,
    _ client: CRMClient
  ) async throws(Interruption) -> [ObjectID: Int] {
    if let counts {
      do {
        return try await handOver.during { (isOn) async throws(Interruption) in
          try await ledger(isOn).taken(exams, counting: counts, client)
        }
      } catch {
        guard error == .failed(.busy) else { throw error }
      }
    }
    return try await ledger(handOver.state().isOn).taken(exams, counting: nil, client)
  }

  func recount(_ exams: [ObjectID], _ client: CRMClient) async throws(Interruption) -> Int {
    try await handOver.during { (isOn) async throws(Interruption) in
      try await ledger(isOn).recount(exams, client)
    }
  }

  private func ledger(_ isOn: Bool) -> any SeatLedger { isOn ? on : off }
}

package import Measures

/// Something that a sound run keeps.
///
/// One invariant is one file in `Invariants`, and one line in `Invariants.all`. The names of its findings stand in
/// `AuditFinding.Kind` as well, for measures select findings by them and know no audit.
package protocol Invariant: Sendable {
  /// What its findings are called in reports and JSON; several where one look finds several things wrong.
  var names: [AuditFinding.Kind] { get }
  /// What a sound run keeps, in a sentence.
  var promise: String { get }
  /// What the audit cannot know of it, and therefore does not call wrong; empty when there is nothing.
  var cannotKnow: String { get }

  /// Where the run breaks it, in an order that is the same in each run.
  func findings(in run: AuditedRun) -> [AuditFinding]
}

/// The guarantees of a run, in the order in which they are looked at and reported. `docs/model.md` has them as a table, which
/// a test compares with this list.
package enum Invariants {
  package static let all: [any Invariant] = [
    SeatsNotOversold(), DatesNotDoubled(), ConfirmationsHold(), BookingsConfirmed(), CreditsSuffice(), CreditsCharged(),
    BookingsAssociated(), NotesWritten(), CountersAgree(), NothingHalfDone(), RequestsEnded(), RefusalsLawful(),
    AnswersCurrent(),
    LedgerBalanced(),
    LimitsKept(), RepliesExpected(),
  ]
}

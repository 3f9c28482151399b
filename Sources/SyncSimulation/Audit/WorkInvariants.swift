import BulkSync
import Measures

// How a sync must have come there.

struct AcknowledgedNotSentAgain: SyncInvariant {
  let name = SyncFinding.Kind.acknowledgedSentAgain
  let promise = "nothing is sent whose content HubSpot has acknowledged and the journal has committed"
  let cannotKnow = "the same of designs that send everything, and say so"

  func findings(in run: AuditedSync) -> [SyncFinding] {
    guard run.knowsChanges else { return [] }
    return run.sentAgain.map {
      SyncFinding(name, "\($0) was sent with a content that was acknowledged and committed")
    }
  }
}

struct WorkFinished: SyncInvariant {
  let name = SyncFinding.Kind.unfinishedWork
  let promise = "nothing is left to do in the journal"
  let cannotKnow = "the same of designs that keep none"

  func findings(in run: AuditedSync) -> [SyncFinding] {
    run.progress.isOver
      ? [] : [SyncFinding(name, "\(run.progress.openItems) records are not settled; expected none")]
  }
}

struct SyncLimitsKept: SyncInvariant {
  let name = SyncFinding.Kind.limitExceeded
  let promise = "HubSpot admits no more calls in any window than its limits let pass"
  let cannotKnow = ""

  func findings(in run: AuditedSync) -> [SyncFinding] { run.limitsExceeded.map { SyncFinding(name, $0) } }
}

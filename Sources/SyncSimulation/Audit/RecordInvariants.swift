import BulkSync
import Measures

// What HubSpot's records must be like after a sync. What was given up is told as a dead letter, with its reason.

struct RecordsPresent: SyncInvariant {
  let name = SyncFinding.Kind.missingRecord
  let promise = "each record of the source is in HubSpot"
  let cannotKnow = "whether a record that was given up is there: either is right"

  func findings(in run: AuditedSync) -> [SyncFinding] {
    run.records.missing.filter { !run.givenUp.contains($0) }.map {
      SyncFinding(name, "\($0) is not in HubSpot; the source has it")
    }
  }
}

struct ContentsCurrent: SyncInvariant {
  let name = SyncFinding.Kind.wrongContent
  let promise = "its content is the one last given, of an urgent file where that came after the nightly one"
  let cannotKnow = "which content a record has that was given up"

  func findings(in run: AuditedSync) -> [SyncFinding] {
    run.records.differences.filter { !run.givenUp.contains($0.key) }.map {
      SyncFinding(name, "\($0.key): \($0.property) is \($0.found ?? "nothing"); expected \($0.expected)")
    }
  }
}

struct RecordsSingle: SyncInvariant {
  let name = SyncFinding.Kind.doubledRecord
  let promise = "no record is in HubSpot twice"
  let cannotKnow = ""

  func findings(in run: AuditedSync) -> [SyncFinding] {
    run.records.doubled.map { SyncFinding(name, "\($0) is in HubSpot twice; expected once") }
  }
}

struct NothingElseThere: SyncInvariant {
  let name = SyncFinding.Kind.strayRecord
  let promise = "nothing is in HubSpot that the source does not have, unless it was there before and is kept"
  let cannotKnow = "whether a removal that was given up took effect: either is right"

  func findings(in run: AuditedSync) -> [SyncFinding] {
    let keyless = run.records.keyless.map { SyncFinding(name, "object \($0) has no key; expected one of the source") }
    let strangers = run.records.strangers.filter {
      !(run.earlier.contains($0) && (!run.removes || run.givenUp.contains($0)))
    }
    return keyless + strangers.map { SyncFinding(name, "\($0) is in HubSpot; the source does not have it") }
  }
}

import Measures

/// What was begun was finished. Of a run that did not come to rest what is left is said already.
struct NothingHalfDone: Invariant {
  let names = [AuditFinding.Kind.itemLeftInQueue, .itemInDeadLetterQueue, .unfinishedIntent]
  let promise = "nothing is left half-done"
  let cannotKnow = ""

  func findings(in run: AuditedRun) -> [AuditFinding] {
    let records = run.records
    var found: [AuditFinding] = []
    for (queue, count) in records.queued.sorted(by: { $0.key < $1.key }) where run.isAtRest {
      found.append(AuditFinding(.itemLeftInQueue, "\(queue) holds \(count) items; expected none"))
    }
    for (queue, count) in records.deadLetters.sorted(by: { $0.key < $1.key }) {
      found.append(AuditFinding(.itemInDeadLetterQueue, "\(queue) holds \(count) items; expected none"))
    }
    if records.unfinishedIntents > 0, run.isAtRest {
      found.append(
        AuditFinding(.unfinishedIntent, "\(records.unfinishedIntents) intents are unfinished; expected none")
      )
    }
    return found
  }
}

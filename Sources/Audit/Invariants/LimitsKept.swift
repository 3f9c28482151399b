import Measures

/// The simulator of HubSpot is itself right.
struct LimitsKept: Invariant {
  let names = [AuditFinding.Kind.limitExceeded]
  let promise = "HubSpot's limits admitted no more than they allow, by a second mechanism"
  let cannotKnow = ""

  func findings(in run: AuditedRun) -> [AuditFinding] {
    run.records.violations.map { AuditFinding(.limitExceeded, $0) }
  }
}

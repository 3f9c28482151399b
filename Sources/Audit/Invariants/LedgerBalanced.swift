import Measures

/// Nobody is lost on the way.
struct LedgerBalanced: Invariant {
  let names = [AuditFinding.Kind.unbalancedLedger]
  let promise = "every wish has exactly one end, every visitor leaves"
  let cannotKnow = ""

  func findings(in run: AuditedRun) -> [AuditFinding] {
    let told = run.told
    var found: [String] = []
    let open = told.wishes.count { $0.end == nil }
    if open > 0 { found.append("\(open) of \(told.wishes.count) wishes have no end") }
    if told.left != told.visitors { found.append("\(told.visitors) visitors came and \(told.left) left") }
    return found.map { AuditFinding(.unbalancedLedger, $0) }
  }
}

package import Measures

/// Compares, after a run, what stands in HubSpot with what visitors were told. It trusts HubSpot's records and the
/// visitors, never what the core counted.
///
/// What it promises, and what it cannot know, its invariants say one by one. A run that did not come to rest is judged by what
/// must hold at every moment; of the rest, what the core says that it has still to do is not called wrong (`InMotion`).
package struct IntegrityAudit: Sendable {
  /// By invariant, in the order of `Invariants.all`.
  package let findings: [AuditFinding]
  /// The numbers of the refused wishes that were refused lawfully.
  package let lawfulRefusals: Set<Int>

  package init(of run: AuditedRun) {
    findings = Invariants.all.flatMap { $0.findings(in: run) }
    lawfulRefusals = run.refusals.lawfulWishes
  }
}

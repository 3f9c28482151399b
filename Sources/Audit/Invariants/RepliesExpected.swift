import Measures

/// The core knows every answer that it gets.
struct RepliesExpected: Invariant {
  let names = [AuditFinding.Kind.unexpectedReply]
  let promise = "HubSpot never answered in a way that the core has no use for"
  let cannotKnow = ""

  func findings(in run: AuditedRun) -> [AuditFinding] {
    run.unexpectedReplies.map { AuditFinding(.unexpectedReply, $0) }
  }
}

/// Something that the audit of a sync has found wrong.
package struct SyncFinding: Hashable, Sendable, Codable {
  /// What is wrong, as a stable name.
  package enum Kind: String, Hashable, Sendable, CaseIterable, Codable {
    case missingRecord = "missing_record"
    case wrongContent = "wrong_content"
    case doubledRecord = "doubled_record"
    case strayRecord = "stray_record"
    case acknowledgedSentAgain = "acknowledged_sent_again"
    case unfinishedWork = "unfinished_work"
    case limitExceeded = "limit_exceeded"
  }

  package let kind: Kind
  /// Which record, and what was expected.
  package let detail: String

  package init(_ kind: Kind, _ detail: String) {
    self.kind = kind
    self.detail = detail
  }
}

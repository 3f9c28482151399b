/// Something that the audit of a sync has found wrong.
package typealias SyncFinding = Finding<SyncFindingKind>

/// What the audit of a sync finds wrong, as stable names.
package enum SyncFindingKind: String, Hashable, Sendable, CaseIterable, Codable {
  case missingRecord = "missing_record"
  case wrongContent = "wrong_content"
  case doubledRecord = "doubled_record"
  case strayRecord = "stray_record"
  case acknowledgedSentAgain = "acknowledged_sent_again"
  case unfinishedWork = "unfinished_work"
  case limitExceeded = "limit_exceeded"
}

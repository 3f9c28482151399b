/// What the monitoring of a sync watches, by the names that reports and measures have for it: the documents' four alerts.
package enum SyncAlertKind: String, Hashable, Sendable, CaseIterable, Codable {
  /// Records that were given up, of those settled so far.
  case failures = "failures_percent"
  /// Records in the journal that are not settled.
  case queue = "queue_records"
  /// A call that a limit has refused.
  case refusals = "refused_calls"
  /// The journal takes no transaction.
  case journal = "journal_lost"
}

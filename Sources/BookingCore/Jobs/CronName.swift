/// What jobs are called where they are called from outside: `POST /api/cron/process-associations`.
package enum CronName {
  /// The names that the customer's documents give; every other job is called by its own.
  private static let documented = [
    "counter_sync": "sync-counters", "reconciliation": "reconcile-counters", "associations": "process-associations",
    "notes": "process-notes", "bookings": "process-bookings", "cache_warming": "warm-cache",
    "cache_check": "validate-cache-consistency",
  ]
  private static let jobs = Dictionary(uniqueKeysWithValues: documented.map { ($0.value, $0.key) })

  /// - Parameter job: `BackgroundJob.name`.
  package static func name(of job: String) -> String { documented[job] ?? job }

  /// The job of a name; nil when no job can have it.
  static func job(_ name: String) -> String? {
    // A job has one name here, so that nothing is called twice under two.
    documented[name] == nil ? jobs[name] ?? name : nil
  }
}

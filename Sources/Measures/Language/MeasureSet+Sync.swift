/// Lists of measures of the sync.
extension MeasureSet {
  /// What a report of the sync shows, in its order.
  package static let sync = measures(
    of: .bulkSync,
    "duration",
    "records_per_second",
    "records_per_hour",
    "success",
    "calls",
    "calls_saved",
    "share_429",
    "wasted_calls",
    "error_rate",
    "resent",
    "queue_depth",
    "dead_letters",
    "deaths",
    "urgent_settled_after",
    "alerts"
  )

  /// What of it stands on a first screen.
  package static let syncScreen = measures(
    of: .bulkSync,
    "duration",
    "records_per_hour",
    "success",
    "calls",
    "share_429",
    "wasted_calls",
    "queue_depth"
  )

  /// What stands there only where some run has any.
  package static let syncScreenRare = measures(
    of: .bulkSync,
    "resent",
    "dead_letters",
    "deaths",
    "urgent_settled_after"
  )

  /// What a baseline keeps of every run.
  static let syncBaseline = measures(
    of: .bulkSync,
    "duration",
    "success",
    "calls",
    "share_429",
    "wasted_calls",
    "resent",
    "queue_depth",
    "dead_letters"
  )

  /// What a check tells of every scenario and design.
  static let syncHeadline = measures(of: .bulkSync, "duration", "success", "calls", "share_429", "dead_letters")

  /// What, besides a forecast, is needed to say why a sync takes as long as it does.
  static let syncCauses = measures(of: .bulkSync, "share_429")

  /// Records that were given up.
  package static let syncDeadLetters = measures(of: .bulkSync, "dead_letters")[0]
}

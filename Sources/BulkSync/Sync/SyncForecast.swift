/// What a sync would send and how long that takes at least: a dry run.
package struct SyncForecast: Hashable, Sendable {
  package let writes: Int
  package let archives: Int
  /// Calls of the ten-second limit when nothing fails, those with full batches.
  package let calls: Int
  /// When the last call may go out: a rolling window admits its limit at once, and each next lot one window later.
  package let floor: Duration

  /// - Parameters:
  ///   - limit: calls in a window, above 0.
  package init(
    _ source: SyncSource,
    known: [RecordKey: KnownRecord],
    removal: SyncSettings.Removal,
    limit: Int,
    window: Duration = .seconds(10)
  ) {
    precondition(limit > 0, "a limit of \(limit) calls; expected at least 1")
    let items = DeltaRule.checksums.items(source, known: known, removal)
    archives = items.count(where: \.isArchive)
    writes = items.count - archives
    calls = BatchSize(records: 100).batches(items).count
    floor = window * (max(0, calls - 1) / limit)
  }
}

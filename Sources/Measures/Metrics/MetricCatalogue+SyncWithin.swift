/// The metrics of what happens within a sync.
extension MetricCatalogue {
  static var syncWithin: [Metric] {
    [
      Metric(
        ofSync: "urgent_settled_after",
        .gauge,
        .seconds,
        .lower,
        "From an urgent file's arrival until its last record was acknowledged or given up; the longest of several."
      ) { run, _ in
        .gauge(run.urgentSettledAfter)
      },
      Metric(
        ofSync: "alerts",
        .counter,
        .count,
        .neither,
        "Alerts that the monitoring has raised.",
        tags: [MetricTag("alert", SyncAlertKind.allCases.map(\.rawValue))]
      ) { run, selection in
        let kind = selection.tags["alert"]
        return .count(run.alerts.count { kind == nil || $0.name == kind }, seconds: run.durationSeconds)
      },
    ]
  }
}

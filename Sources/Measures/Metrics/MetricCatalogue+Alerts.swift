import VirtualTime

/// The metrics that are about what an operator is told, and when visitors notice by themselves.
extension MetricCatalogue {
  static var alerts: [Metric] {
    [
      Metric(
        "alerts",
        .counter,
        .count,
        .neither,
        "Alerts raised, by instances of what they see and by the monitoring of all.",
        tags: MetricTag.ofAlerts,
        takesWindow: false
      ) { run, selection in
        .count(run.summary.alerts(selection).count, seconds: selection.seconds(in: run))
      },
      Metric(
        "alert_time",
        .trend,
        .milliseconds,
        .neither,
        "From the raising of an alert to its end; one that has not ended with the run never does.",
        tags: MetricTag.ofAlerts,
        takesWindow: false
      ) { run, selection in
        var times = Durations()
        for alert in run.summary.alerts(selection) { times.record(alert.time) }
        return .durations(times)
      },
      Metric(
        "first_alert",
        .gauge,
        .seconds,
        .neither,
        "When the first alert was raised.",
        tags: MetricTag.ofAlerts,
        takesWindow: false
      ) { run, selection in
        .gauge(run.summary.alerts(selection).map(\.atSeconds).min())
      },
      Metric(
        "visitors_notice",
        .gauge,
        .seconds,
        .higher,
        "When visitors notice: the first failed answer, or more than 5 % of what they asked for takes longer than 3 s.",
        takesWindow: false
      ) { run, _ in
        .gauge(run.samples.noticed?.at.seconds)
      },
      Metric(
        "alert_lead",
        .gauge,
        .seconds,
        .higher,
        "From the first alert until visitors notice; less than 0 when they notice first.",
        tags: MetricTag.ofAlerts,
        takesWindow: false
      ) { run, selection in
        let first = run.summary.alerts(selection).map(\.atSeconds).min()
        return .gauge(first.flatMap { first in run.samples.noticed.map { $0.at.seconds - first } })
      },
    ]
  }
}

extension RunSummary {
  fileprivate func alerts(_ selection: Selection) -> [AlertRecord] {
    alerts.filter { alert in selection.tags.allSatisfy { alert.tag($0.key) == $0.value } }
  }
}

extension AlertRecord {
  /// From its raising to its end; nil when it has none.
  fileprivate var time: VirtualSpan? {
    endedAtSeconds.map { VirtualSpan(nanoseconds: Int64((($0 - atSeconds) * 1e9).rounded())) }
  }

  fileprivate func tag(_ name: String) -> String? {
    switch name {
    case "name": self.name
    case "alert": source == .monitoring ? self.name : nil
    case "severity": severity
    case "source": source.rawValue
    case "subject": subject
    default: nil
    }
  }
}

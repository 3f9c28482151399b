import Measures
import Results
import Statistics

/// Numbers of a sync as reports write them: from a second to days, and the median of several runs with their range.
enum SyncTexts {
  /// `60.9 s`, `45.2 min`, `3.83 h`, `2.10 d`
  static func span(_ seconds: Double) -> String {
    switch seconds {
    case 0: "0 s"
    case ..<1: seconds.text(decimals: 2) + " s"
    case ..<120: seconds.text(decimals: 1) + " s"
    case ..<7_200: (seconds / 60).text(decimals: 1) + " min"
    case ..<172_800: (seconds / 3_600).text(decimals: 2) + " h"
    default: (seconds / 86_400).text(decimals: 2) + " d"
    }
  }

  /// As seen at a glance.
  static func coarse(_ measure: Measure, _ statistics: MeasureStatistics) -> Cell {
    let value = statistics.estimate.value
    return .number(value, shown: value.map { text(measure.unit, $0) } ?? "-")
  }

  /// With the range of the runs, where they differ.
  static func exact(_ measure: Measure, _ statistics: MeasureStatistics) -> Cell {
    guard let value = statistics.estimate.value else { return .number(nil, shown: "-") }
    let (least, greatest) = (statistics.moments.least ?? value, statistics.moments.greatest ?? value)
    guard least < greatest else { return .number(value, shown: text(measure.unit, value)) }
    let ends = [least, greatest].map { text(measure.unit, $0) }
    return .number(value, shown: "\(text(measure.unit, value)) (\(ends[0]) to \(ends[1]))")
  }

  static func text(_ unit: MeasureUnit, _ value: Double) -> String {
    switch unit {
    case .seconds: span(value)
    // No share of many records looks like all of them unless it is.
    case .share: unit.coarse(value)
    case .perSecond: value.text(decimals: value < 10 ? 2 : value < 1_000 ? 1 : 0)
    default: value.text(decimals: 0)
    }
  }

  /// `69000 records, none in HubSpot before`
  static func records(_ subject: SyncSubject) -> String {
    let records = "\(subject.records) \(subject.records == 1 ? "record" : "records")"
    return "\(records), \(subject.before == 0 ? "none" : "\(subject.before)") in HubSpot before"
  }

  static func limits(_ subject: SyncSubject) -> String {
    "HubSpot allows " + LimitWords.all(subject.limits) + (subject.dailyLimit.map { ", \($0) a day" } ?? "")
  }

  /// A measure as readers see it who have read nothing.
  static func title(_ measure: Measure) -> String {
    titles[measure.metric.name] ?? measure.shortText
  }

  private static let titles = [
    "duration": "takes", "records_per_second": "records a second", "records_per_hour": "records an hour",
    "success": "in HubSpot in the end", "calls": "calls", "calls_saved": "calls saved",
    "error_rate": "calls in vain, share", "share_429": "calls answered 429",
    "wasted_calls": "calls in vain", "resent": "sent without need", "queue_depth": "records waiting, at most",
    "dead_letters": "dead letters",
    "deaths": "instances that died", "urgent_settled_after": "urgent records settled after", "alerts": "alerts raised",
  ]
}

import Settings
import Texts

/// When the monitoring of a sync raises its alerts: the documents' numbers, and what they leave open.
package struct SyncAlertSettings: Hashable, Sendable {
  /// Of the records settled so far more than this have been given up, in percent.
  package var failuresPercent = 5
  /// A share of fewer records is not judged.
  package var failuresAtLeast = 20
  /// More records than this are not settled.
  package var queueRecords = 1_000
  /// After a refusal it is over when there was none for so long.
  package var refusalsQuiet: Duration = .seconds(10)

  package init() {}
}

/// A time in which the journal takes no transaction.
package struct JournalOutage: Hashable, Sendable {
  /// Since the start of the run.
  package var from: Duration = .zero
  /// The first moment after it.
  package var until: Duration = .zero

  package init(from: Duration = .zero, until: Duration = .zero) {
    self.from = from
    self.until = until
  }
}

/// The keys of `alerts` and of an item of `journal.outages`.
enum SyncAlertKeys {
  static var settings: [Setting<SyncAlertSettings>] {
    [
      Setting(
        "failures_percent",
        \.failuresPercent,
        .count(0...100),
        "An alert is raised while more of the records settled so far than this have been given up."
      ),
      Setting("failures_at_least", \.failuresAtLeast, .count(1...1_000_000), "A share of fewer records is not judged."),
      Setting(
        "queue_records",
        \.queueRecords,
        .count(0...10_000_000),
        "An alert is raised while more records of the journal than this are not settled."
      ),
      Setting(
        "refused_quiet_seconds",
        \.refusalsQuiet,
        .duration(.seconds, .milliseconds(1) ... .seconds(86_400)),
        "The alert that a refused call (429) raises is over when there was none for so long."
      ),
    ]
  }

  static var outages: ValueForm<[JournalOutage]> {
    let moment = ValueForm<Duration>.duration(.seconds, .zero ... .seconds(7 * 86_400))
    let keys: [Setting<JournalOutage>] = [
      Setting("from_seconds", \.from, moment, isRequired: true, "Its first moment, in virtual time."),
      Setting("until_seconds", \.until, moment, isRequired: true, "The first moment after it."),
    ]
    return .list(
      of: .section(JournalOutage(), keys).checked { outage in
        guard outage.from >= outage.until else { return nil }
        let ends = [outage.from, outage.until].map(TimeUnit.seconds.text)
        return "goes from \(ends[0]) to \(ends[1]) s; expected until_seconds later than from_seconds."
      },
      1...20
    )
  }
}

import BookingCore
import Settings
import Texts

extension Scenario {
  /// How a host's scheduler calls the jobs of the core from outside; read with `core.jobs: cron`.
  package struct Cron: Hashable, Sendable {
    /// At which instances a job is called.
    package enum At: String, Hashable, Sendable, CaseIterable { case one, all }

    /// By the names of the endpoints; one that is not there has the job's own interval, raised to the shortest.
    package internal(set) var intervals: [String: Duration] = [:]
    package internal(set) var at = At.one
    /// Whether each call comes twice.
    package internal(set) var isDoubled = false
    /// No host calls more often.
    package internal(set) var shortestInterval: Duration = .seconds(60)
    /// A run that takes longer is ended where it stands.
    package internal(set) var longestRun: Duration = .seconds(60)
  }
}

/// The keys of `cron`.
enum CronKeys {
  private static let day: Duration = .seconds(86_400)
  /// Below this the calls of jobs would be most of what a run does.
  private static var interval: ValueForm<Duration> { .duration(.seconds, .milliseconds(10)...day) }

  static var settings: [Setting<Scenario.Cron>] {
    [
      Setting(
        "interval_seconds",
        \.intervals,
        .section([:], intervalSettings),
        "Between calls of a job; of one that is not named its own interval, or the shortest where that is longer."
      ),
      Setting("at", \.at, .choice, "Whether one instance is called, one after the other, or all at the same moment."),
      Setting("doubled", \.isDoubled, .flag, "Whether each call comes twice."),
      Setting("shortest_interval_seconds", \.shortestInterval, interval, "No host calls a job more often."),
      Setting(
        "longest_run_seconds",
        \.longestRun,
        .duration(.seconds, .milliseconds(10)...day),
        "A run of a job that takes longer is ended where it stands."
      ),
    ]
  }

  /// The endpoints whose jobs have an interval of their own among the core's settings. What two jobs share is called by
  /// the name of the first.
  static let intervals: [(job: String, interval: any WritableKeyPath<CoreSettings, Duration> & Sendable)] = [
    ("counter_sync", \.counterSyncInterval), ("reconciliation", \.reconciliationInterval),
    ("associations", \.associationInterval), ("notes", \.noteInterval), ("bookings", \.requestQueue.interval),
    ("cache_warming", \.cache.warmingInterval),
    ("cache_check", \.cache.checkInterval), ("recovery", \.recoveryInterval), ("credit_sync", \.creditSyncInterval),
    ("webhooks", \.webhookInterval), ("notices", \.requestQueue.noticeInterval),
  ]

  static var intervalNames: [String] { intervals.map { CronName.name(of: $0.job) } }

  private static var intervalSettings: [Setting<[String: Duration]>] {
    intervalNames.map { Setting($0, optional: \.[$0], interval, "Between calls of /api/cron/\($0).") }
  }
}

extension ScenarioDraft {
  /// The core's settings with the intervals at which its jobs are made to run.
  var coreSettings: CoreSettings {
    guard core.jobs == .cron else { return core.settings }
    var settings = core.settings
    for (job, interval) in CronKeys.intervals {
      settings[keyPath: interval] =
        cron.intervals[CronName.name(of: job)] ?? max(settings[keyPath: interval], cron.shortestInterval)
    }
    return settings
  }
}

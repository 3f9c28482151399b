import Texts

/// How long a pass of a job may take that is called from outside, by a scheduler or by its host, before it is ended where it
/// stands.
struct CalledRun {
  /// The settings that decide it.
  static let keys = [
    "cron.longest_run_seconds", "core.jobs", "core.host", "core.cold_start_seconds", "core.instance_idle_seconds",
    "core.request_deadline_seconds",
  ]

  /// Some job or other of those that their host calls is called as often as this.
  private static let pause: Duration = .seconds(5)

  private let limit: Duration
  private let key: String
  private let coldStart: Duration

  /// nil where jobs run for as long as they like.
  init?(_ draft: ScenarioDraft) {
    let isFunction = draft.core.host == .anInstanceARequest
    switch draft.core.jobs {
    case .cron: (limit, key) = (draft.cron.longestRun, "cron.longest_run_seconds")
    case .resident where isFunction: (limit, key) = (draft.core.requestDeadline, "core.request_deadline_seconds")
    case .resident: return nil
    }
    // An instance that is forgotten between two calls is started by each, which waits for it.
    let pause = draft.core.jobs == .cron ? max(Self.pause, draft.cron.shortestInterval) : Self.pause
    coldStart = isFunction && draft.core.instanceIdle <= pause ? draft.core.coldStart : .zero
  }

  /// What is left for the pass itself.
  var time: Duration { limit - coldStart }

  /// "is ended after 10 s, of which its instance takes 5 to begin its work"
  var end: String {
    let text = "is ended after \(TimeUnit.seconds.text(limit)) s"
    guard coldStart > .zero else { return text }
    return text + ", of which its instance takes \(TimeUnit.seconds.text(coldStart)) to begin its work"
  }

  func expected(_ least: Duration) -> String { "\(key) of at least \(TimeUnit.seconds.text(least + coldStart))" }
}

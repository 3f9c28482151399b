import Measures
import Monitoring
import Settings
import Texts

/// The keys of `monitoring`: of each kind of alert when it is raised.
enum MonitoringKeys {
  private static let day: Duration = .seconds(86_400)

  static var settings: [Setting<MonitoringSettings>] {
    [
      Setting(
        "slow_seconds",
        \.slow,
        .duration(.seconds, .milliseconds(1)...day),
        "An answer that takes longer is slow."
      ),
      Setting(
        "slow_call_seconds",
        \.slowCall,
        .duration(.seconds, .milliseconds(1)...day),
        "A call to HubSpot that takes longer is slow."
      ),
      Setting(
        "near_limit_percent",
        \.nearLimitPercent,
        .count(1...100),
        "An answer that takes more of core.request_deadline_seconds than this is near the host's limit."
      ),
    ] + AlertKind.allCases.map { Setting($0.rawValue, \.[$0], form(of: $0), $0.summary) }
  }

  private static func form(of kind: AlertKind) -> ValueForm<AlertSettings> {
    ValueForm.section(kind.usual, settings(of: kind)).checked { settings in
      guard let warning = settings.warning, let critical = settings.critical else { return nil }
      let isHigh = kind.form.isBadWhenHigh
      guard isHigh ? critical <= warning : critical >= warning else { return nil }
      return "warns at \(warning) and is critical at \(critical); expected a critical threshold that is "
        + "\(isHigh ? "greater" : "less") than the warning's, for the value is bad when it is \(isHigh ? "high" : "low")."
    }
  }

  private static func settings(of kind: AlertKind) -> [Setting<AlertSettings>] {
    let bounds = kind.rawValue.hasSuffix("percent") && kind != .tenSecondCalls ? 1...100 : 1...1_000_000
    let beyond = kind.form.isBadWhenHigh ? (kind.form.direction == .reaching ? "From here on" : "Above it") : "Below it"
    var keys: [Setting<AlertSettings>] = [
      Setting("warning", optional: \.warning, .count(bounds), "\(beyond) a warning; without this key none."),
      Setting("critical", optional: \.critical, .count(bounds), "\(beyond) an alert; without this key none."),
    ]
    if kind.form.hasWindow {
      let window = ValueForm<Duration>.duration(.seconds, .seconds(1)...day)
      keys.append(Setting("window_seconds", \.window, window, "What happened within so long is judged."))
    }
    keys.append(
      Setting(
        "for_seconds",
        \.hold,
        .duration(.seconds, .zero...day),
        "It must have been so for this long without a break."
      )
    )
    if kind.form.value == .share, kind != .processing {
      keys.append(Setting("at_least", \.atLeast, .count(1...1_000_000), "A share of fewer is not judged."))
    }
    return keys
  }
}

extension AlertKind {
  /// One line for whoever writes the file.
  fileprivate var summary: String {
    switch self {
    case .tenSecondLeft: "What HubSpot's replies say is left of the ten-second limit."
    case .tenSecondCalls: "Calls in ten seconds, of what the account's limit lets pass."
    case .refusedCalls: "Calls answered 429."
    case .refusedShare: "Calls answered 429, of all calls."
    case .dailyLeft: "What HubSpot's replies say is left of the day's limit."
    case .queueItems: "Items in a queue: the first threshold."
    case .queueBacklog: "Items in a queue: the later thresholds."
    case .deadLetters: "Items that a queue has given up since the start."
    case .processing: "What a worker with a backlog settles, of what it could."
    case .workerDown: "Since a worker's last success, beyond its interval."
    case .cronFailures: "Runs of a scheduled job that did not come to their end."
    case .batchFailures: "Inputs of batch calls that failed."
    case .cacheHits: "Looks at what is remembered that found it, on behalf of visitors."
    case .cacheDifferences: "What the last comparison of what is remembered with HubSpot found to differ."
    case .webhookDelay: "From a change in HubSpot until what it means was done."
    case .slowAnswers: "Answers of an endpoint slower than slow_seconds: above 5, its p95 is beyond slow_seconds."
    case .failedAnswers: "Answers of an endpoint that failed."
    case .answersNearLimit: "Answers of an endpoint that took more than near_limit_percent."
    case .slowCalls: "Calls to HubSpot slower than slow_call_seconds; not from the documents."
    case .slowAnswersNow: "As slow_answers_percent, of the last seconds and at once; not from the documents."
    case .failedAnswersNow: "As failed_answers_percent, of the last seconds and at once; not from the documents."
    }
  }
}

package import Measures

/// How the value of an alert comes about, and which way it is bad.
package struct AlertForm: Hashable, Sendable {
  package enum Value: Hashable, Sendable {
    /// Some among the things within the window, in percent.
    case share
    /// The things within the window.
    case count
    /// The things within the window, in percent of a number that does not change.
    case portion
    /// The worst of the values within the window.
    case worst
    /// The value as it was told last.
    case level
  }

  package enum Direction: Hashable, Sendable {
    /// Bad above the threshold.
    case above
    /// Bad below the threshold.
    case below
    /// Bad from the threshold on.
    case reaching

    func isBeyond(_ value: Int, _ threshold: Int) -> Bool {
      switch self {
      case .above: value > threshold
      case .below: value < threshold
      case .reaching: value >= threshold
      }
    }
  }

  package let value: Value
  package let direction: Direction

  /// Whether what happened within a window decides.
  package var hasWindow: Bool { value != .level }

  /// Whether things are counted, rather than a value told.
  var countsThings: Bool { value == .share || value == .count || value == .portion }

  /// Whether the greater of two thresholds is the worse one.
  package var isBadWhenHigh: Bool { direction != .below }
}

extension AlertKind {
  package var form: AlertForm {
    switch self {
    case .tenSecondLeft: AlertForm(value: .worst, direction: .below)
    case .tenSecondCalls: AlertForm(value: .portion, direction: .above)
    case .refusedCalls, .cronFailures, .answersNearLimit: AlertForm(value: .count, direction: .reaching)
    case .cacheDifferences: AlertForm(value: .level, direction: .reaching)
    case .refusedShare, .batchFailures, .slowAnswers, .failedAnswers, .slowCalls, .slowAnswersNow,
      .failedAnswersNow:
      AlertForm(value: .share, direction: .above)
    case .cacheHits, .processing: AlertForm(value: .share, direction: .below)
    case .dailyLeft: AlertForm(value: .level, direction: .below)
    case .queueItems, .queueBacklog, .deadLetters, .workerDown: AlertForm(value: .level, direction: .above)
    case .webhookDelay: AlertForm(value: .worst, direction: .above)
    }
  }

  /// The thresholds of the documents. Where they name no window, it is a minute.
  package var usual: AlertSettings {
    switch self {
    // Phase 1, 6.3, of what the headers call Remaining and Max.
    case .tenSecondLeft: AlertSettings(warning: 20, critical: 5, window: .seconds(10))
    // Phase 2, 11.2.
    case .tenSecondCalls: AlertSettings(warning: 80, critical: 95, window: .seconds(10))
    // Batch and cache, 13.2.
    case .refusedCalls: AlertSettings(critical: 1, window: .seconds(10))
    // Phase 1, 6.3. A single early refusal is no alarm.
    case .refusedShare: AlertSettings(warning: 1, critical: 5, atLeast: 20)
    case .dailyLeft: AlertSettings(warning: 20)
    case .queueItems: AlertSettings(warning: 50)
    // Phase 2, 11.2.
    case .queueBacklog: AlertSettings(warning: 500, critical: 1_000)
    case .deadLetters: AlertSettings(warning: 10, critical: 50)
    case .processing: AlertSettings(warning: 50, critical: 25)
    case .workerDown: AlertSettings(warning: 60, critical: 300)
    // Phase 1, 6.3.
    case .cronFailures: AlertSettings(critical: 1, window: .seconds(300))
    // Batch and cache, 13.2, from here on.
    case .batchFailures: AlertSettings(warning: 10, atLeast: 20)
    case .cacheHits: AlertSettings(warning: 50, window: .seconds(300), hold: .seconds(1_800), atLeast: 20)
    case .cacheDifferences: AlertSettings(critical: 1)
    case .webhookDelay: AlertSettings(warning: 30)
    // A p95 beyond a time, and more than 5 % that take longer, are the same.
    case .slowAnswers: AlertSettings(critical: 5, hold: .seconds(600))
    case .failedAnswers: AlertSettings(critical: 5, hold: .seconds(300))
    case .answersNearLimit: AlertSettings(warning: 1)
    // Ours: of a HubSpot as it is none takes so long.
    case .slowCalls: AlertSettings(warning: 20, critical: 50, window: .seconds(10), atLeast: 5)
    case .slowAnswersNow, .failedAnswersNow: AlertSettings(critical: 5, window: .seconds(10))
    }
  }
}

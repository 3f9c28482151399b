import Measures

/// Judges one thing by one rule, once a second: a share or a count of what was told since, or a value as it stands.
///
/// A warning that gets worse is told again, as critical; each ends when the value is no longer beyond its threshold.
struct AlertWatch: Sendable {
  let kind: AlertKind
  /// nil of what is about the whole.
  let subject: String?
  private let form: AlertForm
  private let settings: AlertSettings
  private let hold: Int
  /// In seconds.
  private let length: Int
  private let whole: Int
  /// A share of fewer things is not judged.
  private let least: Int
  private var window: SecondWindow
  /// The value as it was told; nil while nothing is known.
  private var level: Int?
  /// The second in which it was told.
  private var levelAt = 0
  private var warning = Standing()
  private var critical = Standing()

  /// A threshold over time.
  private struct Standing {
    /// Since which second the value is beyond it.
    var beyondSince: Int?
    /// The place in the log of the alert that is not over.
    var open: Int?

    /// Whether the value has been beyond it for so many seconds.
    mutating func stands(_ isBeyond: Bool, for hold: Int, at second: Int) -> Bool {
      guard isBeyond else {
        beyondSince = nil
        return false
      }
      let since = beyondSince ?? second
      beyondSince = since
      return second - since >= hold
    }
  }

  /// - Parameters:
  ///   - whole: what a portion is one of; positive.
  ///   - least: a share of fewer things is not judged, whatever the settings say.
  init(_ kind: AlertKind, _ settings: AlertSettings, subject: String? = nil, whole: Int = 1, least: Int = 1) {
    self.kind = kind
    self.subject = subject
    self.settings = settings
    self.whole = whole
    self.least = max(1, least, settings.atLeast)
    form = kind.form
    hold = settings.hold.wholeSecondsUp
    length = max(1, settings.window.wholeSecondsUp)
    window = SecondWindow(length: form.countsThings ? length : 1)
  }

  // MARK: What is told

  /// - Parameter count: how many things, of which `events` count.
  mutating func add(events: Int, of count: Int) { window.add(events: events, trials: count) }

  /// Of a value that stands for itself.
  ///
  /// - Parameter second: of now. A better value than the worst within the window does not count yet.
  mutating func tell(_ value: Int, in second: Int) {
    if form.value == .worst, let level, second - levelAt < length,
      form.isBadWhenHigh ? value < level : value > level
    {
      return
    }
    (level, levelAt) = (value, second)
  }

  /// Of something that is only ever counted on.
  mutating func tellOneMore(in second: Int) { tell((level ?? 0) + 1, in: second) }

  // MARK: What comes of it

  /// Judges what was told before a second begins.
  mutating func judge(at second: Int, _ log: inout MonitoringLog) {
    guard !isAtRest else { return }
    if form.value == .worst, second - levelAt > length { level = nil }
    let isCritical = critical.stands(isBeyond(settings.critical), for: hold, at: second)
    let isWarning = warning.stands(isBeyond(settings.warning), for: hold, at: second) || isCritical
    settle(isWarning: isWarning, isCritical: isCritical, at: second, &log)
    if form.countsThings { window.turn() }
  }

  /// Nothing is known, and nothing would change until something is told.
  private var isAtRest: Bool {
    window.isEmpty && level == nil && warning.open == nil && critical.open == nil && warning.beyondSince == nil
      && critical.beyondSince == nil
  }

  private func isBeyond(_ threshold: Int?) -> Bool {
    guard let threshold else { return false }
    switch form.value {
    case .share:
      guard window.trials >= least else { return false }
      return form.direction.isBeyond(window.events * 100, threshold * window.trials)
    case .count: return form.direction.isBeyond(window.events, threshold)
    case .portion: return form.direction.isBeyond(window.events * 100, threshold * whole)
    case .worst, .level: return level.map { form.direction.isBeyond($0, threshold) } ?? false
    }
  }

  private mutating func settle(isWarning: Bool, isCritical: Bool, at second: Int, _ log: inout MonitoringLog) {
    if !isCritical { log.end(&critical.open, at: second) }
    if !isWarning { log.end(&warning.open, at: second) }
    if isCritical {
      if critical.open == nil {
        critical.open = log.raise(self, isCritical: true, value, settings.critical, at: second)
      }
    } else if isWarning, warning.open == nil {
      warning.open = log.raise(self, isCritical: false, value, settings.warning, at: second)
    }
  }

  /// As it is told: a share is rounded away from its thresholds.
  private var value: Int {
    switch form.value {
    case .share, .portion:
      let (events, trials) = (window.events * 100, form.value == .portion ? whole : max(1, window.trials))
      return form.isBadWhenHigh ? (events + trials - 1) / trials : events / trials
    case .count: return window.events
    case .worst, .level: return level ?? 0
    }
  }
}

extension Duration {
  /// In whole seconds; what is left of one is one more.
  var wholeSecondsUp: Int { Int(components.seconds) + (components.attoseconds > 0 ? 1 : 0) }
}

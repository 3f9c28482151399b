import LoadGeneration
import Settings
import Texts

/// The forms of `load.arrivals`: an arrival process of each kind, told apart by its first key.
///
/// The values of the mappings below stand for keys that are required and are never used as defaults.
enum ArrivalSettings {
  /// Any kind, phases included.
  static var form: ValueForm<ArrivalProcess> {
    .oneOf(
      single(leastUsers: 1) + [SettingAlternative(Phases(), Phases.settings, { .phases($0.phases) }, from: Phases.init)]
    )
    .checked { $0.expectedCount < 1 ? "brings no visitor; expected at least one arrival." : nil }
  }

  /// What a phase may be: any kind but phases, which do not nest, or nobody for a time.
  private static var phase: [SettingAlternative<ArrivalProcess>] {
    // A phase of no users is a pause, and shows as one, so that both run and are hashed alike.
    let pause = SettingAlternative(
      Duration.zero,
      [Setting("pause_seconds", \.self, length, isRequired: true, "Nobody comes for so long.")],
      ArrivalProcess.pause,
      from: { if case .even(0, let span, _) = $0 { span } else { nil } }
    )
    return single(leastUsers: 0) + [pause]
  }

  private static func single(leastUsers: Int) -> [SettingAlternative<ArrivalProcess>] {
    [
      SettingAlternative(
        Even(),
        Even.settings(leastUsers: leastUsers),
        { .even(count: $0.users, within: $0.span, stagger: $0.stagger) },
        from: Even.init
      ),
      SettingAlternative(
        Steady(),
        Steady.constant,
        { .constant(perSecond: $0.rate, duration: $0.duration) },
        from: {
          if case .constant(let rate, let duration) = $0 { Steady(rate: rate, duration: duration) } else { nil }
        }
      ),
      SettingAlternative(
        Steady(),
        Steady.poisson,
        { .poisson(perSecond: $0.rate, duration: $0.duration) },
        from: {
          if case .poisson(let rate, let duration) = $0 { Steady(rate: rate, duration: duration) } else { nil }
        }
      ),
      SettingAlternative(
        Ramp(),
        Ramp.settings,
        { .ramp(from: $0.first, to: $0.last, duration: $0.duration) },
        from: Ramp.init
      ),
    ]
  }

  private static let longest: Duration = .seconds(30 * 86_400)
  private static var length: ValueForm<Duration> { .duration(.seconds, .milliseconds(1)...longest) }

  private struct Even {
    var users = 0
    var span: Duration = .zero
    var stagger: Duration = .zero

    init() {}

    init?(_ arrivals: ArrivalProcess) {
      guard case .even(let users, let span, let stagger) = arrivals, users > 0 else { return nil }
      (self.users, self.span, self.stagger) = (users, span, stagger)
    }

    static func settings(leastUsers: Int) -> [Setting<Self>] {
      [
        Setting(
          "users",
          \.users,
          .count(leastUsers ... .max),
          isRequired: true,
          "Visitors, evenly spaced; the first at 0."
        ),
        Setting(
          "within_seconds",
          \.span,
          .duration(.seconds, .zero...longest),
          isRequired: true,
          "Visitor i arrives at i x within / users."
        ),
        Setting(
          "stagger_us",
          \.stagger,
          .duration(.microseconds, .zero ... .seconds(1)),
          "Visitor i arrives i times this much later still, which keeps arrivals off the instants of replies."
        ),
      ]
    }
  }

  private struct Steady {
    var rate = 0.0
    var duration: Duration = .zero

    static var constant: [Setting<Self>] {
      settings("rate_per_second", "Arrivals a second, evenly spaced; the first at 0.")
    }

    static var poisson: [Setting<Self>] {
      settings("poisson_per_second", "Mean arrivals a second, with exponential gaps.")
    }

    private static func settings(_ key: String, _ summary: String) -> [Setting<Self>] {
      [
        Setting(key, \.rate, .number("0.001", "1000000"), isRequired: true, summary),
        Setting("duration_seconds", \.duration, length, isRequired: true, "Arrivals come before this time."),
      ]
    }
  }

  private struct Ramp {
    var first = 0.0
    var last = 0.0
    var duration: Duration = .zero

    init() {}

    init?(_ arrivals: ArrivalProcess) {
      guard case .ramp(let first, let last, let duration) = arrivals else { return nil }
      (self.first, self.last, self.duration) = (first, last, duration)
    }

    static var settings: [Setting<Self>] {
      let rate = ValueForm<Double>.number("0", "1000000")
      return [
        Setting("ramp_from_per_second", \.first, rate, isRequired: true, "Arrivals a second at the start."),
        Setting(
          "ramp_to_per_second",
          \.last,
          rate,
          isRequired: true,
          "Arrivals a second at the end; in between the rate changes linearly."
        ),
        Setting("duration_seconds", \.duration, length, isRequired: true, "Arrivals come before this time."),
      ]
    }
  }

  private struct Phases {
    var phases: [ArrivalProcess] = []

    init() {}

    init?(_ arrivals: ArrivalProcess) {
      guard case .phases(let phases) = arrivals else { return nil }
      self.phases = phases
    }

    static var settings: [Setting<Self>] {
      [
        Setting(
          "phases",
          \.phases,
          .list(of: .oneOf(phase), 1...100),
          isRequired: true,
          "Arrivals one after the other; each phase takes its own length."
        )
      ]
    }
  }
}

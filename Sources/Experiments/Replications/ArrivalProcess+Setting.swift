import LoadGeneration
import Texts

extension ArrivalProcess {
  /// The arrivals as a scenario has them, on one line: `{users: 7, within_seconds: 1}`.
  var setting: String {
    switch self {
    case .even(let count, let span, let stagger):
      let late = stagger > .zero ? ", stagger_us: \(TimeUnit.microseconds.text(stagger))" : ""
      return "{users: \(count), within_seconds: \(TimeUnit.seconds.text(span))\(late)}"
    case .constant(let rate, let duration): return "{rate_per_second: \(Self.text(rate)), \(Self.text(duration))}"
    case .poisson(let rate, let duration): return "{poisson_per_second: \(Self.text(rate)), \(Self.text(duration))}"
    case .ramp(let first, let last, let duration):
      let ends = "ramp_from_per_second: \(Self.text(first)), ramp_to_per_second: \(Self.text(last))"
      return "{\(ends), \(Self.text(duration))}"
    case .phases(let phases): return "{phases: [\(phases.map(\.setting).joined(separator: ", "))]}"
    }
  }

  private static func text(_ rate: Double) -> String { DoubleText.shortest(rate) }

  private static func text(_ duration: Duration) -> String { "duration_seconds: \(TimeUnit.seconds.text(duration))" }
}

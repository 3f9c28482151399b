import LoadGeneration
import Scenarios
import Settings
import SimulationHarness
import Texts

/// How visitors come at once: as in a scenario whose visitors come evenly, and otherwise within a second.
struct Rush: Hashable {
  let span: Duration
  let stagger: Duration
  /// Within which the scenario's own visitors come, however they do.
  let ownSpan: Duration
  /// Whether `span` is not the scenario's.
  let isAssumed: Bool
}

extension Scenario {
  var rush: Rush {
    guard case .even(_, let span, let stagger) = load.arrivals else {
      return Rush(span: .seconds(1), stagger: .zero, ownSpan: load.arrivals.span, isAssumed: true)
    }
    return Rush(span: span, stagger: stagger, ownSpan: span, isAssumed: false)
  }
}

extension Duration {
  var seconds: Double {
    let (seconds, attoseconds) = components
    return Double(seconds) + Double(attoseconds) / 1e18
  }
}

extension ArrivalProcess {
  /// The arrivals of a search as a scenario has them: `{users: 7, within_seconds: 1}`.
  var setting: String {
    switch self {
    case .even(let count, let span, let stagger):
      let late = stagger > .zero ? ", stagger_us: \(TimeUnit.microseconds.text(stagger))" : ""
      return "{users: \(count), within_seconds: \(TimeUnit.seconds.text(span))\(late)}"
    case .poisson(let rate, let duration):
      return "{poisson_per_second: \(DoubleText.shortest(rate)), duration_seconds: \(TimeUnit.seconds.text(duration))}"
    case .constant, .ramp, .phases: preconditionFailure("\(self) is no load of a search")
    }
  }
}

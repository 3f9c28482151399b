import LoadGeneration
import Scenarios

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

import RealModule

/// The range of a probability, from how often something happened.
package enum BinomialInterval {
  /// The exact two-sided range of Clopper and Pearson (1934): it holds the true probability in at least a share `level` of
  /// all experiments, however few the trials. The price is that it is wider than need be.
  ///
  /// With no event it starts at exactly 0, with nothing but events it ends at exactly 1: "0 of 300" still allows 1.2 %.
  ///
  /// - Parameters:
  ///   - events: in 0...`trials`.
  ///   - trials: at least 1.
  ///   - level: above 0 and below 1.
  package static func exact(events: Int, trials: Int, level: Double = 0.95) -> ConfidenceInterval {
    precondition(trials >= 1, "There were \(trials) trials; expected at least 1.")
    precondition(events >= 0 && events <= trials, "There were \(events) events in \(trials) trials.")
    let tail = (1 - ConfidenceInterval.checked(level)) / 2
    return ConfidenceInterval(
      lower: lowerEnd(events, trials, tail: tail),
      upper: upperEnd(events, trials, tail: tail),
      level: level
    )
  }

  /// The probability that gives as many events or more with probability `tail`.
  private static func lowerEnd(_ events: Int, _ trials: Int, tail: Double) -> Double {
    if events == 0 { return 0 }
    if events == trials { return Double.exp(Double.log(tail) / Double(trials)) }
    return IncompleteBeta.quantile(tail, Double(events), Double(trials - events + 1))
  }

  /// The probability that gives as few events or fewer with probability `tail`.
  private static func upperEnd(_ events: Int, _ trials: Int, tail: Double) -> Double {
    if events == trials { return 1 }
    if events == 0 { return -Double.expMinusOne(Double.log(tail) / Double(trials)) }
    return IncompleteBeta.quantile(1 - tail, Double(events + 1), Double(trials - events))
  }
}

import RealModule

/// Decides, one trial after another, whether something is kept with at least a probability: Wald's test of the likelihoods'
/// ratio (1945), cut off after a number of trials.
///
/// Whatever the order of the trials and whenever it ends, what is kept with less than `level` is passed with probability
/// `error` at most. What is kept as often as `clear` is refused in vain with probability `miss` at most, and somewhat more
/// for the cut.
package struct SequentialTest: Hashable, Sendable {
  package let level: Double
  package let clear: Double
  package let error: Double
  package let miss: Double
  /// After these it is refused: it was not shown.
  package let mostTrials: Int

  package enum Verdict: Hashable, Sendable {
    case passed
    case refused
    /// More trials are needed.
    case open
  }

  /// - Parameters:
  ///   - level: above 0; below `clear`, which is below 1.
  ///   - error: above 0 and below 1, as is `miss`.
  package init(level: Double, clear: Double, error: Double, miss: Double, mostTrials: Int) {
    precondition(0 < level && level < clear && clear < 1, "a level of \(level) that \(clear) clearly keeps")
    precondition(0 < error && error < 1 && 0 < miss && miss < 1, "errors of \(error) and \(miss)")
    precondition(mostTrials > 0, "\(mostTrials) trials at most")
    self.level = level
    self.clear = clear
    self.error = error
    self.miss = miss
    self.mostTrials = mostTrials
  }

  /// The verdict after so many trials; whoever asks stops at the first that is not open.
  package func verdict(kept: Int, trials: Int) -> Verdict {
    let evidence = evidence(against: level, kept: kept, trials: trials)
    if evidence >= -Double.log(error) { return .passed }
    return evidence <= Double.log(miss) || trials >= mostTrials ? .refused : .open
  }

  /// The probability with which it is kept at least, with the confidence 1 - `error`: right however the number of trials
  /// came about, which a binomial interval is for a fixed number only. 0 when nothing is shown.
  package func lowerBound(kept: Int, trials: Int) -> Double {
    var (below, above) = (0.0, clear)
    // Evidence against a probability falls as the probability rises, down to nothing at `clear`.
    for _ in 0..<60 {
      let middle = (below + above) / 2
      let isShown = evidence(against: middle, kept: kept, trials: trials) >= -Double.log(error)
      if isShown { below = middle } else { above = middle }
    }
    return below
  }

  /// The logarithm of how much likelier the trials are under `clear` than under a probability below it.
  private func evidence(against probability: Double, kept: Int, trials: Int) -> Double {
    let gained = kept == 0 ? 0 : Double(kept) * Double.log(clear / probability)
    return gained + Double(trials - kept) * Double.log((1 - clear) / (1 - probability))
  }
}

/// What the account's other apps take of the same quotas. Their requests are judged like any other: a full window
/// refuses them too, and they count in the daily limit and at the edge.
package struct OtherTraffic: Hashable, Sendable {
  package enum Arrivals: Hashable, Sendable {
    /// Evenly spaced; the first comes one interval after the start.
    case constant
    /// Exponential gaps, drawn by key.
    case poisson
  }

  /// Their share of the ten-second quota, in percent; 0...1000.
  package var tenSecondPercent: Int
  /// Their share of the search quota, in percent; 0...1000.
  package var searchPercent: Int
  package var arrivals: Arrivals

  /// No other app is at work.
  package static let none = OtherTraffic(tenSecondPercent: 0, searchPercent: 0)

  package init(tenSecondPercent: Int, searchPercent: Int, arrivals: Arrivals = .constant) {
    self.tenSecondPercent = tenSecondPercent
    self.searchPercent = searchPercent
    self.arrivals = arrivals
  }

  /// What is wrong with the shares, in words; empty when nothing is.
  var problems: [String] {
    let shares = [("tenSecondPercent", tenSecondPercent), ("searchPercent", searchPercent)]
    return shares.filter { !(0...1_000).contains($0.1) }.map { "otherTraffic: \($0.0) is in 0...1000, got \($0.1)" }
  }
}

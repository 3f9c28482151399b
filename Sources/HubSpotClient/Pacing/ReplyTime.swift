/// How long replies take, by those of late: what a call must be sent earlier than its reply is needed.
///
/// Source: the retransmission timeout of RFC 6298, section 2, without its least value: a smoothed mean, to which each new time
/// contributes an eighth, and four times a smoothed deviation, to which it contributes a quarter.
package struct ReplyTime: Sendable {
  private var known: (mean: Duration, deviation: Duration)?

  package init() {}

  /// A reply hardly ever takes longer; zero while there was none.
  package var atMost: Duration { known.map { $0.mean + $0.deviation * 4 } ?? .zero }

  package mutating func note(_ time: Duration) {
    guard let (mean, deviation) = known else { return known = (time, time / 2) }
    let difference = time - mean
    known = (mean + difference / 8, deviation + (max(difference, .zero - difference) - deviation) / 4)
  }
}

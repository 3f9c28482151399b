/// What a visitor does whose booking request waits in a queue.
package struct QueueWaiting: Hashable, Sendable {
  /// Between questions what has become of it.
  package var pollEvery: Duration = .seconds(2)
  /// Who leaves the page, and comes back.
  package var away: Away?
  /// Who takes the request out of the queue.
  package var withdraw: Withdrawal?

  package init() {}

  /// Nobody waits longer than this for the end of a request: a run of a queue that serves nobody has an end, too.
  package static let patience: Duration = .seconds(86_400)

  /// The longest that a visitor usually is without news of a request whose end came just after the last news: away, about
  /// to take it out, and asking twice, once in vain.
  ///
  /// - Parameter deadline: of a question.
  package func silence(deadline: Duration) -> Duration {
    let away = away.map { $0.time.upperBound + deadline } ?? .zero
    let withdrawing = withdraw.map { $0.after.upperBound + deadline } ?? .zero
    return away + withdrawing + (pollEvery + deadline) * 2
  }

  package struct Away: Hashable, Sendable {
    package var share: Probability
    /// From the visitor's taking a place to the return with the same form.
    package var time: ClosedRange<Duration>

    package init(share: Probability, time: ClosedRange<Duration>) {
      self.share = share
      self.time = time
    }
  }

  package struct Withdrawal: Hashable, Sendable {
    package var share: Probability
    /// From the visitor's taking a place.
    package var after: ClosedRange<Duration>

    package init(share: Probability, after: ClosedRange<Duration>) {
      self.share = share
      self.after = after
    }
  }
}

/// What a visitor does whose booking request waits in a queue.
package struct QueueWaiting: Hashable, Sendable {
  /// Between questions what has become of it.
  package var pollEvery: Duration = .seconds(2)
  /// Who leaves the page, and comes back.
  package var away: Away?
  /// Who takes the request out of the queue.
  package var withdraw: Withdrawal?

  package init() {}

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

package import VirtualTime

/// When visitors notice by themselves that something is wrong, without any monitoring.
package struct Notice: Hashable, Sendable {
  /// What they notice.
  package enum Sign: String, Hashable, Sendable, Codable {
    /// A request of a visitor was answered with a failure.
    case failure
    /// The p95 of what they have asked for is beyond what they wait for patiently.
    case waiting
  }

  package let at: VirtualInstant
  package let sign: Sign

  package init(at: VirtualInstant, sign: Sign) {
    self.at = at
    self.sign = sign
  }

  /// A visitor waits so long without thinking of it.
  static let patience = VirtualSpan(nanoseconds: 3_000_000_000)
  /// Of a hundred that wait longer, so many make it something that visitors notice.
  static let mostPercent = 5
}

extension RunSamples {
  /// The first failed answer to a visitor, or the first moment at which, of all wishes and look-ups that had begun at least 3 s
  /// before, more than 5 % were open for more than 3 s: the p95 of the time to booking is beyond 3 s then. nil when neither
  /// ever came.
  package var noticed: Notice? {
    let failure = answers.lazy.filter { $0.outcome == .failed && $0.visitor != nil }.map(\.answeredAt).min()
    let signs = [
      failure.map { Notice(at: $0, sign: .failure) }, waiting.map { Notice(at: $0, sign: .waiting) },
    ]
    return signs.compactMap(\.self).min { $0.at < $1.at }
  }

  /// When more than 5 % had waited for more than 3 s.
  private var waiting: VirtualInstant? {
    // A wish is waited for as a whole; what is only looked up, answer by answer.
    let lookUps = answers.lazy.filter { $0.endpoint != AnswerSample.creation && $0.visitor != nil }
    let waits =
      wishes.map { ($0.at, $0.end == .inFlight ? VirtualInstant.never : $0.endedAt) }
      + lookUps.map { ($0.at, $0.answeredAt) }
    let begun = waits.map(\.0).sorted()
    let slow = waits.filter { $0.1 - $0.0 > Notice.patience }.map(\.0).sorted()
    var counted = 0
    for (number, start) in slow.enumerated() {
      // As many as began by then, at the moment at which the slow one is seen to be slow.
      while counted < begun.count, begun[counted] <= start { counted += 1 }
      if (number + 1) * 100 > Notice.mostPercent * counted { return start + Notice.patience }
    }
    return nil
  }
}

package import HubSpotAPI
package import VirtualTime

/// A request that the simulated HubSpot has answered: one event for each request, at the moment of its answer.
package struct HubSpotRequestEvent: Hashable, Sendable {
  package let sentAt: VirtualInstant
  /// When it arrived and the limits judged it; an admitted request counts in the windows from here on.
  package let judgedAt: VirtualInstant
  /// When it took effect and its reply arrived.
  package let answeredAt: VirtualInstant
  package let label: CallLabel
  package let origin: CallOrigin
  package let tryNumber: Int
  /// Whether nobody would have sent it again, as its sender said.
  package let isLastTry: Bool
  package let isSearch: Bool
  package let status: Int
  /// nil when it was admitted.
  package let refusedBy: LimitPolicy?
  /// Inputs of a batch call; 1 for a single call.
  package let inputCount: Int
  /// Inputs of a batch call that HubSpot found something wrong with.
  package let failedInputs: Int
  /// What the reply says of the limits; nil of a search.
  package let rateLimit: RateLimitHeaders?
}

/// What the limits said about a request, at the moment they said it: in the order of arrival, which is what a count
/// over any window needs.
package struct HubSpotJudgement: Hashable, Sendable {
  package let at: VirtualInstant
  package let isSearch: Bool
  /// nil when it was admitted.
  package let refusedBy: LimitPolicy?
}

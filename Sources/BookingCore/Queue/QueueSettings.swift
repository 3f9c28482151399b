/// The numbers of the queue of booking requests.
package struct QueueSettings: Hashable, Sendable {
  /// How many requests a second are begun by the documents' pace (phase 2, 3.3), over all instances.
  package var perSecond = 10
  /// Between looks at an empty queue.
  package var interval: Duration = .seconds(1)
  /// With so many waiting a new request is turned away (phase 2, 7.3, has the number for another queue).
  package var longest = 5_000
  /// How many requests one instance works on side by side, at the most.
  package var width = 100
  /// How often a request is tried before it counts as failed (phase 2, 3.3: one try and three more).
  package var tries = 4
  /// For so long after it was taken in a request that finds its contact or the last seats held by somebody else is tried again
  /// without counting the try. Longer than the recovery takes to free what a dead instance held.
  package var busyPatience: Duration = .seconds(300)
  /// Before the second try; doubled with every further one.
  package var backOff: Duration = .seconds(5)
  package var longestBackOff: Duration = .seconds(60)
  /// How long a request stays with a claimant that has died; renewed while it lives. nil for as long as its contact does: whoever
  /// takes it over before would meet the contact claimed, and use up a try.
  package var visibilityTimeout: Duration?
  /// A request of high priority goes before normal ones that have come no more than this earlier.
  package var headStart: Duration = .seconds(30)
  /// What a booking is assumed to cost HubSpot until some have been served.
  package var assumedCalls = 5
  /// Between deliveries of notices.
  package var noticeInterval: Duration = .seconds(1)

  package init() {}
}

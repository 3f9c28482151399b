package import HubSpotClient

/// The numbers of the booking core. Defaults are the customer's; each is a setting of the scenario.
package struct CoreSettings: Hashable, Sendable {
  /// Those of the layers on the way to HubSpot.
  package var client = ClientSettings()
  /// After this long a request's host answers in its place, and its work ends where it stands.
  package var requestDeadline: Duration = .seconds(60)
  /// How long a call of a booking may wait for its turn, so that the booking is let in.
  package var sheddingPatience: Duration = .milliseconds(500)
  /// How long a request waits for the lock of an exam before it answers `BUSY`.
  package var examLockWait: Duration = .seconds(10)
  /// How long an exam lock outlives a holder that has died. Like every lease renewed while its holder lives, and longer
  /// than a call that its holder may have sent last.
  package var examLockLease: Duration = .seconds(30)
  /// How long a contact stays claimed by a request that has died.
  package var requestLease: Duration = .seconds(75)
  /// How long after its last sign of life an unfinished request counts as abandoned: longer than visitors wait before
  /// they come back.
  package var recoveryGrace: Duration = .seconds(45)
  package var recoveryInterval: Duration = .seconds(15)
  /// How many unfinished requests the recovery works on side by side, at the most.
  package var recoveryBatch = 20
  /// How long the answer to an idempotency key is kept.
  package var answerLifetime: Duration = .seconds(24 * 3600)
  /// How long "no duplicate" is believed (phase 1, 3.1 B: 3 hours).
  package var negativeDuplicateLifetime: Duration = .seconds(3 * 3600)
  /// The least time that a known booking is remembered (phase 1, 3.1 B: until the exam's date, at least 24 hours).
  package var positiveDuplicateMinimum: Duration = .seconds(24 * 3600)
  /// Lifetime of seat counters from when HubSpot has them (phase 1, 3.1 C: 90 days).
  package var seatCounterLifetime: Duration = .seconds(90 * 24 * 3600)
  package var counterSyncInterval: Duration = .seconds(60)
  /// Between writings of the store's credits to HubSpot.
  package var creditSyncInterval: Duration = .seconds(10)
  /// How long HubSpot's word on a contact's credits is believed. What an administrator changes there is seen no later.
  package var creditLifetime: Duration = .seconds(300)
  /// How long an exam's record is remembered by an instance. What is changed in HubSpot is seen no later.
  package var examMemoryLifetime: Duration = .seconds(60)
  /// What a design that remembers look-ups is told.
  package var cache = CacheSettings()
  package var reconciliationInterval: Duration = .seconds(300)
  /// An exam is only reconciled when nothing has touched it for this long, so that neither the search index nor a
  /// booking under way can mislead the count.
  package var reconciliationQuiet: Duration = .seconds(30)
  package var associationInterval: Duration = .seconds(5)
  package var noteInterval: Duration = .seconds(10)
  /// How many inputs go into one batch call, whatever it writes or reads.
  package var queueBatch = 100
  /// How often an item may fail on its own account before it goes to the dead-letter queue.
  package var queueTries = 3
  /// With more items than this in a queue, a request writes to HubSpot itself (phase 2, 7.3).
  package var fallbackQueueLength = 5_000
  /// What a design that queues booking requests is told.
  package var requestQueue = QueueSettings()
  /// How long a background job stays with an instance that has died.
  package var jobLease: Duration = .seconds(60)
  /// What HubSpot signs its webhooks with; without it none is believed.
  package var webhookSecret = ""
  /// What the scheduler shows that calls jobs from outside; without it nobody may.
  package var cronSecret = ""
  /// Between looks at the events that wait to be worked off.
  package var webhookInterval: Duration = .seconds(1)
  /// How long an event is known: longer than HubSpot sends it again.
  package var webhookMemory: Duration = .seconds(25 * 3600)

  package init() {}

  /// Waits before a call is sent again, see `ClientSettings`.
  package var retryDelays: [Duration] {
    get { client.retryDelays }
    set { client.retryDelays = newValue }
  }
}

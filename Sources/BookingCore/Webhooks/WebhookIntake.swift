package import Composition
import HubSpotAPI
package import Ports

/// Takes HubSpot's events from its webhooks: works them off while HubSpot waits, or later.
package protocol WebhookIntake: Sendable {
  /// Takes events, known ones among them. When it returns, none of them can be lost any more.
  func take(_ items: [WebhookItem], _ work: WebhookWork, _ client: CRMClient) async throws(Interruption)

  /// What it needs done in the background.
  func jobs(_ work: WebhookWork) -> [any BackgroundJob]
}

extension WebhookIntake {
  package func jobs(_ work: WebhookWork) -> [any BackgroundJob] { [] }
}

extension Roles {
  /// Takes HubSpot's events.
  package static let webhooks = Role<CoreContext, any WebhookIntake>(
    "webhooks",
    [.sequential, .batched, .queued],
    standard: .sequential
  )
}

extension Part where Context == CoreContext, Service == any WebhookIntake {
  package static var sequential: Self { Part("sequential") { SequentialWebhooks($0) } }
  package static var batched: Self { Part("batched") { BatchedWebhooks($0) } }
  package static var queued: Self { Part("queued") { QueuedWebhooks($0) } }
}

/// As the customer's handler does it: one event after the other while HubSpot waits, for each a look-up of its exam, and
/// then a count of that.
package struct SequentialWebhooks: WebhookIntake {
  private let memory: WebhookMemory

  package init(_ context: CoreContext) { memory = WebhookMemory(context) }

  package func take(_ items: [WebhookItem], _ work: WebhookWork, _ client: CRMClient) async throws(Interruption) {
    for item in items {
      guard try await !memory.unknown([item]).isEmpty else { continue }
      try await work.workOff([item], try await facts(item, work, client), client)
      try await memory.remember([item])
    }
  }

  private func facts(
    _ item: WebhookItem,
    _ work: WebhookWork,
    _ client: CRMClient
  ) async throws(Interruption) -> [ObjectID: WebhookWork.BookingFacts] {
    guard item.mayChangeSeats else { return try await work.facts([item], client) }
    let exam = try await client.associations(of: item.object, to: BookingSchema.exams, Labels.eventExam).first
    // A booking whose association is not written yet names its exam itself.
    guard let exam, !work.needsContacts else { return try await work.facts([item], client) }
    return [item.object.id: WebhookWork.BookingFacts(exam: exam)]
  }
}

/// While HubSpot waits, but all events of a delivery together: one call for up to a hundred bookings, and each exam is
/// counted once.
package struct BatchedWebhooks: WebhookIntake {
  private let memory: WebhookMemory

  package init(_ context: CoreContext) { memory = WebhookMemory(context) }

  package func take(_ items: [WebhookItem], _ work: WebhookWork, _ client: CRMClient) async throws(Interruption) {
    let unknown = try await memory.unknown(items)
    guard !unknown.isEmpty else { return }
    try await work.workOff(unknown, try await work.facts(unknown, client), client)
    try await memory.remember(unknown)
  }
}

/// Puts the events into a queue of the store and lets HubSpot go: a worker works them off, a hundred at a time.
package struct QueuedWebhooks: WebhookIntake {
  private let memory: WebhookMemory
  private let queue: WorkQueue

  package init(_ context: CoreContext) {
    memory = WebhookMemory(context)
    queue = WorkQueue(.webhooks, context)
  }

  package func take(_ items: [WebhookItem], _ work: WebhookWork, _ client: CRMClient) async throws(Interruption) {
    try await memory.queue(items, in: queue)
  }

  package func jobs(_ work: WebhookWork) -> [any BackgroundJob] {
    let writer = WebhookBatchWriter(work, BatchLimits(work.context.settings))
    let interval = work.context.settings.webhookInterval
    return [QueueWorker("webhooks", every: interval, .allWaiting, queue, writer, work.context)]
  }
}

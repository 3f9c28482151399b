package import Composition
package import HubSpotAPI
package import Ports

/// Sees to it that a booking is associated with its contact and its exam.
package protocol AssociationWriting: Sendable {
  /// Associates now, or returns what hands the work to a queue: it takes effect in the script that closes the intent,
  /// so that a confirmed booking's associations are written or queued, never neither.
  func write(for work: RequestWork) async throws(Interruption) -> StoreStep?

  /// The associations that HubSpot shall make in the call that creates the booking.
  func inline(_ intent: Intent) -> [InlineAssociation]

  var jobs: [any BackgroundJob] { get }
}

extension AssociationWriting {
  package func inline(_ intent: Intent) -> [InlineAssociation] { [] }
}

extension Roles {
  /// Joins a booking with its contact and exam.
  package static let associations = Role<CoreContext, any AssociationWriting>(
    "associations",
    [.direct, .queued, .inline],
    jobs: \.jobs
  )
}

extension Part where Context == CoreContext, Service == any AssociationWriting {
  package static var direct: Self { Part("direct") { _ in DirectAssociationWriting() } }
  package static var queued: Self { Part("queued") { QueuedAssociationWriting($0) } }
  package static var inline: Self { Part("inline") { _ in InlineAssociationWriting() } }
}

/// One call for each association, within the request.
package struct DirectAssociationWriting: AssociationWriting {
  package init() {}

  package var jobs: [any BackgroundJob] { [] }

  package func write(for work: RequestWork) async throws(Interruption) -> StoreStep? {
    guard let booking = work.intent.booking else {
      preconditionFailure("associations of a booking that is not written")
    }
    let from = ObjectReference(BookingSchema.bookings, booking)
    if !work.has(.contactAssociated) {
      let contact = ObjectReference(.contacts, work.intent.contact)
      try await work.client.associate(from, contact, Labels.contactAssociation)
      try await work.mark(.contactAssociated)
    }
    if !work.has(.examAssociated) {
      let exam = ObjectReference(BookingSchema.exams, work.intent.exam)
      try await work.client.associate(from, exam, Labels.examAssociation)
      try await work.mark(.examAssociated)
    }
    return nil
  }
}

/// Hands the associations to a queue that a worker empties in batches; writes them at once while the queue is too long.
package struct QueuedAssociationWriting: AssociationWriting {
  private let context: CoreContext
  private let queue: WorkQueue
  private let fallback = DirectAssociationWriting()

  package init(_ context: CoreContext) {
    self.context = context
    queue = WorkQueue(.associations, context)
  }

  package var jobs: [any BackgroundJob] {
    let writer = AssociationBatchWriter(BatchLimits(context.settings))
    return [QueueWorker("associations", every: context.settings.associationInterval, .oneBatch, queue, writer, context)]
  }

  package func write(for work: RequestWork) async throws(Interruption) -> StoreStep? {
    guard let booking = work.intent.booking else {
      preconditionFailure("associations of a booking that is not written")
    }
    if try await queue.isTooLong() { return try await fallback.write(for: work) }
    return queue.push(
      AssociationItem(booking: booking, contact: work.intent.contact, exam: work.intent.exam).encoded
    )
  }
}

/// Associates in the call that creates the booking: there is no booking without them, and nothing is left to write.
package struct InlineAssociationWriting: AssociationWriting {
  package init() {}

  package var jobs: [any BackgroundJob] { [] }

  package func write(for work: RequestWork) async throws(Interruption) -> StoreStep? { nil }

  package func inline(_ intent: Intent) -> [InlineAssociation] {
    [
      InlineAssociation(to: ObjectReference(.contacts, intent.contact)),
      InlineAssociation(to: ObjectReference(BookingSchema.exams, intent.exam)),
    ]
  }
}

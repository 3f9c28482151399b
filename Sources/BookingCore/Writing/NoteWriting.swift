import BookingAPI
package import Composition
import HubSpotAPI
package import Ports

/// Sees to it that a contact's timeline tells of a booking or its cancellation, once.
package protocol NoteWriting: Sendable {
  /// Writes the note now, or returns what hands it to a queue, in the script that closes the intent. The note is the
  /// last thing and never fails a request: one that could not be written is owed, and recovery writes it.
  func write(for work: RequestWork) async throws(Interruption) -> StoreStep?

  var jobs: [any BackgroundJob] { get }
}

extension Roles {
  /// Tells the contact's timeline.
  package static let notes = Role<CoreContext, any NoteWriting>("notes", [.direct, .queued, .drained], jobs: \.jobs)
}

extension Part where Context == CoreContext, Service == any NoteWriting {
  package static var direct: Self { Part("direct") { DirectNoteWriting($0) } }
  package static var queued: Self { Part("queued") { QueuedNoteWriting($0, .oneBatch) } }
  package static var drained: Self { Part("drained") { QueuedNoteWriting($0, .allWaiting) } }
}

/// One call within the request.
package struct DirectNoteWriting: NoteWriting {
  private let writer: NoteWriter
  private let owed: WorkQueue

  package init(_ context: CoreContext) {
    writer = NoteWriter(context)
    owed = WorkQueue(.owedNotes, context)
  }

  package var jobs: [any BackgroundJob] { [] }

  package func write(for work: RequestWork) async throws(Interruption) -> StoreStep? {
    var item = NoteItem(work.intent)
    item.isUncertain = work.has(.noting)
    if !item.isUncertain { try await work.mark(.noting) }
    do {
      if try await writer.write(item, work.client) { return nil }
      item.failures += 1
    } catch {
      guard case .failed(let reason) = error else { throw error }
      item.isUncertain = item.isUncertain || reason == .timeout
    }
    return owed.push(item.encoded)
  }
}

/// Hands the note to a queue that a worker empties in batches. A worker that writes one batch a pass may fall behind: while
/// its queue is too long the note is written at once.
package struct QueuedNoteWriting: NoteWriting {
  private let context: CoreContext
  private let queue: WorkQueue
  private let fallback: DirectNoteWriting
  private let reach: QueueWorker.Reach

  package init(_ context: CoreContext, _ reach: QueueWorker.Reach) {
    self.context = context
    self.reach = reach
    queue = WorkQueue(.notes, context)
    fallback = DirectNoteWriting(context)
  }

  package var jobs: [any BackgroundJob] {
    let writer = NoteBatchWriter(NoteWriter(context), BatchLimits(context.settings))
    return [QueueWorker("notes", every: context.settings.noteInterval, reach, queue, writer, context)]
  }

  package func write(for work: RequestWork) async throws(Interruption) -> StoreStep? {
    // A note that an earlier request may have written itself is settled the same way.
    if work.has(.noting) { return try await fallback.write(for: work) }
    if reach == .oneBatch, try await queue.isTooLong() { return try await fallback.write(for: work) }
    return queue.push(NoteItem(work.intent).encoded)
  }
}

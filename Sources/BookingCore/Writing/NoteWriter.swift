package import HubSpotAPI
import Ports

/// Writes single notes, and finds out whether one of uncertain outcome was written.
package struct NoteWriter: Sendable {
  private let time: any TimeSource
  private let batch: Int

  package init(_ context: CoreContext) {
    time = context.time
    batch = context.settings.queueBatch
  }

  /// Writes a note, unless it is uncertain and found to be there.
  ///
  /// - Returns: whether it stands; false when HubSpot does not take it.
  package func write(_ item: NoteItem, _ client: CRMClient) async throws(Interruption) -> Bool {
    if try await isFound(item, client) { return true }
    return try await create(item, client)
  }

  /// Whether a note of uncertain outcome is found to be there.
  package func isFound(_ item: NoteItem, _ client: CRMClient) async throws(Interruption) -> Bool {
    guard item.isUncertain else { return false }
    return try await !find(item, client).isEmpty
  }

  /// - Returns: false when HubSpot does not take the note.
  package func create(_ item: NoteItem, _ client: CRMClient) async throws(Interruption) -> Bool {
    if case .created = try await client.create(input(item), Labels.noteCreate) { return true }
    return false
  }

  /// Takes the notes of an undone booking off the timeline.
  package func undo(_ item: NoteItem, _ client: CRMClient) async throws(Interruption) {
    for note in try await find(item, client) {
      try await client.archive(ObjectReference(.notes, note), Labels.noteArchive)
    }
  }

  package func input(_ item: NoteItem, writeTraceID: String? = nil) -> ObjectInput {
    ObjectInput(
      .notes,
      properties: [
        Property(BookingSchema.Note.body, item.body),
        Property(BookingSchema.Note.timestamp, String(time.now.milliseconds)),
      ],
      associations: [
        InlineAssociation(to: ObjectReference(.contacts, item.contact), typeID: BookingSchema.noteToContact)
      ],
      writeTraceID: writeTraceID
    )
  }

  /// The contact's notes with this body: read by id, so that nothing depends on the search index.
  package func find(_ item: NoteItem, _ client: CRMClient) async throws(Interruption) -> [ObjectID] {
    let contact = ObjectReference(.contacts, item.contact)
    let all = try await client.associations(of: contact, to: .notes, Labels.noteList)
    var found: [ObjectID] = []
    for start in stride(from: 0, to: all.count, by: batch) {
      let ids = Array(all[start..<min(start + batch, all.count)])
      let notes = try await client.readBatch(
        BatchQuery(.notes, ids: ids, properties: [BookingSchema.Note.body]),
        Labels.noteRead
      )
      found += notes.filter { $0[BookingSchema.Note.body] == item.body }.map(\.id)
    }
    return found
  }
}

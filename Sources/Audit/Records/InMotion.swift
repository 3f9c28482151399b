import BookingCore
import HubSpotAPI
import SimulatedRedis

/// What the core has begun and not finished, by its own records: why something may lawfully not be right yet.
package struct InMotion: Sendable {
  /// With an unfinished booking or cancellation.
  var contacts: Set<ObjectID> = []
  /// Bookings whose associations are queued.
  var associations: Set<ObjectID> = []
  /// The texts of the notes that are queued or owed.
  var notes: Set<String> = []
  /// Whose seats an unfinished intent may hold.
  var exams: Set<ObjectID> = []
  /// Whose counters HubSpot is to have; what the store counts is not in question.
  var unwrittenCounters: Set<ObjectID> = []
  /// Contacts whose credits HubSpot is to have.
  var unwrittenCredits: Set<ObjectID> = []

  /// Whether somebody is still at work on the booking's contact.
  package func holds(_ booking: AuditRecords.Booking?) -> Bool {
    booking.map { contacts.contains($0.contact) } ?? false
  }

  static func read(_ redis: SimulatedRedis) async -> InMotion {
    var found = InMotion()
    if case .sortedSet(let members) = await redis.inspect(IntentLedger.unfinishedKey) {
      for contact in members.compactMap({ ObjectID($0.member) }) {
        found.contacts.insert(contact)
        if case .string(let text) = await redis.inspect(IntentLedger.intentKey(of: contact)),
          let intent = Intent(encoded: text)
        {
          found.exams.insert(intent.exam)
        }
      }
    }
    for queue in WorkQueue.Name.allCases {
      for key in queue.lists {
        guard case .list(let items) = await redis.inspect(key) else { continue }
        for item in items {
          if let association = AssociationItem(encoded: item) { found.associations.insert(association.booking) }
          if let note = NoteItem(encoded: item) { found.notes.insert(note.body) }
        }
      }
    }
    if case .set(let members) = await redis.inspect(CounterSync.changedKey) {
      found.unwrittenCounters.formUnion(members.compactMap { ObjectID($0) })
    }
    if case .set(let members) = await redis.inspect(CreditSync.owingKey) {
      found.unwrittenCredits.formUnion(members.compactMap { ObjectID($0) })
    }
    return found
  }
}

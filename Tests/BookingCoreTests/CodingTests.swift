import BookingAPI
import BookingCore
import HubSpotAPI
import Ports
import Testing

@Suite("What stands in the store as text")
struct CodingTests {
  static let intent = Intent(
    kind: .cancellation,
    key: .test("a.B_c-9"),
    contact: ObjectID(12),
    exam: ObjectID(34),
    examDate: "2025-11-03",
    creditType: "mini",
    booking: ObjectID(56),
    progress: [.seat, .writing, .noting]
  )

  @Test("is read back as it was written")
  func roundTrips() throws {
    #expect(Intent(encoded: Self.intent.encoded) == Self.intent)
    var begun = Intent(kind: .booking, key: .test("k"), contact: ObjectID(1), exam: ObjectID(0), examDate: "")
    #expect(Intent(encoded: begun.encoded) == begun)
    for bit in 0..<9 {
      begun.progress = Intent.Progress(rawValue: 1 << bit)
      #expect(Intent(encoded: begun.encoded) == begun)
    }
    var note = NoteItem(Self.intent)
    (note.isUncertain, note.failures, note.rejections) = (true, 2, 1)
    #expect(NoteItem(encoded: note.encoded) == note)
    var association = AssociationItem(booking: ObjectID(1), contact: ObjectID(2), exam: ObjectID(3))
    (association.hasContact, association.failures, association.rejections) = (true, 2, 1)
    #expect(AssociationItem(encoded: association.encoded) == association)
  }

  @Test("keeps a field that begins with a combining mark, or has bars where it is the last")
  func marksAndBars() {
    for name in ["\u{301}seats", "a|b", "|", ""] {
      let event = WebhookEvent(
        eventID: 1,
        subscriptionID: 2,
        portalID: 3,
        appID: 4,
        occurredAt: 5,
        kind: .propertyChange,
        object: ObjectReference(ObjectType("0-1"), ObjectID(6)),
        property: Property(name, "7")
      )
      let item = WebhookItem(event, for: .bookingSync)
      #expect(WebhookItem(encoded: item.encoded) == item)
      #expect(WebhookItem(encoded: item.encoded)?.property.unicodeScalars.elementsEqual(name.unicodeScalars) == true)
    }
  }

  @Test(
    "is refused when it is anything else",
    arguments: [
      "", "|", "b|k|1|2|d|t||", "b|k|1|2|d|t||0|", "x|k|1|2|d|t||0", "b||1|2|d|t||0", "b|k|0|2|d|t||0",
      "b|k|1|2|d|t|abc|0", "b|k|1|2|d|t|-5|0",
    ]
  )
  func rejected(_ text: String) {
    #expect(Intent(encoded: text) == nil)
    #expect(NoteItem(encoded: text) == nil)
    #expect(AssociationItem(encoded: text) == nil)
  }

  @Test("tells the notes of a booking and of its cancellation apart")
  func bodies() {
    #expect(NoteItem(Self.intent).body == "Booking 56 for 2025-11-03 cancelled")
    #expect(
      NoteItem.body(.booking, booking: ObjectID(56), examDate: "2025-11-03") == "Booking 56 created for 2025-11-03"
    )
  }
}

@Suite("An idempotency key")
struct IdempotencyKeyTests {
  @Test(
    "has 1 to 64 characters of a small alphabet",
    arguments: [
      ("a", true), ("Az09._-", true), (String(repeating: "x", count: 64), true),
      (String(repeating: "x", count: 65), false), ("", false), ("a b", false), ("a:b", false), ("a|b", false),
      ("é", false), ("a\n", false), ("a/b", false), ("@", false), ("[", false), ("`", false), ("{", false),
    ]
  )
  func alphabet(_ text: String, _ isKey: Bool) { #expect((IdempotencyKey(text)?.text == text) == isKey) }
}

@Suite("A calendar date")
struct CalendarDateTests {
  @Test(
    "is read when there is such a day",
    arguments: [
      ("2025-11-03", true), ("2024-02-29", true), ("2000-02-29", true), ("1900-02-29", false), ("2025-02-29", false),
      ("2025-04-31", false), ("2025-04-30", true), ("2025-00-10", false), ("2025-13-10", false), ("2025-01-00", false),
      ("2025-01-32", false), ("2025-1-03", false), ("25-01-03", false), ("2025-01-03 ", false), ("2025/01/03", false),
      ("", false), ("2025-+1-03", false), ("+025-01-03", false), ("0000-01-01", false),
    ]
  )
  func reading(_ text: String, _ isDate: Bool) { #expect((CalendarDate(text)?.description == text) == isDate) }

  @Test(
    "ends when the next day begins",
    arguments: [
      ("1970-01-01", 1), ("1970-02-28", 59), ("2000-02-29", 11_017), ("2024-02-29", 19_783), ("2025-12-31", 20_454),
    ]
  )
  func endOfDay(_ text: String, _ daysSinceEpoch: Int64) {
    #expect(CalendarDate(text)?.endOfDay.nanoseconds == daysSinceEpoch * 86_400_000_000_000)
  }

  @Test("is followed by the next one, over months, years and leap days")
  func consecutive() {
    #expect(
      CalendarDate.consecutive(from: "2024-02-28", count: 3) == ["2024-02-28", "2024-02-29", "2024-03-01"]
    )
    #expect(CalendarDate.consecutive(from: "2025-12-31", count: 2) == ["2025-12-31", "2026-01-01"])
    let years = CalendarDate.consecutive(from: "1999-12-31", count: 400 * 366)
    #expect(Set(years).count == years.count)
    #expect(years == years.sorted())
    #expect(years[146_097] == "2399-12-31")
  }
}

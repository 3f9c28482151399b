import BookingAPI
import BookingCore
import DeterministicRuntime
import Faults
import HubSpotAPI
import Ports
import SimulatedHubSpot
import Testing

@Suite("A list of bookings")
struct BookingListTests {
  static let parts = ["n-plus-1", "batched", "paged"]

  /// A contact with bookings of exams on consecutive days from 2025-09-27 on, the fourth of them cancelled. The account's
  /// clock begins on 2025-10-01.
  private struct Listed {
    let world: BookingWorld
    let instance: Instance
    let bookings: [ObjectID]
    var contact: ObjectID { world.contacts[0] }

    static func open(_ part: String, bookings count: Int, perExam: Int = 1) async throws -> Listed {
      let dates = CalendarDate.consecutive(from: "2025-09-27", count: (count + perExam - 1) / perExam)
      let world = try await BookingWorld.open(contacts: 2, exams: dates.map { ExamSeed(date: $0) })
      let bookings = (0..<count).map { number in
        booking(of: world.contacts[0], exam: world.exams[number / perExam], dates[number / perExam], number == 3)
      }
      return Listed(
        world: world,
        instance: world.instance(.test("phase2+lists=" + part)),
        bookings: try await world.hubSpot.seed(bookings)
      )
    }

    static func booking(of contact: ObjectID, exam: ObjectID, _ date: String, _ isCancelled: Bool) -> ObjectInput {
      let (names, status) = (BookingSchema.Booking.self, isCancelled ? BookingSchema.Status.cancelled : .active)
      return ObjectInput(
        BookingSchema.bookings,
        properties: [
          Property(names.contact, contact.description), Property(names.exam, exam.description),
          Property(names.examDate, date), Property(names.creditType, "clinical"),
          Property(names.status, status.rawValue),
        ],
        associations: [
          InlineAssociation(to: ObjectReference(.contacts, contact)),
          InlineAssociation(to: ObjectReference(BookingSchema.exams, exam)),
        ]
      )
    }

    func ask(_ request: BookingListRequest) async throws -> BookingListOutcome {
      try await instance.service.answer(request, from: .visitor(0, request: 0))
    }

    func page(_ request: BookingListRequest) async throws -> BookingPage {
      guard case .listed(let page) = try await ask(request) else { throw Problem() }
      return page
    }

    struct Problem: Error {}
  }

  @Test(
    "of 50 bookings costs as many calls as its way of reading says, and one more each for credits and for a contact by name",
    arguments: zip(parts, [102, 3, 2])
  )
  func calls(_ part: String, _ expected: Int) throws {
    try simulate {
      let listed = try await Listed.open(part, bookings: 50)
      let page = try await listed.page(BookingListRequest(contact: .id(listed.contact), limit: 100))
      #expect(page.bookings.map(\.id) == listed.bookings)
      #expect(page.bookings.map(\.exam) == listed.world.exams)
      #expect(page.bookings.map(\.capacity) == Array(repeating: 10, count: 50))
      #expect(page.bookings.map(\.isActive) == (0..<50).map { $0 != 3 })
      #expect(page.cursor == nil)
      #expect(page.credits == nil)
      #expect(listed.instance.ports.journal.count == expected)
      let known = BookingListRequest(contact: .id(listed.contact), limit: 100, withCredits: true)
      #expect(try await listed.page(known).credits?["clinical"] == BookingAccount.creditsPerType)
      #expect(listed.instance.ports.journal.count == 2 * expected + 1)
    }
  }

  @Test("of 500 bookings read a page at a time reads 10 of them for a page of 10, in 2 calls")
  func pagedReadsItsPage() throws {
    try simulate {
      let listed = try await Listed.open("paged", bookings: 500, perExam: 20)
      let page = try await listed.page(BookingListRequest(contact: .id(listed.contact), limit: 10))
      #expect(page.bookings.map(\.id) == Array(listed.bookings.prefix(10)))
      #expect(listed.instance.ports.journal == [Labels.bookingPage.name, Labels.examBatchRead.name])
    }
  }

  @Test("turns its pages without showing a booking twice or skipping one, many of one date too", arguments: parts)
  func pages(_ part: String) throws {
    try simulate {
      let listed = try await Listed.open(part, bookings: 60, perExam: 25)
      var (shown, cursor): ([ObjectID], String?) = ([], nil)
      repeat {
        let page = try await listed.page(BookingListRequest(contact: .id(listed.contact), limit: 7, cursor: cursor))
        #expect(page.bookings.count == 7 || page.cursor == nil)
        shown += page.bookings.map(\.id)
        cursor = page.cursor
      } while cursor != nil
      #expect(shown == listed.bookings)
    }
  }

  @Test("shows those that stay exactly once while others come and go between its pages", arguments: parts)
  func comingAndGoing(_ part: String) throws {
    try simulate {
      let listed = try await Listed.open(part, bookings: 40, perExam: 10)
      let client = listed.instance.core.client(for: .visitor(1, request: 0))
      var (shown, cursor, turned): ([ObjectID], String?, Int) = ([], nil, 0)
      var gone: Set<ObjectID> = []
      repeat {
        let page = try await listed.page(BookingListRequest(contact: .id(listed.contact), limit: 6, cursor: cursor))
        shown += page.bookings.map(\.id)
        cursor = page.cursor
        // One that was shown goes, and one of the earliest date comes.
        let last = try #require(page.bookings.last).id
        try await client.archive(ObjectReference(BookingSchema.bookings, last), Labels.bookingArchive)
        gone.insert(last)
        let new = Listed.booking(of: listed.contact, exam: listed.world.exams[0], "2025-09-27", false)
        _ = try await client.create(new, Labels.bookingCreate)
        turned += 1
        // The index of search knows it by the next page.
        try await VirtualClock().sleep(nanoseconds: 30_000_000_000)
      } while cursor != nil && turned < 20
      #expect(Set(shown).count == shown.count)
      #expect(Set(shown).isSuperset(of: Set(listed.bookings).subtracting(gone)))
    }
  }

  @Test("filters by today: upcoming are active and of today or later, past are before today", arguments: parts)
  func filters(_ part: String) throws {
    try simulate {
      let listed = try await Listed.open(part, bookings: 8)
      func ids(_ filter: BookingFilter) async throws -> [ObjectID] {
        try await listed.page(BookingListRequest(contact: .id(listed.contact), filter: filter)).bookings.map(\.id)
      }
      // 27 to 30 September; 1 to 4 October.
      #expect(try await ids(.past) == Array(listed.bookings[0..<4]))
      #expect(try await ids(.upcoming) == Array(listed.bookings[4...]))
      #expect(try await ids(.all) == listed.bookings)
    }
  }

  @Test("refuses a page of no booking or of too many, and a cursor that is forged or of another list", arguments: parts)
  func refusals(_ part: String) throws {
    try simulate {
      let listed = try await Listed.open(part, bookings: 8)
      let own = ContactKey.id(listed.contact)
      let before = listed.instance.ports.journal.count
      for limit in [0, 101, 10_000, -1] {
        #expect(try await listed.ask(BookingListRequest(contact: own, limit: limit)) == .refused(.invalidPage))
      }
      let cursor = try #require(try await listed.page(BookingListRequest(contact: own, limit: 3)).cursor)
      let forged = [
        "", "x", cursor + "1", cursor.replacing("2025-09-29", with: "2025-09-28"), String(cursor.dropLast()),
      ]
      let calls = listed.instance.ports.journal.count
      for text in forged {
        #expect(try await listed.ask(BookingListRequest(contact: own, cursor: text)) == .refused(.invalidCursor))
      }
      let other = BookingListRequest(contact: .id(listed.world.contacts[1]), cursor: cursor)
      #expect(try await listed.ask(other) == .refused(.invalidCursor))
      let filtered = BookingListRequest(contact: own, filter: .past, cursor: cursor)
      #expect(try await listed.ask(filtered) == .refused(.invalidCursor))
      #expect(listed.instance.ports.journal.count == calls)
      #expect(before == 0)
    }
  }

  @Test(
    "finds a contact by student id and email with one search more, and refuses one that there is not",
    arguments: parts
  )
  func byStudent(_ part: String) throws {
    try simulate {
      let listed = try await Listed.open(part, bookings: 2)
      let contact = ObjectReference(.contacts, listed.contact)
      let student = [Property(BookingSchema.Contact.student, "S1"), Property(BookingSchema.Contact.email, "a@b.c")]
      try await listed.world.hubSpot.edit(contact, student)
      try await VirtualClock().sleep(nanoseconds: 30_000_000_000)
      let page = try await listed.page(BookingListRequest(contact: .student(id: "S1", email: "a@b.c")))
      #expect(page.bookings.map(\.id) == listed.bookings)
      #expect(listed.instance.ports.journal.first == Labels.contactSearch.name)
      for (id, email) in [("S2", "a@b.c"), ("S1", "x@b.c")] {
        let outcome = try await listed.ask(BookingListRequest(contact: .student(id: id, email: email)))
        #expect(outcome == .refused(.contactNotFound))
      }
    }
  }

  @Test("shows one booking with its exam, of its own contact only", arguments: zip(parts, [3, 2, 2]))
  func detail(_ part: String, _ calls: Int) throws {
    try simulate {
      let listed = try await Listed.open(part, bookings: 4)
      func ask(_ contact: ObjectID, _ booking: ObjectID) async throws -> BookingDetailOutcome {
        let request = BookingDetailRequest(contact: contact, booking: booking)
        return try await listed.instance.service.answer(request, from: .visitor(0, request: 0))
      }
      guard case .found(let booking) = try await ask(listed.contact, listed.bookings[3]) else {
        Issue.record("not found")
        return
      }
      #expect(booking.exam == listed.world.exams[3])
      #expect(!booking.isActive)
      #expect(listed.instance.ports.journal.count == calls)
      #expect(try await ask(listed.world.contacts[1], listed.bookings[3]) == .refused(.bookingNotFound))
      #expect(try await ask(listed.contact, ObjectID(9)) == .refused(.bookingNotFound))
    }
  }

  @Test("fails as a whole when one of its calls fails, whichever", arguments: parts)
  func allOrNothing(_ part: String) throws {
    try simulate {
      let listed = try await Listed.open(part + "+retry=none", bookings: 3)
      let request = BookingListRequest(contact: .id(listed.contact))
      _ = try await listed.page(request)
      let calls = listed.instance.ports.journal.count
      for number in 1...calls {
        listed.instance.ports.strikeHubSpot(number, .lostReply)
        let outcome = try await listed.ask(request)
        #expect(outcome == .failed(.timeout) || outcome == .failed(.crmUnavailable), "call \(number)")
        listed.instance.ports.heal()
      }
    }
  }
}

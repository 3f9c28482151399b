import BookingAPI
import BookingCore
import DeterministicRuntime
import Faults
import HubSpotAPI
import Ports
import SimulatedHubSpot
import Testing

@Suite("The page of exams that can be booked")
struct AvailabilityTests {
  /// 20 clinical exams with 10 bookings each, 200 in all, and some that are cancelled.
  private struct Page {
    let world: BookingWorld
    let instance: Instance
    var exams: [ObjectID] { world.exams }

    /// - Parameter counter: what HubSpot's property says of each exam.
    static func open(_ design: String, counter: Int, cancelled: Int = 0) async throws -> Page {
      let dates = CalendarDate.consecutive(from: "2025-11-03", count: 20)
      let world = try await BookingWorld.open(
        contacts: 11,
        exams: dates.map { ExamSeed(date: $0, capacity: 12, totalBookings: counter) }
      )
      let bookings = world.exams.indices.flatMap { exam in
        (0..<(10 + cancelled)).map {
          booking(of: world.contacts[$0], world.exams[exam], dates[exam], isCancelled: $0 >= 10)
        }
      }
      try await world.hubSpot.seed(bookings)
      return Page(world: world, instance: world.instance(.test(design)))
    }

    static func booking(of contact: ObjectID, _ exam: ObjectID, _ date: String, isCancelled: Bool) -> ObjectInput {
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

    func ask(_ type: String = "clinical", isRealTime: Bool) async throws -> LookUpOutcome<AvailableExams> {
      let request = ExamAvailabilityRequest(type: type, isRealTime: isRealTime)
      return try await instance.service.answer(request, from: .visitor(0, request: 0))
    }

    func taken(isRealTime: Bool) async throws -> [Int] {
      guard case .found(let found) = try await ask(isRealTime: isRealTime) else { throw Problem() }
      #expect(found.exams.map(\.exam) == exams)
      return found.exams.map(\.taken)
    }

    func counters() async -> [String?] {
      await world.hubSpot.auditedObjects(of: BookingSchema.exams).map { $0[BookingSchema.Exam.totalBookings] }
    }

    struct Problem: Error {}
  }

  @Test(
    "costs as many calls as its way of counting says: with all counters wrong, and with none wrong",
    arguments: [("baseline", 41, 21), ("baseline+lists=batched", 5, 4), ("baseline+lists=paged", 5, 4)]
  )
  func counted(_ design: String, _ wrong: Int, _ right: Int) throws {
    try simulate {
      let page = try await Page.open(design, counter: 3)
      #expect(try await page.taken(isRealTime: true) == Array(repeating: 10, count: 20))
      #expect(page.instance.ports.journal.count == wrong)
      #expect(await page.counters() == Array(repeating: "10", count: 20))
      // The index of search has the new counters.
      try await wait(.seconds(40))
      #expect(try await page.taken(isRealTime: true) == Array(repeating: 10, count: 20))
      #expect(page.instance.ports.journal.count == wrong + right)
    }
  }

  @Test("costs one call when no seats are counted for it", arguments: DesignRegistry.all.map(\.name))
  func recorded(_ design: String) throws {
    try simulate {
      let page = try await Page.open(design, counter: 10)
      #expect(try await page.taken(isRealTime: false) == Array(repeating: 10, count: 20))
      #expect(page.instance.ports.journal == [Labels.examSearch.name])
    }
  }

  @Test(
    "shows the store's seats where the store sells them, in one call and at once",
    arguments: ["phase1", "phase2", "coalesced"]
  )
  func fromTheStore(_ design: String) throws {
    try simulate {
      let page = try await Page.open(design, counter: 10)
      #expect(await page.instance.create(page.world.request("k1", contact: 10, exam: 4))?.booking != nil)
      let before = page.instance.ports.journal.count
      let shown = try await page.taken(isRealTime: true)
      #expect(shown == (0..<20).map { $0 == 4 ? 11 : 10 })
      #expect(page.instance.ports.journal.count == before + 1)
    }
  }

  @Test("shows an exam as limited with three seats left, and as full with none")
  func status() {
    let statuses = [0, 8, 9, 11, 12, 13].map {
      ExamAvailability(exam: ObjectID(1), date: "2025-11-03", type: "mini", capacity: 12, taken: $0).status
    }
    #expect(statuses == [.available, .available, .limited, .limited, .full, .full])
  }

  @Test("of a type that there is not is refused without a call; of discussions it lists those")
  func types() throws {
    try simulate {
      let world = try await BookingWorld.open(exams: [ExamSeed(), ExamSeed(type: "discussion")])
      let instance = world.instance(.test("phase1"))
      for type in ["osce", "", "Clinical"] {
        let request = ExamAvailabilityRequest(type: type)
        #expect(
          try await instance.service.answer(request, from: .visitor(0, request: 0)) == .refused(.unknownExamType)
        )
      }
      #expect(instance.ports.journal == [])
      let found = try await instance.service.answer(
        DiscussionAvailabilityRequest(),
        from: .visitor(0, request: 1)
      )
      guard case .found(let discussions) = found else { throw Page.Problem() }
      #expect(discussions.exams.map(\.exam) == [world.exams[1]])
    }
  }

  @Test("a count of which a part could not be read is no count: the counter stays", arguments: [429, 500])
  func failedChunk(_ status: Int) throws {
    try simulate {
      let page = try await Page.open("baseline+lists=batched", counter: 3, cancelled: 1)
      page.instance.ports.strike(Labels.bookingBatchRead, .answer(status))
      guard case .failed = try await page.ask(isRealTime: true) else { throw Page.Problem() }
      #expect(await page.counters() == Array(repeating: "3", count: 20))
      // The locks are free again.
      page.instance.ports.heal()
      #expect(try await page.taken(isRealTime: true) == Array(repeating: 10, count: 20))
      #expect(await page.counters() == Array(repeating: "10", count: 20))
    }
  }

  @Test(
    "shows every exam once, and corrects every counter, when there are more than a page and a batch take",
    arguments: ["baseline+lists=batched", "phase2"]
  )
  func many(_ design: String) throws {
    try simulate {
      let dates = CalendarDate.consecutive(from: "2025-11-03", count: 150)
      // Two exams a day, so that a page of the search ends within a day.
      let world = try await BookingWorld.open(
        exams: dates.flatMap { [ExamSeed(date: $0, totalBookings: 3), ExamSeed(date: $0, totalBookings: 3)] }
      )
      let bookings = dates.indices.map {
        Page.booking(of: world.contacts[0], world.exams[2 * $0], dates[$0], isCancelled: false)
      }
      try await world.hubSpot.seed(bookings)
      let instance = world.instance(.test(design))
      let request = ExamAvailabilityRequest(type: "clinical")
      guard case .found(let shown) = try await instance.service.answer(request, from: .visitor(0, request: 0)) else {
        throw Page.Problem()
      }
      #expect(shown.exams.map(\.exam) == world.exams)
      guard design != "phase2" else { return }
      let synced = try await instance.service.answer(CapacitySyncRequest(), from: .visitor(0, request: 1))
      #expect(synced == .found(SyncedCapacity(exams: 300, corrected: 150)))
    }
  }

  @Test("the capacity sync corrects every counter that is wrong, in batches")
  func sync() throws {
    try simulate {
      let page = try await Page.open("baseline", counter: 3, cancelled: 1)
      let synced = try await page.instance.service.answer(CapacitySyncRequest(), from: .visitor(0, request: 0))
      #expect(synced == .found(SyncedCapacity(exams: 20, corrected: 20)))
      #expect(await page.counters() == Array(repeating: "10", count: 20))
      let journal = page.instance.ports.journal
      let again = try await page.instance.service.answer(
        CapacitySyncRequest(exams: page.exams),
        from: .visitor(0, request: 1)
      )
      #expect(again == .found(SyncedCapacity(exams: 20, corrected: 0)))
      // The exams, their records, their bookings, 220 of these, and the counters.
      #expect(journal.count == 7)
    }
  }
}

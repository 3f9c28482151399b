import BookingAPI
import HubSpotAPI
import Ports

/// The exams of a type that can be booked, with their seats, as pages list them.
struct ExamListing: Sendable {
  private let engine: BookingEngine
  private let client: CRMClient

  init(_ engine: BookingEngine, _ client: CRMClient) {
    self.engine = engine
    self.client = client
  }

  /// As remembered, or read; with seats that are counted for this answer it is read in any case.
  ///
  /// - Throws: `.refused(.unknownExamType)`.
  func available(_ type: String, isRealTime: Bool) async throws(Interruption) -> AvailableExams {
    guard type == BookingSchema.discussionType || BookingSchema.creditTypes.contains(type) else {
      throw .refused(.unknownExamType)
    }
    let key = CacheKey.exams(ofType: type)
    return try await engine.parts[Roles.cache].value(key, for: client.origin, isFresh: isRealTime) {
      () async throws(Interruption) in
      try await read(type, isRealTime: isRealTime)
    }
  }

  private func read(_ type: String, isRealTime: Bool) async throws(Interruption) -> AvailableExams {
    let exams = try await offered([.init(BookingSchema.Exam.type, .equals(type))])
    let counts = isRealTime ? engine.parts[Roles.lists].counts : nil
    let taken = try await engine.parts[Roles.seats].taken(exams, counting: counts, client)
    return AvailableExams(
      exams.map { exam in
        ExamAvailability(
          exam: exam.id,
          date: exam.date,
          type: exam.creditType,
          capacity: exam.capacity,
          taken: taken[exam.id] ?? exam.totalBookings
        )
      }
    )
  }

  /// Active exams of today and later, by date and id.
  func offered(_ filters: [ObjectSearch.Filter] = []) async throws(Interruption) -> [ExamRecord] {
    let today = CalendarDate(engine.context.time.now).description
    let own: [ObjectSearch.Filter] = [
      .init(BookingSchema.Exam.status, .equals(BookingSchema.Status.active.rawValue)),
      .init(BookingSchema.Exam.date, .isAtLeast(today)),
    ]
    let search = ObjectSearch(
      BookingSchema.exams,
      filterGroups: [filters + own],
      properties: BookingSchema.Exam.all,
      sort: ObjectSearch.Sort(BookingSchema.Exam.date, .ascending),
      limit: Self.pageOfASearch
    )
    let records = try await client.searchAll(search, Labels.examSearch).map { ExamRecord($0) }
    return records.filter(\.isActive).sorted { ($0.date, $0.id) < ($1.date, $1.id) }
  }

  private static let pageOfASearch = 200
}

extension AvailableExams: Cacheable {
  package var record: CacheRecord {
    CacheRecord(
      exams.map { exam in
        [exam.exam.description, exam.date, exam.type, String(exam.capacity), String(exam.taken)]
      },
      about: Set(exams.map { .exam($0.exam) })
    )
  }

  package init?(rows: [[String]]) {
    var exams: [ExamAvailability] = []
    // Of no exam there is no row, which a text cannot tell from one empty row.
    for row in rows where row != [""] {
      guard row.count == 5, let exam = ObjectID(row[0]), let capacity = Int(row[3]), let taken = Int(row[4]) else {
        return nil
      }
      exams.append(ExamAvailability(exam: exam, date: row[1], type: row[2], capacity: capacity, taken: taken))
    }
    self.init(exams)
  }
}

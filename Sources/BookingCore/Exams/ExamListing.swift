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

  /// As remembered, or read; with seats that are counted for this answer, or a fresh one asked for, it is read in any case.
  ///
  /// - Throws: `.refused(.unknownExamType)`.
  func available(
    _ type: String,
    isRealTime: Bool,
    isFresh: Bool = false
  ) async throws(Interruption) -> AvailableExams {
    guard type == BookingSchema.discussionType || BookingSchema.creditTypes.contains(type) else {
      throw .refused(.unknownExamType)
    }
    let key = CacheKey.exams(ofType: type)
    return try await engine.parts[Roles.cache].value(key, for: client.origin, isFresh: isRealTime || isFresh) {
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
    var (found, place): ([HubSpotObject], ExamPlace?) = ([], nil)
    while true {
      let search = ObjectSearch(
        BookingSchema.exams,
        filterGroups: groups(filters + own, behind: place),
        properties: BookingSchema.Exam.all,
        sort: ObjectSearch.Sort(BookingSchema.Exam.date, .ascending),
        limit: Self.pageOfASearch
      )
      let page = try await client.search(search, Labels.examSearch)
      found += page.objects
      guard page.total > page.objects.count, let last = page.objects.last?[BookingSchema.Exam.date] else { break }
      place = ExamPlace(date: last, shown: found.filter { $0[BookingSchema.Exam.date] == last }.map(\.id))
    }
    let records = found.map { ExamRecord($0) }
    return records.filter(\.isActive).sorted { ($0.date, $0.id) < ($1.date, $1.id) }
  }

  private static let pageOfASearch = 200

  /// Where a page of a search ended: a number of exams to pass over would repeat one, or skip one, whenever another opens or
  /// closes before it.
  private struct ExamPlace {
    let date: String
    let shown: [ObjectID]
  }

  private func groups(_ own: [ObjectSearch.Filter], behind place: ExamPlace?) -> [[ObjectSearch.Filter]] {
    guard let place else { return [own] }
    return [
      own + [.init(BookingSchema.Exam.date, .isMore(than: place.date))],
      own + [
        .init(BookingSchema.Exam.date, .equals(place.date)),
        .init("hs_object_id", .isNoneOf(place.shown.map(\.description))),
      ],
    ]
  }
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

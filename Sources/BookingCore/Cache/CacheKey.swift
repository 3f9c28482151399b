import BookingAPI
package import HubSpotAPI

/// Something in HubSpot that what is remembered may be about.
package enum CacheSubject: Hashable, Sendable {
  case contact(ObjectID)
  case exam(ObjectID)
  case booking(ObjectID)
  /// Which exams there are, and how many of their seats are taken: what a booking changes of an exam, and no more.
  case exams
  /// Anything at all, for a change of which it is not known what it concerns.
  case everything

  /// What else a change of it changes.
  package var withItsLists: [CacheSubject] {
    if case .exam = self { [self, .exams] } else { [self] }
  }

  /// As a part of a store's key.
  var text: String {
    switch self {
    case .contact(let id): "contact:\(id)"
    case .exam(let id): "mockexam:\(id)"
    case .booking(let id): "booking:\(id)"
    case .exams: "mockexams"
    case .everything: "everything"
    }
  }
}

/// Under which name something is remembered, and what that name tells of it. The names are those of the customer's table.
package struct CacheKey: Hashable, Sendable {
  package let kind: CacheKind
  package let text: String
  /// What every value of it is about.
  package let subjects: Set<CacheSubject>
  /// Whether it is read by search, which shows changes late.
  package let isSearched: Bool

  private init(_ kind: CacheKind, _ text: String, about subjects: Set<CacheSubject>, isSearched: Bool = false) {
    self.kind = kind
    self.text = text
    self.subjects = subjects
    self.isSearched = isSearched
  }

  package static func exams(ofType type: String) -> CacheKey {
    CacheKey(.exams, "mockexams:type:\(type):active", about: [.exams], isSearched: true)
  }

  package static func credits(of contact: ObjectID) -> CacheKey {
    CacheKey(.credits, "contact:\(contact):credits:all", about: [.contact(contact)])
  }

  package static func booking(_ booking: ObjectID) -> CacheKey {
    CacheKey(.bookings, "booking:\(booking):details", about: [.booking(booking)])
  }

  package static func contact(student: String, email: String) -> CacheKey {
    // With its length, so that no address and id read together like another pair.
    CacheKey(.contacts, "contact:\(student.utf8.count):\(student):\(email):details", about: [], isSearched: true)
  }

  /// - Parameter page: what the page begins behind; empty for the first.
  package static func list(_ query: ListQuery, page: String, isSearched: Bool) -> CacheKey {
    let text = "bookings:list:\(query.contact):\(query.filter.rawValue):page:\(page):\(query.limit):\(query.today)"
    return CacheKey(.lists, text, about: [.contact(query.contact)], isSearched: isSearched)
  }

  /// Whether a value of this key can be about a subject.
  package func mayTell(of subject: CacheSubject) -> Bool {
    if subject == .everything || subjects.contains(subject) { return true }
    switch (kind, subject) {
    case (.lists, .exam), (.lists, .booking), (.bookings, .exam), (.contacts, .contact): return true
    default: return false
    }
  }
}

/// A value as it is remembered: texts, so that an instance's memory and a store keep the same, and nobody can change what
/// somebody else has been given.
package struct CacheRecord: Hashable, Sendable {
  package let rows: [[String]]
  /// What the value is about, beside what its key tells.
  package let subjects: Set<CacheSubject>

  package init(_ rows: [[String]], about subjects: Set<CacheSubject> = []) {
    self.rows = rows
    self.subjects = subjects
  }

  /// One text; nil for rows with characters that part rows and fields.
  var text: String? {
    let fields = rows.joined()
    guard fields.allSatisfy({ !$0.utf8.contains(Self.fieldEnd) && !$0.utf8.contains(Self.rowEnd) }) else { return nil }
    return rows.map { $0.joined(separator: "\u{1F}") }.joined(separator: "\u{1E}")
  }

  /// Rows that `text` was made of.
  static func rows(of text: String) -> [[String]] {
    text.split(separator: "\u{1E}", omittingEmptySubsequences: false).map { row in
      row.split(separator: "\u{1F}", omittingEmptySubsequences: false).map(String.init)
    }
  }

  private static let fieldEnd: UInt8 = 0x1F
  private static let rowEnd: UInt8 = 0x1E
}

/// What can be remembered.
package protocol Cacheable: Sendable {
  var record: CacheRecord { get }

  /// nil for what `record` has not written.
  init?(rows: [[String]])
}

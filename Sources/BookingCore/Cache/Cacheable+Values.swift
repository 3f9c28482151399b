import BookingAPI
import HubSpotAPI

/// Which contact a student's id and address are of.
struct KnownContact: Cacheable {
  let id: ObjectID

  init(_ id: ObjectID) { self.id = id }

  var record: CacheRecord { CacheRecord([[id.description]], about: [.contact(id)]) }

  init?(rows: [[String]]) {
    guard rows.count == 1, rows[0].count == 1, let id = ObjectID(rows[0][0]) else { return nil }
    self.init(id)
  }
}

/// A booking with whose it is.
struct OwnedBooking: Cacheable, Hashable {
  let contact: ObjectID
  let booking: ListedBooking

  init(of contact: ObjectID, _ booking: ListedBooking) {
    self.contact = contact
    self.booking = booking
  }

  var record: CacheRecord {
    CacheRecord([[contact.description] + booking.fields], about: booking.subjects)
  }

  init?(rows: [[String]]) {
    guard rows.count == 1, let contact = rows[0].first.flatMap({ ObjectID($0) }),
      let booking = ListedBooking(fields: Array(rows[0].dropFirst()))
    else { return nil }
    self.init(of: contact, booking)
  }
}

extension ListedPage: Cacheable {
  package var record: CacheRecord {
    let subjects = bookings.reduce(into: Set<CacheSubject>()) { $0.formUnion($1.subjects) }
    return CacheRecord([[hasMore ? "1" : "0"]] + bookings.map(\.fields), about: subjects)
  }

  package init?(rows: [[String]]) {
    guard let first = rows.first, first.count == 1 else { return nil }
    let bookings = rows.dropFirst().compactMap { ListedBooking(fields: $0) }
    guard bookings.count == rows.count - 1 else { return nil }
    self.init(bookings: bookings, hasMore: first[0] == "1")
  }
}

extension CreditBalance: Cacheable {
  package var record: CacheRecord {
    CacheRecord(credits.sorted { $0.key < $1.key }.map { [$0.key, String($0.value)] })
  }

  package init?(rows: [[String]]) {
    var credits: [String: Int] = [:]
    for row in rows {
      guard row.count == 2, let count = Int(row[1]) else { return nil }
      credits[row[0]] = count
    }
    self.init(credits: credits, reference: nil)
  }
}

extension ListedBooking {
  var subjects: Set<CacheSubject> { Set([.booking(id)] + (exam.map { [.exam($0)] } ?? [])) }

  var fields: [String] {
    [
      id.description, exam?.description ?? "", examDate, creditType, isActive ? "1" : "0",
      capacity.map { String($0) } ?? "",
    ]
  }

  init?(fields: [String]) {
    guard fields.count == 6, let id = ObjectID(fields[0]) else { return nil }
    self.init(
      id: id,
      exam: ObjectID(fields[1]),
      examDate: fields[2],
      creditType: fields[3],
      isActive: fields[4] == "1",
      capacity: Int(fields[5])
    )
  }
}

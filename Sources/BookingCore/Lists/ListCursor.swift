package import BookingAPI
package import HubSpotAPI

/// Where the next page of a list begins, as a text that the page carries and the next request gives back. It names the
/// list that it is of, so that none is taken for a place in another.
package struct ListCursor: Hashable, Sendable {
  package let contact: ObjectID
  package let filter: BookingFilter
  package let place: ListPlace

  package init(contact: ObjectID, filter: BookingFilter, place: ListPlace) {
    self.contact = contact
    self.filter = filter
    self.place = place
  }

  /// `1.<contact>.<filter>.<date>.<ids>.<check>`.
  package var text: String {
    let fields = [
      Self.version, contact.description, filter.rawValue, place.date,
      place.shown.map(\.description).joined(separator: "-"),
    ]
    let body = fields.joined(separator: ".")
    return body + "." + Self.check(of: body)
  }

  /// nil for a text that `text` did not write.
  package init?(_ text: String) {
    let fields = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    guard fields.count == 6, fields[0] == Self.version, let contact = ObjectID(fields[1]),
      let filter = BookingFilter(rawValue: fields[2]), CalendarDate(fields[3]) != nil,
      fields[5] == Self.check(of: fields.dropLast().joined(separator: "."))
    else { return nil }
    let shown = fields[4].split(separator: "-").map { ObjectID(String($0)) }
    guard !shown.isEmpty, !shown.contains(nil) else { return nil }
    self.init(
      contact: contact,
      filter: filter,
      place: ListPlace(date: fields[3], shown: shown.compactMap(\.self))
    )
  }

  private static let version = "1"

  /// FNV-1a: finds what was cut or mistyped. It keeps no secret, for there is none: whoever makes up a place in a list sees
  /// no more than who turns its pages.
  private static func check(of text: String) -> String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    return String(hash, radix: 16)
  }
}

import BookingAPI
import HubSpotAPI

/// What a visitor is to be told of the end of a queued request, as it stands in a queue.
package struct EndNotice: Hashable, Sendable {
  /// Of the request's round, among all.
  package let id: String
  package let contact: String
  /// `CONFIRMED 17`, `REFUSED EXAM_FULL`, `FAILED TIMEOUT`, `WITHDRAWN`.
  package let text: String

  package init(_ entry: QueueEntry, _ end: QueueEntry.End) {
    id = entry.noticeID
    contact = entry.request.contact.description
    text = Self.text(end)
  }

  package static func text(_ end: QueueEntry.End) -> String {
    switch end {
    case .confirmed(let booking): "CONFIRMED \(booking)"
    case .refused(let reason): "REFUSED \(reason.rawValue)"
    case .failed(let reason): "FAILED \(reason.rawValue)"
    case .withdrawn: "WITHDRAWN"
    }
  }

  package var encoded: String { "\(id)|\(contact)|\(text)" }

  package init?(encoded text: String) {
    let fields = StoredFields.split(text)
    guard fields.count == 3 else { return nil }
    (id, contact, self.text) = (fields[0], fields[1], fields[2])
  }
}

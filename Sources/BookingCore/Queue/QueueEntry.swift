package import BookingAPI
package import HubSpotAPI
package import Ports

/// A booking request as the queue keeps it, from the moment at which it was taken in until its answer is forgotten.
package struct QueueEntry: Hashable, Sendable {
  package enum State: Hashable, Sendable {
    /// For its turn, or for its next try.
    case waiting
    /// Somebody works on it.
    case serving
    case ended(End)
  }

  /// How a request ends, once in each round.
  package enum End: Hashable, Sendable {
    case confirmed(ObjectID)
    case refused(RefusalReason)
    case failed(RetryableReason)
    case withdrawn

    /// `CONFIRMED`, `EXAM_FULL`, `TIMEOUT`, `WITHDRAWN`.
    package var code: String {
      switch self {
      case .confirmed: "CONFIRMED"
      case .refused(let reason): reason.rawValue
      case .failed(let reason): reason.rawValue
      case .withdrawn: "WITHDRAWN"
      }
    }
  }

  package let request: BookingRequest
  /// Whose request it was: what is sent to HubSpot for it bears the same.
  package let origin: CallOrigin
  /// To the millisecond.
  package var queuedAt: Timestamp
  /// Who has less goes first.
  package var rank: Int64
  /// How often it was taken in, from 1: after an end without a booking the same key may wait anew.
  package var round: Int
  /// How often it was begun in this round.
  package var tries = 0
  package var state: State = .waiting

  package var id: RequestID { RequestID(contact: request.contact, key: request.key) }

  /// Names the round among all.
  package var noticeID: String { "\(id)#\(round)" }

  package var isOpen: Bool { if case .ended = state { false } else { true } }

  init(_ request: BookingRequest, _ origin: CallOrigin, queuedAt: Timestamp, rank: Int64, round: Int) {
    self.request = request
    self.origin = origin
    self.queuedAt = queuedAt
    self.rank = rank
    self.round = round
  }

  /// The entry as one store value. The date is the visitor's own text, and stands last.
  package var encoded: String {
    let fields = [
      state.encoded, String(round), String(tries), String(rank), String(queuedAt.milliseconds),
      String(origin.number ?? 0),
      String(origin.request), request.priority.rawValue, request.key.text, request.contact.description,
      request.exam.description, request.examDate,
    ]
    return StoredFields.join(fields)
  }

  /// Reads what `encoded` wrote; nil for anything else.
  package init?(encoded text: String) {
    let fields = StoredFields.split(text, atMost: 12)
    guard fields.count == 12, let state = State(encoded: fields[0]), let round = Int(fields[1]),
      let tries = Int(fields[2]), let rank = Int64(fields[3]), let queuedAt = Int64(fields[4]),
      queuedAt.magnitude < 1 << 43,
      let visitor = Int(fields[5]), let number = Int(fields[6]), let priority = BookingPriority(rawValue: fields[7]),
      let key = IdempotencyKey(fields[8]), let contact = ObjectID(fields[9]), let exam = ObjectID(fields[10])
    else { return nil }
    request = BookingRequest(key: key, contact: contact, exam: exam, examDate: fields[11], priority: priority)
    origin = .visitor(visitor, request: number)
    self.queuedAt = Timestamp(nanoseconds: queuedAt * 1_000_000)
    self.rank = rank
    self.round = round
    self.tries = tries
    self.state = state
  }
}

extension QueueEntry.State {
  fileprivate var encoded: String {
    switch self {
    case .waiting: "waiting"
    case .serving: "serving"
    case .ended(.confirmed(let booking)): "confirmed:\(booking)"
    case .ended(.refused(let reason)): "refused:" + reason.rawValue
    case .ended(.failed(let reason)): "failed:" + reason.rawValue
    case .ended(.withdrawn): "withdrawn"
    }
  }

  fileprivate init?(encoded text: String) {
    let words = text.split(separator: ":", maxSplits: 1).map(String.init)
    switch (words.first, words.count > 1 ? words[1] : "") {
    case ("waiting", ""): self = .waiting
    case ("serving", ""): self = .serving
    case ("withdrawn", ""): self = .ended(.withdrawn)
    case ("confirmed", let detail):
      guard let booking = ObjectID(detail) else { return nil }
      self = .ended(.confirmed(booking))
    case ("refused", let detail):
      guard let reason = RefusalReason(rawValue: detail) else { return nil }
      self = .ended(.refused(reason))
    case ("failed", let detail):
      guard let reason = RetryableReason(rawValue: detail) else { return nil }
      self = .ended(.failed(reason))
    default: return nil
    }
  }
}

import BookingAPI
import HubSpotAPI
import Ports

/// One change of HubSpot's seat counter on behalf of one intent, made exactly once although its write may be repeated
/// or its reply lost.
///
/// The write is absolute and made under the exam's lock, and what it will write is announced in the store. So the next
/// holder of the lock can tell: the counter equals the announced value, or the write has not landed.
struct CounterChange: Sendable {
  enum Kind: String, Sendable {
    /// A booking enters the counter.
    case count
    /// An unfinished booking leaves it, if it had entered.
    case undo
    /// A cancelled booking leaves it.
    case giveBack
  }

  let kind: Kind
  let holder: String
  private let exam: ObjectID

  init(_ kind: Kind, for intent: Intent) {
    self.init(kind, holder: intent.holder, exam: intent.exam)
  }

  private init(_ kind: Kind, holder: String, exam: ObjectID) {
    self.kind = kind
    self.holder = holder
    self.exam = exam
  }

  var amount: Int { kind == .count ? 1 : -1 }

  private var keys: SeatKeys { SeatKeys(exam) }

  /// Whether this change is in the counter already, or (an undo) has nothing to take out.
  func hasLanded(_ store: CoreStore) async throws(Interruption) -> Bool {
    let (keys, kind, holder) = (keys, kind, holder)
    return try await store.run("counter change landed") { (store) throws(StoreError) in
      switch kind {
      case .count: try store.isMember(holder, of: keys.counted)
      case .undo: try !store.isMember(holder, of: keys.counted)
      case .giveBack: try store.isMember(holder, of: keys.returned)
      }
    }
  }

  /// Whether nothing of this change has been written, nor may be under way: then there is nothing to take out either.
  func isUntouched(_ store: CoreStore) async throws(Interruption) -> Bool {
    let (keys, holder) = (keys, holder)
    return try await store.run("counter untouched") { (store) throws(StoreError) in
      guard try !store.isMember(holder, of: keys.counted) else { return false }
      let announced = try store.get(keys.pending).flatMap { Announced(encoded: $0) }
      return announced?.holder != holder
    }
  }

  /// Says what is about to be written.
  ///
  /// - Throws: `.failed(.busy)` when the exam's lock has passed to somebody else.
  func announce(target: Int, under lock: Lease, _ store: CoreStore) async throws(Interruption) {
    let (keys, announced) = (keys, Announced(kind: kind, holder: holder, target: target))
    let isOurs = try await store.run("announce counter change") { (store) throws(StoreError) in
      guard try lock.isHeld(store) else { return false }
      return try store.set(keys.pending, announced.encoded, onlyIfAbsent: false, expiry: nil)
    }
    guard isOurs else { throw .failed(.busy) }
  }

  /// What follows in the store from the write having landed. Doing it twice changes nothing.
  var landing: StoreStep {
    let (keys, kind, holder) = (keys, kind, holder)
    return { (store) throws(StoreError) in
      try store.delete(keys.pending)
      switch kind {
      case .count:
        try store.removeMember(holder, from: keys.held)
        try store.addMember(holder, to: keys.counted)
      case .undo:
        try store.removeMember(holder, from: keys.held)
        try store.removeMember(holder, from: keys.counted)
      case .giveBack:
        try store.addMember(holder, to: keys.returned)
      }
    }
  }

  /// Drops the memory of a landed change once the intent itself records it.
  func forget(_ store: any StoreCommands) throws(StoreError) {
    try store.removeMember(holder, from: keys.returned)
  }

  /// Settles a write whose outcome is not known. Called by the holder of the exam's lock, with the exam as just read.
  ///
  /// - Throws: `.failed(.busy)` when the lock has passed to somebody else.
  static func settle(_ exam: ExamRecord, under lock: Lease, _ store: CoreStore) async throws(Interruption) {
    let keys = SeatKeys(exam.id)
    let isOurs = try await store.run("settle counter") { (store) throws(StoreError) in
      guard try lock.isHeld(store) else { return false }
      guard let text = try store.get(keys.pending) else { return true }
      try store.delete(keys.pending)
      guard let announced = Announced(encoded: text), announced.target == exam.totalBookings else { return true }
      try CounterChange(announced.kind, holder: announced.holder, exam: exam.id).landing(store)
      return true
    }
    guard isOurs else { throw .failed(.busy) }
  }

  /// A write of the counter whose outcome is not known yet, as it stands in the store.
  private struct Announced: Sendable {
    let kind: Kind
    let holder: String
    let target: Int

    init(kind: Kind, holder: String, target: Int) {
      self.kind = kind
      self.holder = holder
      self.target = target
    }

    var encoded: String { "\(kind.rawValue)|\(holder)|\(target)" }

    init?(encoded text: String) {
      let fields = StoredFields.split(text)
      guard fields.count == 3, let kind = Kind(rawValue: fields[0]), let target = Int(fields[2]) else { return nil }
      self.init(kind: kind, holder: fields[1], target: target)
    }
  }
}

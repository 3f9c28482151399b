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

  /// Says what is about to be written.
  func announce(target: Int, _ store: CoreStore) async throws(Interruption) {
    let text = "\(kind.rawValue)|\(holder)|\(target)"
    _ = try await store.run(.set(keys.pending, text))
  }

  /// What follows in the store from the write having landed. Doing it twice changes nothing.
  var landing: StoreStep {
    let (keys, kind, holder) = (keys, kind, holder)
    return { (store) throws(StoreError) in
      store.delete(keys.pending)
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
  static func settle(_ exam: ExamRecord, _ store: CoreStore) async throws(Interruption) {
    let keys = SeatKeys(exam.id)
    try await store.run("settle counter") { (store) throws(StoreError) in
      guard let text = try store.get(keys.pending) else { return }
      let fields = text.split(separator: "|").map(String.init)
      store.delete(keys.pending)
      guard fields.count == 3, let kind = Kind(rawValue: fields[0]), Int(fields[2]) == exam.totalBookings else {
        return
      }
      try CounterChange(kind, holder: fields[1], exam: exam.id).landing(store)
    }
  }
}

import BookingAPI
import HubSpotAPI
import Ports

/// How a truth passes from one ledger to another while bookings are made, for all at once.
///
/// Its state stands in the store. `off`: the first ledger has the truth. `to-on`: it still has, and nothing new begins. When
/// nothing that has begun is left and all that the first ledger owes to HubSpot stands there, one script says `on`, and the
/// second ledger has the truth; it takes over what HubSpot shows. The way back is the same. Who dies on the way leaves a state
/// that every other instance understands, and no lease that must run out.
package struct HandOver: Sendable {
  package enum Phase: String, Hashable, Sendable {
    case off
    case toOn = "to-on"
    case on
    case toOff = "to-off"

    var isUnderWay: Bool { self == .toOn || self == .toOff }
  }

  /// The phase, and how often it has changed: two moments with the same state have nothing between them.
  package struct State: Hashable, Sendable {
    package let phase: Phase
    let number: Int

    /// Whether the second ledger has the truth.
    var isOn: Bool { phase == .on || phase == .toOff }

    fileprivate func next(_ phase: Phase) -> State { State(phase: phase, number: number + 1) }
  }

  let role: String
  /// How often somebody looks whether the truth has arrived who waits for it.
  private static let glance: Duration = .milliseconds(250)

  private let context: CoreContext
  private var store: CoreStore { context.store }

  init(_ role: String, _ context: CoreContext) {
    self.role = role
    self.context = context
  }

  /// The store's key of the state of a role's hand-over.
  package static func key(_ role: String) -> String { "handover:\(role)" }

  func state() async throws(Interruption) -> State {
    let key = Self.key(role)
    return try await store.run("hand-over state") { (store) throws(StoreError) in try State(key, store) }
  }

  /// Waits, as long as for the lock of an exam, until the truth is with one of the ledgers.
  ///
  /// - Returns: what turns an intent away that begins after the truth has left it again.
  /// - Throws: `.failed(.busy)` when it is still handed over.
  func opening() async throws(Interruption) -> StoreObjection {
    let (key, deadline) = (Self.key(role), context.time.now + context.settings.examLockWait)
    while true {
      let state = try await state()
      guard state.phase.isUnderWay else {
        return { (store) throws(StoreError) in try State(key, store) == state ? nil : .failed(.busy) }
      }
      guard context.time.now < deadline else { throw .failed(.busy) }
      try await context.sleep(for: Self.glance)
    }
  }

  /// A step of a script, of the ledger that has the truth when the script runs.
  func step(off: @escaping StoreStep, on: @escaping StoreStep) -> StoreStep {
    let key = Self.key(role)
    return { (store) throws(StoreError) in try (State(key, store).isOn ? on : off)(store) }
  }

  /// What became of a look at the hand-over.
  enum Step: Hashable, Sendable {
    /// The truth is where it shall be.
    case settled
    case gone
    /// Something that has begun is not over.
    case waiting
    /// All is over, and the ledger that has the truth has not written all of it.
    case owing(isOn: Bool)
  }

  /// Goes one step further, if one is to be gone. Runs in one script, so that whoever dies has gone it or has not.
  ///
  /// - Parameter wantsOn: whether the second ledger shall have the truth.
  func advance(wantsOn: Bool, leaving off: Departure, _ on: Departure) async throws(Interruption) -> Step {
    let role = role
    return try await store.run("hand over \(role)") { (store) throws(StoreError) in
      let key = Self.key(role)
      let state = try State(key, store)
      guard state.isOn != wantsOn else {
        guard state.phase.isUnderWay else { return .settled }
        // Wanted otherwise meanwhile: nothing has been left yet.
        try state.next(wantsOn ? .on : .off).write(key, store)
        return .gone
      }
      guard state.phase.isUnderWay else {
        try state.next(wantsOn ? .toOn : .toOff).write(key, store)
        return .gone
      }
      let departure = wantsOn ? off : on
      guard try !IntentLedger.hasAnyBegun(store), try !isAnybodyCounting(store) else { return .waiting }
      guard try departure.isWritten(store) else { return .owing(isOn: state.isOn) }
      try departure.leave(store)
      try state.next(wantsOn ? .on : .off).write(key, store)
      return .gone
    }
  }

  /// Lets somebody count and correct while the truth stays where it is.
  ///
  /// - Throws: `.failed(.busy)` while the truth is handed over.
  func during<Output: Sendable>(
    _ body: (_ isOn: Bool) async throws(Interruption) -> Output
  ) async throws(Interruption) -> Output {
    let (key, counting) = (Self.key(role), countingKey)
    let own = Lease(
      key: counting + ":" + context.identifiers.next(),
      token: "1",
      duration: context.settings.requestLease
    )
    let begun = try await store.run("count in hand-over") { (store) throws(StoreError) -> State in
      let state = try State(key, store)
      guard !state.phase.isUnderWay else { return state }
      try store.set(own.key, own.token, onlyIfAbsent: false, expiry: own.duration)
      try store.addMember(own.key, to: counting)
      return state
    }
    guard !begun.phase.isUnderWay else { throw .failed(.busy) }
    let outcome: Result<Output, Interruption>
    do throws(Interruption) {
      outcome = .success(
        try await LeaseKeeper.during(context, shortest: own.duration) { (keeper) async throws(Interruption) in
          await keeper.keep(own)
          return try await body(begun.isOn)
        }
      )
    } catch {
      outcome = .failure(error)
    }
    if case .failure(.instanceGone) = outcome { throw .instanceGone }
    try await store.run("counted in hand-over") { (store) throws(StoreError) in
      try store.removeMember(own.key, from: counting)
      try store.delete(own.key)
    }
    return try outcome.get()
  }

  /// The leases of those who count.
  private var countingKey: String { Self.key(role) + ":counting" }

  /// Those that have died are not waited for any longer than their leases last.
  private func isAnybodyCounting(_ store: any StoreCommands) throws(StoreError) -> Bool {
    for lease in try store.members(countingKey) {
      if try store.exists(lease) { return true }
      try store.removeMember(lease, from: countingKey)
    }
    return false
  }
}

extension HandOver.State {
  fileprivate init(_ key: String, _ store: any StoreCommands) throws(StoreError) {
    let fields = try store.get(key).map { StoredFields.split($0) } ?? []
    if fields.count == 2, let phase = HandOver.Phase(rawValue: fields[0]), let number = Int(fields[1]) {
      self.init(phase: phase, number: number)
    } else {
      self.init(phase: .off, number: 0)
    }
  }

  fileprivate func write(_ key: String, _ store: any StoreCommands) throws(StoreError) {
    try store.set(key, "\(phase.rawValue)|\(number)", onlyIfAbsent: false, expiry: nil)
  }
}

/// What a ledger leaves behind when the truth passes to another one.
package struct Departure: Sendable {
  /// Whether HubSpot shows all that this ledger knows.
  let isWritten: @Sendable (any StoreCommands) throws(StoreError) -> Bool
  /// Writes it, at whatever interval it does so otherwise.
  let writing: (any BackgroundJob)?
  /// Forgets what it knows: when the truth comes back, HubSpot will know better.
  let leave: StoreStep

  /// Of a ledger that writes all within its requests, and keeps nothing.
  init() {
    isWritten = { _ in true }
    writing = nil
    leave = { _ in }
  }

  init(
    writing: any BackgroundJob,
    isWritten: @escaping @Sendable (any StoreCommands) throws(StoreError) -> Bool,
    leave: @escaping StoreStep = { _ in }
  ) {
    self.isWritten = isWritten
    self.writing = writing
    self.leave = leave
  }
}

import BookingAPI
package import HubSpotAPI
package import Ports

/// A change of the store that a part contributes to a script of another: both happen, or neither.
package typealias StoreStep = @Sendable (any StoreCommands) throws(StoreError) -> Void

/// What objects, in a script, to what the script would do; then nothing of it happens.
package typealias StoreObjection = @Sendable (any StoreCommands) throws(StoreError) -> Interruption?

/// Keeps the unfinished intents, who works on each, and the answers that were given.
package struct IntentLedger: Sendable {
  private let store: CoreStore
  private let time: any TimeSource
  private let identifiers: any IdentifierSource
  private let settings: CoreSettings

  package init(_ context: CoreContext) {
    store = context.store
    time = context.time
    identifiers = context.identifiers
    settings = context.settings
  }

  /// A claim on a contact, of its own among all, not made yet: with it a request proves every change of its intent.
  package func newClaim(on contact: ObjectID) -> Lease {
    Lease(key: Keys.claim(contact), token: identifiers.next(), duration: settings.requestLease)
  }

  /// What a request finds when it tries to begin.
  package enum Claim: Hashable, Sendable {
    /// Nothing unfinished: the intent is recorded and the contact is this request's.
    case begun
    /// An earlier request of this kind and key stopped half-way: its intent, now this request's; and whether its booking
    /// was known not to be written when it was left.
    case resumed(Intent, isUnwritten: Bool)
    /// This key has been answered.
    case answered(Answer)
    /// Somebody works on this contact, or another intent of it is unfinished.
    case busy
  }

  /// A final answer, kept under its key.
  package enum Answer: Hashable, Sendable {
    case booked(ObjectID)
    case cancelled

    fileprivate var encoded: String {
      switch self {
      case .booked(let booking): "booked:\(booking)"
      case .cancelled: "cancelled"
      }
    }

    fileprivate init?(encoded text: String) {
      if text == "cancelled" {
        self = .cancelled
      } else if text.hasPrefix("booked:"), let booking = ObjectID(String(text.dropFirst("booked:".count))) {
        self = .booked(booking)
      } else {
        return nil
      }
    }
  }

  /// Claims the contact for a new or an unfinished intent.
  ///
  /// A booking that is resumed may be written from here on, and its intent says so; one that is being undone is not.
  package func claim(_ intent: Intent, under claim: Lease) async throws(Interruption) -> Claim {
    let now = time.now
    return try await store.run("claim") { (store) throws(StoreError) in
      if let text = try store.get(Keys.answer(intent.holder)), let answer = Answer(encoded: text) {
        return .answered(answer)
      }
      guard try store.set(claim.key, claim.token, onlyIfAbsent: true, expiry: claim.duration) else { return .busy }
      // What has not begun leaves nothing behind, whoever began it.
      guard let text = try store.get(Keys.intent(intent.contact)), let found = Intent(encoded: text), found.hasBegun
      else {
        try Self.write(intent, at: now, store)
        return .begun
      }
      guard found.key == intent.key, found.kind == intent.kind else {
        try store.delete(claim.key)
        return .busy
      }
      var resumed = found
      if found.kind == .booking, !found.progress.contains(.undoing) {
        resumed.progress.insert(.writing)
      }
      try Self.write(resumed, at: now, store)
      return .resumed(resumed, isUnwritten: !found.progress.contains(.writing))
    }
  }

  /// Claims an intent whose owner is gone. Nil when it is not unfinished, not old enough, or somebody works on it.
  package func claimAbandoned(_ contact: ObjectID, under claim: Lease) async throws(Interruption) -> Intent? {
    let (now, latest) = (time.now, latestAbandoned)
    return try await store.run("claim abandoned") { (store) throws(StoreError) in
      guard let lastSign = try store.score(of: contact.description, in: Keys.unfinished), lastSign <= latest,
        let text = try store.get(Keys.intent(contact)), let found = Intent(encoded: text),
        try store.set(claim.key, claim.token, onlyIfAbsent: true, expiry: claim.duration)
      else { return nil }
      try Self.write(found, at: now, store)
      return found
    }
  }

  /// The contacts with an intent that showed no sign of life for the grace period, longest first.
  package func abandoned() async throws(Interruption) -> [ObjectID] {
    let latest = latestAbandoned
    return try await store.run("find abandoned") { (store) throws(StoreError) in
      try store.scored(Keys.unfinished, upTo: latest, limit: .max).compactMap { ObjectID($0) }
    }
  }

  /// The latest sign of life (ms) that counts as abandoned.
  private var latestAbandoned: Int64 { time.now.milliseconds - settings.recoveryGrace.wholeMilliseconds }

  /// Records the intent's progress together with a change of the store: `change` runs first and may object; then
  /// neither happens.
  ///
  /// - Returns: the objection, `.failed(.busy)` when the claim has passed to somebody else; nil when all is recorded.
  package func record(
    _ intent: Intent,
    under claim: Lease,
    _ change: StoreObjection? = nil
  ) async throws(Interruption) -> Interruption? {
    let now = time.now
    return try await store.run("record") { (store) throws(StoreError) in
      guard try claim.isHeld(store) else { return .failed(.busy) }
      if let objection = try change?(store) { return objection }
      try Self.write(intent, at: now, store)
      return nil
    }
  }

  /// Ends the intent: the answer (if there is one to keep) and `steps` take effect with it, all or nothing.
  ///
  /// - Throws: `.failed(.busy)` when the claim has passed to somebody else; then nothing has changed.
  package func close(
    _ intent: Intent,
    under claim: Lease,
    answer: Answer? = nil,
    _ steps: [StoreStep] = []
  ) async throws(Interruption) {
    let lifetime = settings.answerLifetime
    let isOurs = try await store.run("close") { (store) throws(StoreError) in
      guard try claim.isHeld(store) else { return false }
      for step in steps { try step(store) }
      if let answer {
        try store.set(Keys.answer(intent.holder), answer.encoded, onlyIfAbsent: false, expiry: lifetime)
      }
      try Self.remove(intent.contact, claim, store)
      return true
    }
    guard isOurs else { throw .failed(.busy) }
  }

  /// Leaves an unfinished intent as it is known now, for the visitor's next request or the recovery to take up. No sign of
  /// life: whoever lets go has stopped.
  package func letGo(_ intent: Intent, under claim: Lease) async throws(Interruption) {
    try await store.run("let go") { (store) throws(StoreError) in
      guard try claim.isHeld(store) else { return }
      try store.set(Keys.intent(intent.contact), intent.encoded, onlyIfAbsent: false, expiry: nil)
      try store.delete(claim.key)
    }
  }

  /// Forgets an intent that has not begun; one whose claim has passed to somebody else is that one's business.
  package func drop(_ intent: Intent, under claim: Lease) async throws(Interruption) {
    try await store.run("drop") { (store) throws(StoreError) in
      if try claim.isHeld(store) { try Self.remove(intent.contact, claim, store) }
    }
  }

  /// Whether the contact's unfinished intent has this key and has begun to write: that may still be undone.
  package func isUnfinished(_ key: String, of contact: ObjectID) async throws(Interruption) -> Bool {
    try await store.run("look up intent") { (store) throws(StoreError) in
      guard let text = try store.get(Keys.intent(contact)), let intent = Intent(encoded: text) else { return false }
      return intent.key.text == key && intent.progress.contains(.writing)
    }
  }

  /// The booking that a key was answered with, for a script that asks first.
  static func booked(_ key: IdempotencyKey, of contact: ObjectID, _ store: any StoreCommands) throws(StoreError)
    -> ObjectID?
  {
    guard let text = try store.get(Keys.answer("\(contact):\(key)")), case .booked(let booking) = Answer(encoded: text)
    else { return nil }
    return booking
  }

  /// The exams that unfinished intents are about, for a script that must not touch them.
  static func examsInMotion(_ store: any StoreCommands) throws(StoreError) -> Set<ObjectID> {
    var exams: Set<ObjectID> = []
    for member in try store.scored(Keys.unfinished, upTo: .max, limit: .max) {
      guard let contact = ObjectID(member), let text = try store.get(Keys.intent(contact)),
        let intent = Intent(encoded: text)
      else { continue }
      exams.insert(intent.exam)
    }
    return exams
  }

  /// Whether any intent has begun and is not closed, for a script that must not come between its steps.
  static func hasAnyBegun(_ store: any StoreCommands) throws(StoreError) -> Bool {
    for member in try store.scored(Keys.unfinished, upTo: .max, limit: .max) {
      guard let contact = ObjectID(member), let text = try store.get(Keys.intent(contact)) else { continue }
      if Intent(encoded: text)?.hasBegun == true { return true }
    }
    return false
  }

  private static func write(_ intent: Intent, at now: Timestamp, _ store: any StoreCommands) throws(StoreError) {
    try store.set(Keys.intent(intent.contact), intent.encoded, onlyIfAbsent: false, expiry: nil)
    try store.addScored(intent.contact.description, score: now.milliseconds, to: Keys.unfinished)
  }

  private static func remove(_ contact: ObjectID, _ claim: Lease, _ store: any StoreCommands) throws(StoreError) {
    try store.delete(Keys.intent(contact))
    try store.delete(claim.key)
    try store.removeScored(contact.description, from: Keys.unfinished)
  }

  /// The store's key of the sorted set of contacts with an unfinished intent.
  package static let unfinishedKey = "intents"

  /// The store's key of a contact's unfinished intent.
  package static func intentKey(of contact: ObjectID) -> String { Keys.intent(contact) }

  private enum Keys {
    static let unfinished = unfinishedKey
    static func intent(_ contact: ObjectID) -> String { "intent:\(contact)" }
    static func claim(_ contact: ObjectID) -> String { "claim:\(contact)" }
    static func answer(_ holder: String) -> String { "answer:" + holder }
  }
}

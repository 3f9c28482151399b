import BulkSync
import DeterministicRuntime
import HubSpotAPI
import SQLiteJournal
import Testing

/// Steps drawn from a seed, taken by a journal in a file and by the rules as a value, which must agree at each.
struct JournalWalk {
  private static let owners = ["a", "b", "c"]
  /// The last two are one name in two spellings of Unicode.
  private static let names = ["Ada", "Bea", "Cleo", "Dora", "Zo\u{E9}", "Zoe\u{301}"]

  private let random: KeyedRandom
  private let journal: SQLiteJournal
  private var rules = JournalState()
  private var claimed: [ClaimedBatch] = []
  /// Which steps were taken.
  private(set) var kinds: Set<Int> = []

  init(seed: Int, journal: SQLiteJournal) throws {
    random = KeyedRandom(seed: UInt64(seed))
    self.journal = journal
    try open("a", design: "batched")
  }

  mutating func take(_ step: Int) throws {
    var draw = random.draw("journal walk", step)
    let kind = draw.uniformInteger(in: 0..<6)
    kinds.insert(kind)
    switch kind {
    case 0: try open(Self.owners[draw.uniformInteger(in: 0..<3)], design: step % 7 == 0 ? "other" : "batched")
    case 1: try plan(step, &draw)
    case 2, 3:
      let owner = Self.owners[draw.uniformInteger(in: 0..<3)]
      let batch = try journal.claim(by: owner)
      #expect(batch == rules.claim(by: owner), "step \(step)")
      if let batch { claimed.append(batch) }
    case 4: try settle(step, &draw)
    default:
      guard !claimed.isEmpty else { break }
      let batch = claimed.remove(at: draw.uniformInteger(in: 0..<claimed.count))
      try journal.handBack(batch.number)
      rules.handBack(batch.number)
    }
    #expect(try journal.progress() == rules.progress, "step \(step), kind \(kind)")
    #expect(try journal.known() == rules.known, "step \(step), kind \(kind)")
    #expect(try journal.deadLetters() == rules.deadLetters, "step \(step), kind \(kind)")
  }

  private mutating func open(_ owner: String, design: String) throws {
    let identity = SyncIdentity(design: design, objectType: ObjectType("2-7001"))
    let (found, expected) = (
      result { () throws(JournalError) in try journal.open(identity, owner: owner) },
      result { () throws(JournalError) in try rules.open(identity, owner: owner) }
    )
    #expect(found == expected)
  }

  private func result<Output>(_ body: () throws(JournalError) -> Output) -> Result<Output, JournalError> {
    do throws(JournalError) { return .success(try body()) } catch { return .failure(error) }
  }

  private mutating func plan(_ step: Int, _ draw: inout Draw) throws {
    var batches: [[SyncItem]] = []
    for number in 0..<draw.uniformInteger(in: 1..<4) {
      let isArchive = draw.uniformInteger(in: 0..<4) == 0
      var items: [SyncItem] = []
      for name in Self.names.dropLast(number % 2) where draw.uniformInteger(in: 0..<3) == 0 {
        let record = SourceRecord(name: name, year: Int16(1880 + number), sex: .female, count: Int32(step))
        guard !items.contains(where: { $0.key == record.key }) else { continue }
        items.append(SyncItem(isArchive ? .archive(record.key, number == 0 ? nil : ObjectID(5)) : .write(record)))
      }
      batches.append(items)
    }
    let source = "source \(draw.uniformInteger(in: 0..<4))"
    let priority = draw.uniformInteger(in: 0..<3)
    try journal.plan(source, priority: priority, batches)
    rules.plan(source, priority: priority, batches)
  }

  private mutating func settle(_ step: Int, _ draw: inout Draw) throws {
    guard !claimed.isEmpty else { return }
    // Also one that was handed back meanwhile: then nothing happens.
    let batch = claimed.remove(at: draw.uniformInteger(in: 0..<claimed.count))
    let ends = batch.items.map { _ -> ItemEnd in
      switch draw.uniformInteger(in: 0..<4) {
      case 0: .again
      case 1: .dead(reason: "step \(step)")
      case 2: .done(nil)
      default: .done(ObjectID(Int64(step) + 1))
      }
    }
    try journal.complete(batch.number, ends)
    rules.complete(batch.number, ends)
  }
}

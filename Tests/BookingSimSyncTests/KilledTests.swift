import BulkSync
import DeterministicRuntime
import Foundation
import HubSpotAPI
import HubSpotFile
import SQLiteFile
import SQLiteJournal
import SimulatedHubSpot
import Testing

/// The program itself is started, killed and started again.
@Suite("A sync that is killed at any moment", .timeLimit(.minutes(10)))
struct KilledTests {
  /// The files of two nights in turn: in each some records are new, some have changed, and some are gone.
  private static let nights = [
    "--records 2000 --seed 3", "--records 2000 --seed 3 --changed 60 --added 10 --removed 10",
  ]
  private static let kills = 50
  private static let design = "--design batched"
  /// Of that design.
  private static let recordsInFlight = 5 * 100

  /// What the two files of a sync hold, while no process has them.
  private struct Standing {
    let known: [RecordKey: KnownRecord]
    let progress: SyncProgress
    /// When HubSpot last took something for each object that is not archived.
    let updates: [ObjectID: Int64]

    init(_ path: String) throws {
      let journal = SQLiteJournal(try SQLiteFile(path, .syncJournal))
      (known, progress) = (try journal.known(), try journal.progress())
      let objects = try HubSpotFile(SQLiteFile(path + ".hubspot", .hubSpot)).objects()
      let live = objects.filter { $0.archivedAt == nil }
      updates = Dictionary(uniqueKeysWithValues: live.map { ($0.id, $0.updatedAt) })
    }

    /// Objects with a content that HubSpot has acknowledged, as the journal has committed it.
    var acknowledged: [RecordKey: (id: ObjectID, checksum: RecordChecksum)] {
      known.compactMapValues { record in
        guard let id = record.objectID, let checksum = record.checksum else { return nil }
        return (id, checksum)
      }
    }

    /// Records that were sent until `later` although their content was acknowledged and committed.
    func sentAgain(until later: Standing) -> [String] {
      let acknowledgedLater = later.acknowledged
      return acknowledged.filter { key, known in
        // What has a new content by now had to be sent.
        later.updates[known.id] != updates[known.id] && acknowledgedLater[key]?.checksum == known.checksum
      }.keys.map(\.description).sorted()
    }

    /// How many objects HubSpot took something for until `later` of which the journal does not know yet.
    func takenUnheard(until later: Standing) -> Int {
      let heard = Set(later.acknowledged.values.map(\.id))
      return later.updates.count { updates[$0.key] != $0.value && !heard.contains($0.key) }
    }
  }

  @Test("goes on where it stood, and ends as one that was never killed")
  func killed() throws {
    let program = try Program()
    defer { program.remove() }
    let references = try Self.nights.enumerated().map { number, night in
      let ending = try program.run("run --journal whole-\(number) \(Self.design) \(night)")
      try #require(ending.code == 0, "\(ending.errors)")
      return try program.run("state --journal whole-\(number)").output
    }
    try #require(references[0] != references[1])
    #expect(references[0].count { $0 == "\n" } == 2_001)

    let random = KeyedRandom(seed: 13)
    var (kills, night, inFlight, unheard) = (0, 0, 0, 0)
    var before: Standing?
    for life in 0..<500 {
      let isLast = kills == Self.kills
      var draw = random.draw("where a sync is killed", life)
      let command = "run --journal killed \(Self.design) \(Self.nights[night % 2])"
      let ending: Program.Ending
      switch draw.uniformInteger(in: 0..<5) {
      case _ where isLast: ending = try program.run(command)
      case 0: ending = try program.run(command, killedAfterLines: draw.uniformInteger(in: 1..<10))
      case 1, 2: ending = try program.run(command + " --die-at-call \(draw.uniformInteger(in: 1..<45))")
      default: ending = try program.run(command + " --die-after-call \(draw.uniformInteger(in: 1..<45))")
      }
      let now = try Standing(program.path("killed"))
      if let before {
        #expect(before.sentAgain(until: now) == [], "life \(life)")
        let taken = before.takenUnheard(until: now)
        #expect(taken <= Self.recordsInFlight, "life \(life)")
        if taken > 0 { unheard += 1 }
      }
      before = now
      if ending.isKilled {
        kills += 1
        if now.progress.claimedBatches > 0 { inFlight += 1 }
        continue
      }
      #expect(ending.code == 0, "life \(life): \(ending.output)\(ending.errors)")
      #expect(ending.output.contains("\naudit         sound: "))
      #expect(try program.run("state --journal killed").output == references[night % 2], "night \(night)")
      #expect(now.progress.isOver)
      night += 1
      if isLast { break }
    }
    #expect(kills == Self.kills)
    #expect(night > 1)
    #expect(inFlight > 10, "only \(inFlight) of the kills met work in flight")
    #expect(unheard > 5, "only \(unheard) of the kills came between an effect and its commit")
  }
}

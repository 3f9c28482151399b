import BulkSync
import Foundation
import HubSpotAPI
import Measures
import SyncSimulation
import Testing

@Suite("The list of what a sound sync keeps")
struct SyncInvariantsTests {
  @Test("has one for each kind of finding, and only one")
  func kinds() {
    #expect(Set(SyncInvariants.all.map(\.name)) == Set(SyncFinding.Kind.allCases))
    #expect(SyncInvariants.all.count == SyncFinding.Kind.allCases.count)
  }

  @Test("is the table of guarantees in docs/bulk-sync.md, line by line")
  func table() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let page = try String(contentsOf: root.appending(path: "docs/bulk-sync.md"), encoding: .utf8)
    let rows = SyncInvariants.all.map { invariant in
      let cannotKnow = invariant.cannotKnow.isEmpty ? "" : invariant.cannotKnow + " "
      return "| `\(invariant.name.rawValue)` | \(invariant.promise) | \(cannotKnow)|"
    }
    let table = ["| finding | promise | cannot know |", "|---|---|---|"] + rows
    #expect(page.contains("\n" + table.joined(separator: "\n") + "\n\n"))
  }

  private struct Bearer: RecordBearer {
    var id: ObjectID
    var values: [String: String]

    init(_ id: Int64, _ record: SourceRecord) {
      self.id = ObjectID(id)
      values = Dictionary(uniqueKeysWithValues: record.properties.map { ($0.name, $0.value) })
    }

    subscript(name: String) -> String? { values[name] }
  }

  private static let records = ["Ada", "Bea", "Cleo"].map {
    SourceRecord(name: $0, year: 1880, sex: .female, count: 7)
  }

  private static var bearers: [Bearer] { records.enumerated().map { Bearer(Int64($0.offset + 1), $0.element) } }

  private static func audited(_ bearers: [Bearer]) -> AuditedSync {
    var comparer = RecordComparer(records)
    for bearer in bearers { comparer.take(bearer) }
    return AuditedSync(comparer.result)
  }

  /// A run with one thing wrong with it.
  private static func broken(_ kind: SyncFinding.Kind) -> AuditedSync {
    var bearers = bearers
    switch kind {
    case .missingRecord: bearers.remove(at: 1)
    case .wrongContent: bearers[1].values[RecordProperty.count] = "8"
    case .doubledRecord: bearers.append(Bearer(9, records[1]))
    case .strayRecord: bearers.append(Bearer(9, SourceRecord(name: "Dora", year: 1880, sex: .female, count: 7)))
    case .acknowledgedSentAgain, .unfinishedWork, .limitExceeded: break
    }
    var run = audited(bearers)
    switch kind {
    case .acknowledgedSentAgain: run.sentAgain = [records[1].key]
    case .unfinishedWork: (run.progress.waitingBatches, run.progress.openItems) = (1, 3)
    case .limitExceeded: run.limitsExceeded = ["101 calls in ten seconds"]
    default: break
    }
    return run
  }

  @Test("finds nothing in a sound run")
  func sound() {
    let run = Self.audited(Self.bearers)
    #expect(run.findings == [] && run.records.arrived == 3)
  }

  @Test("has for each fault the one that finds it, and no other does", arguments: SyncFinding.Kind.allCases)
  func faults(kind: SyncFinding.Kind) {
    #expect(Self.broken(kind).findings.map(\.kind) == [kind])
  }

  @Test("excuses what was given up with a reason, and nothing else")
  func givenUp() {
    for kind in [SyncFinding.Kind.missingRecord, .wrongContent] {
      var run = Self.broken(kind)
      run.givenUp = [Self.records[0].key]
      #expect(run.findings.map(\.kind) == [kind])
      run.givenUp = [Self.records[1].key]
      #expect(run.findings == [] && run.records.arrived == 2)
    }
  }

  @Test("lets stay what was there before: where nothing is removed, or its removal was given up")
  func kept() {
    let dora = RecordKey(year: 1880, sex: .female, name: "Dora")
    var run = Self.broken(.strayRecord)
    run.earlier = [dora]
    #expect(run.findings == [])
    run.removes = true
    #expect(run.findings.map(\.kind) == [.strayRecord])
    run.givenUp = [dora]
    #expect(run.findings == [])
    var nameless = Self.bearers
    nameless.append(Self.bearers[0])
    nameless[3].values[RecordProperty.key] = nil
    #expect(Self.audited(nameless).findings.map(\.kind) == [.strayRecord])
  }

  @Test("does not ask of a design that sends everything whether it was needed")
  func everything() {
    var run = Self.broken(.acknowledgedSentAgain)
    run.knowsChanges = false
    #expect(run.findings == [])
  }
}

import BulkSync
import HubSpotAPI
import Measures
import SimulatedHubSpot

/// What a sound sync keeps, judged by HubSpot's own records: each record of the source is there exactly once with the
/// content last given, and nothing else is; what dead letters name may be as it was.
struct SyncAudit {
  let source: SyncSource
  /// What was in HubSpot before.
  let earlier: Set<RecordKey>
  /// Whether what is gone from the source must be gone from HubSpot.
  let removes: Bool
  let deadLetters: [DeadLetter]

  /// What was found, in the order of HubSpot's objects, then of the source; and how many records of the source are there as
  /// they were given last.
  func verdict(_ objects: [AuditedObject]) -> (findings: [SyncFinding], arrived: Int) {
    let excused = Set(deadLetters.map(\.key))
    var expected = Dictionary(source.records.map { ($0.key, $0) }) { _, last in last }
    var seen: Set<RecordKey> = []
    var findings: [SyncFinding] = []
    var arrived = 0
    for object in objects {
      guard let key = object[RecordProperty.key].flatMap({ RecordKey($0) }) else {
        findings.append(SyncFinding(.strayRecord, "object \(object.id) has no key; expected one of the source"))
        continue
      }
      guard seen.insert(key).inserted else {
        findings.append(SyncFinding(.doubledRecord, "\(key) is in HubSpot twice; expected once"))
        continue
      }
      guard let record = expected.removeValue(forKey: key) else {
        if !(earlier.contains(key) && (!removes || excused.contains(key))) {
          findings.append(SyncFinding(.strayRecord, "\(key) is in HubSpot; the source does not have it"))
        }
        continue
      }
      let wrong = record.properties.filter { object[$0.name] != $0.value }
      if wrong.isEmpty { arrived += 1 }
      for property in wrong where !excused.contains(key) {
        let found = object[property.name] ?? "nothing"
        findings.append(
          SyncFinding(.wrongContent, "\(key): \(property.name) is \(found); expected \(property.value)")
        )
      }
    }
    for record in source.records where expected[record.key] != nil && !excused.contains(record.key) {
      findings.append(SyncFinding(.missingRecord, "\(record.key) is not in HubSpot; the source has it"))
    }
    return (findings, arrived)
  }
}

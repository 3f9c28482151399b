package import BookingCore

/// Keys of a scenario that only some parts of a design read: varied for a design without these parts they change nothing,
/// and whoever varies them should hear of it.
package enum UnreadKeys {
  /// A part in a role, as a design's name has it: `notes=queued`.
  struct Reader: Hashable {
    let role: String
    let part: String

    init(_ role: String, _ part: String) {
      self.role = role
      self.part = part
    }

    var name: String { "\(role)=\(part)" }
  }

  /// By key, those that read it. What is not here may be read by every design.
  static let readers: [String: [Reader]] = [
    "core.association_interval_seconds": [Reader("associations", "queued")],
    "core.note_interval_seconds": [Reader("notes", "queued")],
    "core.fallback_queue_length": [Reader("associations", "queued"), Reader("notes", "queued")],
    "core.negative_duplicate_lifetime_seconds": [Reader("duplicates", "two-tier")],
    "core.positive_duplicate_at_least_seconds": [Reader("duplicates", "two-tier")],
    "core.seat_counter_lifetime_seconds": [Reader("seats", "store")],
    "core.counter_sync_interval_seconds": [Reader("seats", "store")],
    "core.reconciliation_interval_seconds": [Reader("seats", "store"), Reader("duplicates", "two-tier")],
    "core.reconciliation_quiet_seconds": [Reader("seats", "store"), Reader("duplicates", "two-tier")],
    "core.exam_lock_wait_seconds": [Reader("seats", "hubspot-property")],
    "core.pacing.reservoir": [Reader("pacing", "reservoir")],
    "core.pacing.reservoir_refresh_seconds": [Reader("pacing", "reservoir")],
    "core.pacing.bucket_tokens": [Reader("pacing", "gcra")],
    "core.pacing.bucket_tokens_per_second": [Reader("pacing", "gcra")],
  ]

  /// A sentence for each of the keys that some of the designs never read.
  package static func remarks(_ keys: [String], _ designs: [Design]) -> [String] {
    keys.compactMap { key in
      guard let readers = readers[key] else { return nil }
      let blind = designs.filter { design in !readers.contains { isPart($0, of: design) } }.map(\.name)
      guard !blind.isEmpty else { return nil }
      let parts = readers.map(\.name).joined(separator: " and ")
      return "\(key) is never read by \(blind.joined(separator: ", ")): only \(parts) "
        + "\(readers.count == 1 ? "reads" : "read") it."
    }
  }

  static func isPart(_ reader: Reader, of design: Design) -> Bool {
    DesignRole.listed.contains { $0.name == reader.role && design.partName($0) == reader.part }
  }
}

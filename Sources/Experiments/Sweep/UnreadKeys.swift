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
  static let readers: [String: [Reader]] = Dictionary(uniqueKeysWithValues: core + merging + pacing)

  private static let storedSeats = [Reader("seats", "store"), Reader("seats", "store-summed")]
  private static let storedDuplicates = [Reader("duplicates", "two-tier"), Reader("duplicates", "store")]
  private static let queuedNotes = [Reader("notes", "queued"), Reader("notes", "drained")]

  private static let core: [(String, [Reader])] = [
    ("core.association_interval_seconds", [Reader("associations", "queued")]),
    ("core.note_interval_seconds", queuedNotes),
    ("core.fallback_queue_length", [Reader("associations", "queued"), Reader("notes", "queued")]),
    ("core.negative_duplicate_lifetime_seconds", [Reader("duplicates", "two-tier")]),
    ("core.positive_duplicate_at_least_seconds", storedDuplicates),
    ("core.seat_counter_lifetime_seconds", storedSeats),
    ("core.counter_sync_interval_seconds", storedSeats),
    ("core.reconciliation_interval_seconds", storedSeats + storedDuplicates),
    ("core.reconciliation_quiet_seconds", storedSeats + storedDuplicates),
    ("core.exam_lock_wait_seconds", [Reader("seats", "hubspot-property")]),
    ("core.shedding_patience_ms", [Reader("admission", "shedding")]),
    ("core.exam_memory_seconds", [Reader("exams", "remembered")]),
    ("core.credit_lifetime_seconds", [Reader("credits", "store")]),
    ("core.credit_sync_interval_seconds", [Reader("credits", "store")]),
  ]

  private static let merging: [(String, [Reader])] = {
    let lanes = [Reader("coalescing", "store")]
    let all = [Reader("coalescing", "merged")] + lanes
    return [
      ("window_ms", all), ("widest_window_ms", all), ("easy_room", all), ("batch", all),
      ("entry_lifetime_seconds", all), ("leader_lease_seconds", lanes), ("reply_lifetime_seconds", lanes),
    ].map { ("core.coalescing.\($0.0)", $0.1) }
  }()

  private static let pacing: [(String, [Reader])] = {
    func parts(_ names: String...) -> [Reader] { names.map { Reader("pacing", $0) } }
    let windows = parts("known-window", "store-window", "window-share")
    return [
      ("ten_second_limit", windows + parts("reservoir", "gcra")),
      ("search_limit_per_second", windows + parts("reservoir", "gcra")),
      ("burst_per_second", windows), ("way_up_at_most_ms", windows + parts("gcra")), ("reserve", windows),
      ("queue_bound", windows), ("longest_foreground_wait_seconds", windows),
      ("longest_background_wait_seconds", windows), ("background_ageing_seconds", windows),
      ("reservoir", parts("reservoir")), ("reservoir_refresh_seconds", parts("reservoir")),
      ("bucket_tokens", parts("gcra")), ("bucket_tokens_per_second", parts("gcra")),
    ].map { ("core.pacing.\($0.0)", $0.1) }
  }()

  /// A sentence for each of the keys that some of the designs never read.
  package static func remarks(_ keys: [String], _ designs: [Design]) -> [String] {
    keys.compactMap { key in
      guard let readers = readers[key] else { return nil }
      let blind = designs.filter { design in !readers.contains { isPart($0, of: design) } }.map(\.name)
      guard !blind.isEmpty else { return nil }
      let names = readers.map(\.name)
      let parts = ([names.dropLast().joined(separator: ", ")] + names.suffix(1)).filter { !$0.isEmpty }
        .joined(separator: " and ")
      return "\(key) is never read by \(blind.joined(separator: ", ")): only \(parts) "
        + "\(readers.count == 1 ? "reads" : "read") it."
    }
  }

  static func isPart(_ reader: Reader, of design: Design) -> Bool {
    DesignRole.listed.contains { $0.name == reader.role && design.partName($0) == reader.part }
  }
}

import BookingCore
import DeterministicRuntime
import HubSpotAPI
import LiteralTimes
import VirtualTime

/// A scenario file whose settings are drawn at random within their ranges, with a design or a combination of parts and
/// a seed. What keeps a run short enough for a test bounds some of them further: visitors, intervals, the drain limit.
struct DrawnScenario: Sendable, CustomStringConvertible {
  let number: Int
  private(set) var design: String
  let seed: UInt64
  private(set) var text: String

  init(_ number: Int) {
    self.number = number
    var draws = Draws(number)
    design = draws.design()
    seed = UInt64(number)
    text =
      "scenario_version: 1\nsummary: drawn\n" + draws.load() + draws.portal() + draws.hubSpot() + draws.webhooks(number)
      + draws.core()
      + "store:\n  command_ms: \(draws.chance(0.3) ? "0" : draws.spread(0.1, 50))\n"
      + "run:\n  drain_limit_seconds: \(draws.spread(1_200, 7_200))\n"
  }

  /// The same without switches: with the design's own parts, and with all that it is switched to.
  private(set) var unswitched: [DrawnScenario] = []

  /// The same with switches that are turned while visitors are there: of one role to three, to parts that the design can have,
  /// at any times, on and off and back.
  var switched: DrawnScenario {
    var draw = KeyedRandom(seed: 2_026).draw("switches of a drawn scenario", number)
    func one<Value>(of values: [Value]) -> Value { values[draw.uniformInteger(in: 0..<values.count)] }
    guard let design = try? DesignRegistry.design(design) else { preconditionFailure("\(design) is no design") }
    var changes: [(at: Int, text: String)] = []
    var replaced = ""
    var roles = SwitchableRole.all
    for _ in 0..<(1 + draw.uniformInteger(in: 0..<3)) {
      let role = roles.remove(at: draw.uniformInteger(in: 0..<roles.count))
      guard let row = DesignRole.listed.first(where: { $0.name == role.name }) else { continue }
      let parts = role.partNames.filter {
        $0 != design.partName(row) && design.replacing(row, with: $0)?.objection == nil
      }
      guard !parts.isEmpty else { continue }
      let part = one(of: parts)
      // A part of the design's name cannot be replaced twice.
      if !self.design.contains("+\(role.name)=") { replaced += "+\(role.name)=\(part)" }
      var moments: Set<Int> = []
      for _ in 0..<(1 + draw.uniformInteger(in: 0..<4)) { moments.insert(draw.uniformInteger(in: 0..<90_000)) }
      for moment in moments.sorted() {
        let percent = role.ownsTruth ? one(of: [0, 100, 100]) : one(of: [0, 10, 25, 50, 100])
        changes.append((moment, "role: \(role.name), part: \(part), percent: \(percent)"))
      }
    }
    var (switched, other) = (self, self)
    guard !changes.isEmpty else { return switched }
    other.design += replaced
    switched.unswitched = [self, other]
    switched.text += "switches:\n"
    for change in changes.sorted(by: { ($0.at, $0.text) < ($1.at, $1.text) }) {
      switched.text += "  - { at_seconds: \(Double(change.at) / 1_000), \(change.text) }\n"
    }
    return switched
  }

  /// The same with instances that die while visitors are there, one or all, and are back sooner or later. None where each
  /// request has an instance of its own.
  var crashed: DrawnScenario {
    var crashed = self
    guard !text.contains("host: an-instance-a-request") else { return crashed }
    var draw = KeyedRandom(seed: 2_026).draw("crashes of a drawn scenario", number)
    let lines = (0..<(1 + draw.uniformInteger(in: 0..<4))).map { _ in
      let (at, back) = (draw.uniformInteger(in: 0..<90_000), draw.uniformInteger(in: 0..<40_000))
      let who = draw.uniform() < 0.5 ? "" : "instance: 0, "
      return (at, "  - { at_seconds: \(Double(at) / 1_000), \(who)back_after_seconds: \(Double(back) / 1_000) }\n")
    }
    crashed.text += "crashes:\n" + lines.sorted { $0.0 < $1.0 }.map(\.1).joined()
    return crashed
  }

  var description: String { "draw \(number), design \(design), seed \(seed):\n\(text)" }
}

/// Draws one scenario's values.
private struct Draws {
  private var draw: Draw
  private var users = 0
  private var queueBatch = 0

  init(_ number: Int) { draw = KeyedRandom(seed: 2_026).draw("a drawn scenario", number) }

  mutating func chance(_ share: Double) -> Bool { draw.uniform() < share }

  private mutating func count(_ range: ClosedRange<Int>) -> Int {
    draw.uniformInteger(in: range.lowerBound..<range.upperBound + 1)
  }

  private mutating func one<Value>(of values: [Value]) -> Value { values[draw.uniformInteger(in: 0..<values.count)] }

  /// A number that is small more often than large, with three decimals.
  mutating func spread(_ low: Double, _ high: Double) -> String {
    let share = draw.uniform()
    return decimal(low + (high - low) * share * share)
  }

  private mutating func even(_ low: Double, _ high: Double) -> String { decimal(low + (high - low) * draw.uniform()) }

  private func decimal(_ value: Double) -> String {
    let thousandths = Int((value * 1_000).rounded())
    let digits = String(thousandths % 1_000)
    return "\(thousandths / 1_000).\(String(repeating: "0", count: 3 - digits.count))\(digits)"
  }

  /// A registered design; every third time one with some of its parts replaced.
  mutating func design() -> String {
    while true {
      var name = one(of: DesignRegistry.all).name
      if chance(0.34) {
        for role in DesignRole.listed where chance(0.4) { name += "+\(role.name)=\(one(of: role.partNames))" }
      }
      if (try? DesignRegistry.design(name)) != nil { return name }
    }
  }

  mutating func load() -> String {
    users = count(2...60)
    var text = "load:\n  exam_choice: \(one(of: ["uniform", "round_robin"]))\n"
    switch count(0...3) {
    case 0: text += "  arrivals: { rate_per_second: \(even(0.2, 8)), duration_seconds: \(even(1, 10)) }\n"
    case 1: text += "  arrivals: { poisson_per_second: \(even(0.2, 8)), duration_seconds: \(even(1, 10)) }\n"
    default: text += "  arrivals: { users: \(users), within_seconds: \(spread(0, 60)) }\n"
    }
    text += "  visitors:\n"
    let soonest = even(0, 30)
    text += "    come_back_after_seconds: [\(soonest), \(even(30, chance(0.3) ? 120 : 40))]\n"
    text += "    come_backs_at_most: \(count(0...12))\n    other_exams_at_most: \(count(0...4))\n"
    if chance(0.3) {
      text += "    browse: { share_percent: \(even(0, 100)), think_seconds: [\(even(0, 3)), \(even(3, 30))] }\n"
    }
    if chance(0.4) {
      text += "    cancel: { share_percent: \(even(0, 100)), after_seconds: [\(even(0, 5)), \(even(5, 60))]"
      let rebook = one(of: ["\"no\"", "same_exam", "other_exam"])
      text += ", rebook: \(rebook)"
      if rebook != "\"no\"" { text += ", rebook_after_seconds: [\(even(0, 5)), \(even(5, 30))]" }
      text += " }\n"
    }
    if chance(0.3) {
      let key = one(of: ["same", "own"])
      text += "    double_click: { share_percent: \(even(0, 100)), after_ms: \(even(0, 3_000)), key: \(key) }\n"
    }
    return text
  }

  mutating func portal() -> String {
    var text = "portal:\n  exams: \(count(1...10))\n  credits_per_type: \(count(0...5))\n"
    if chance(0.6) { text += "  capacity_per_exam: \(count(0...12))\n" }
    return text
  }

  mutating func hubSpot() -> String {
    var text = "hubspot:\n"
    if chance(0.7) { text += "  ten_second_limit: \(count(20...300))\n" }
    if chance(0.5) { text += "  search_limit_per_second: \(count(1...20))\n" }
    if chance(0.5) { text += "  burst_per_second: \(chance(0.3) ? "off" : String(count(10...200)))\n" }
    if chance(0.2) { text += "  counts_refused_in_ten_second: true\n" }
    if chance(0.3) { text += "  daily_limit: off\n" }
    if chance(0.3) {
      let arrivals = one(of: ["constant", "poisson"])
      text += "  other_traffic: { share_percent: \(count(0...85)), arrivals: \(arrivals) }\n"
    }
    text += "  index_lag_seconds: \(spread(0, 20))\n"
    queueBatch = count(1...100)
    if chance(0.4) {
      text += "  batch_limit: \(count(queueBatch...100))\n  association_batch_limit: \(count(queueBatch...1_000))\n"
    }
    if chance(0.4) { text += "  association_page: \(count(1...500))\n" }
    text += "  latency:\n"
    if chance(0.7) { text += "    sigma: \(spread(0, 0.8))\n    way_up_sigma: \(spread(0, 2))\n" }
    if chance(0.5) { text += "    way_up_ms: \(spread(0, 300))\n    refusal_ms: \(spread(0, 2_000))\n" }
    if chance(0.3) { text += "    batch_extra_per_input_ms: \(spread(0, 20))\n" }
    text += "    median_ms:\n      other_calls: \(spread(10, 3_000))\n"
    for label in Labels.all where chance(0.3) { text += "      \(label.name): \(spread(10, 5_000))\n" }
    return text
  }

  /// Every fourth time, with draws of their own.
  func webhooks(_ number: Int) -> String {
    guard number % 4 == 0 else { return "" }
    var draw = KeyedRandom(seed: 2_026).draw("webhooks of a drawn scenario", number)
    let endpoint = ["booking-sync", "cache-invalidation", "both"][draw.uniformInteger(in: 0..<3)]
    let (least, span) = (draw.uniformInteger(in: 0..<3_000), draw.uniformInteger(in: 0..<5_000))
    return "  webhooks:\n    endpoint: \(endpoint)\n    delay_ms: [\(least), \(least + span)]\n"
      + "    duplicates_percent: \(draw.uniformInteger(in: 0..<50))\n    disorder: \(draw.uniform() < 0.5)\n"
  }

  mutating func core() -> String {
    var text = "core:\n  instances: \(chance(0.5) ? 1 : count(2...8))\n"
    var retries: [String] = []
    for _ in 0..<count(0...5) { retries.append(spread(0, 30)) }
    if chance(0.5) { text += "  retry_after_seconds: [\(retries.joined(separator: ", "))]\n" }
    let keys: [(String, Double, Double)] = [
      ("request_deadline_seconds", 0.5, 120), ("request_lease_seconds", 1, 300), ("exam_lock_wait_seconds", 0, 60),
      ("exam_lock_lease_seconds", 1, 200), ("answer_lifetime_seconds", 1, 20_000),
      ("negative_duplicate_lifetime_seconds", 0.1, 20_000), ("positive_duplicate_at_least_seconds", 0.1, 90_000),
      ("seat_counter_lifetime_seconds", 1, 20_000), ("recovery_grace_seconds", 0.1, 180),
      ("recovery_interval_seconds", 0.5, 120), ("counter_sync_interval_seconds", 0.5, 300),
      ("reconciliation_interval_seconds", 2, 900), ("reconciliation_quiet_seconds", 0.5, 120),
      ("job_lease_seconds", 0.5, 150), ("association_interval_seconds", 0.5, 60), ("note_interval_seconds", 0.5, 60),
    ]
    for (key, low, high) in keys where chance(0.3) { text += "  \(key): \(spread(low, high))\n" }
    text += "  queue_batch: \(queueBatch)\n  queue_tries: \(count(1...5))\n  recovery_batch: \(count(1...40))\n"
    if chance(0.3) { text += "  fallback_queue_length: \(count(0...60))\n" }
    return text
  }
}

import Measures
import Results

/// The tables of a study of alerts, which its page and its text share.
struct AlertTables {
  let result: AlertResult

  /// A row for each kind: in which runs it came, and what it was good for.
  ///
  /// - Parameter all: whether kinds that never came have one, too.
  func kinds(all: Bool = true) -> Table {
    var table = Table([
      "alert", "before", "after", "missed", "for nothing", "silent", "lead, median", "verdict",
    ])
    for tally in result.tallies where all || tally.fired > 0 {
      table.add([
        .text(tally.kind.rawValue), .count(tally.ahead), .count(tally.late), .count(tally.missed), .count(tally.idle),
        .count(tally.silent),
        .number(tally.medianLead, shown: tally.medianLead.map(Self.signed) ?? "-"), .text(tally.verdict.rawValue),
      ])
    }
    return table
  }

  /// A row for each kind: what is watched and when it is raised.
  var rules: Table {
    var table = Table(texts: ["alert", "what is watched", "warning", "critical", "within", "for"])
    for rule in result.rules {
      let sign = rule.kind.isBadWhenLow ? "below " : rule.kind.isReached ? "from " : "above "
      table.add([
        "\(code: rule.kind.rawValue)", .text(rule.kind.says), .text(rule.warning.map { "\(sign)\($0)" } ?? ""),
        .text(rule.critical.map { "\(sign)\($0)" } ?? ""), .text(rule.window.map { "\($0) s" } ?? ""),
        .text(rule.hold > 0 ? "\(rule.hold) s" : "at once"),
      ])
    }
    return table
  }

  /// A row for each scenario and design: when visitors notice, and which alerts came before and after.
  var runs: Table {
    var table = Table(texts: ["scenario", "design", "visitors notice", "before", "after"])
    for group in result.groups {
      table.add([
        .text(group[0].scenario), .text(group[0].design), .text(Self.noticed(group)),
        .text(came(group, isAhead: true)), .text(came(group, isAhead: false)),
      ])
    }
    return table
  }

  private static func noticed(_ group: [AlertCase]) -> String {
    let noticed = group.compactMap(\.noticed)
    guard let first = noticed.first else { return "never" }
    let times = group.compactMap(\.noticedAt).sorted()
    let sign = first.sign == .failure ? "a failure" : "waiting"
    let share = noticed.count < group.count ? ", in \(noticed.count) of \(group.count) runs" : ""
    return "\(sign) at \(times[(times.count - 1) / 2].text(decimals: 1)) s\(share)"
  }

  /// The kinds that came, with the median of their lead; those of runs without notice with when they came.
  private func came(_ group: [AlertCase], isAhead: Bool) -> String {
    let isNoticed = group.contains { $0.noticed != nil }
    let kinds = result.rules.compactMap { rule -> (Double, String)? in
      let tally = AlertTally(rule.kind, group)
      guard isNoticed else {
        guard isAhead, let first = group.compactMap({ $0.first(rule.kind) }).min() else { return nil }
        return (first, "\(rule.kind.rawValue) (at \(first.text(decimals: 0)) s)")
      }
      guard let lead = tally.medianLead, (lead > 0) == isAhead else { return nil }
      return (-lead, "\(rule.kind.rawValue) (\(Self.signed(lead)))")
    }
    let texts = kinds.enumerated().sorted { ($0.element.0, $0.offset) < ($1.element.0, $1.offset) }.map(\.element.1)
    return texts.isEmpty ? "-" : texts.joined(separator: ", ")
  }

  private static func signed(_ seconds: Double) -> String {
    (seconds > 0 ? "+" : "") + seconds.text(decimals: 1) + " s"
  }
}

extension AlertKind {
  /// How the sign before its thresholds is to be read.
  fileprivate var isBadWhenLow: Bool {
    [.tenSecondLeft, .dailyLeft, .processing, .cacheHits].contains(self)
  }

  fileprivate var isReached: Bool {
    [.refusedCalls, .cronFailures, .cacheDifferences, .answersNearLimit].contains(self)
  }
}

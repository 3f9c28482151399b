import Results

/// The searches as rows.
extension CapacityReport {
  private static let titles = [
    "design", "tier", "axis", "holds", "is_bound", "knee", "confirmed_runs", "runs", "calls_per_booking", "breaks_at",
    "binding_policy", "knee_is_bound", "unsound_runs", "held_at_least", "breaking_held_runs", "breaking_runs",
  ]

  package var rows: CSVText {
    var rows = CSVText(Self.titles)
    for row in result.rows { rows.add(fields(row)) }
    return rows
  }

  private func fields(_ row: CapacityRow) -> [String] {
    let judged = row.confirmed.map { ["\($0.held)", "\($0.runs)"] } ?? ["", ""]
    return [
      row.design, row.tier, row.axis.rawValue, row.holding.map { plan.loadText(row.axis, $0) } ?? "",
      row.isOpen ? "true" : "false", row.knee.map(String.init) ?? "",
    ] + judged + [
      row.callsPerBooking.map { $0.text(decimals: 3) } ?? "",
      row.breaking.map { plan.loadText(row.axis, $0.load) } ?? "", row.breaking?.causes.bindingPolicy ?? "",
      row.isKneeOpen ? "true" : "false", "\(row.unsound.count)",
      row.confirmed.map { $0.least.text(decimals: 4) } ?? "", row.breaking.map { String($0.held) } ?? "",
      row.breaking.map { String($0.runs) } ?? "",
    ]
  }
}

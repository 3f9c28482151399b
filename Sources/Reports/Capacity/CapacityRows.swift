import Results

/// The searches as rows. What stands in an object of its own in JSON is named after it: `confirmed_held` is `held` in
/// `confirmed`.
extension CapacityReport {
  private static let titles = [
    "scenario", "scenario_hash", "first_seed", "design", "tier", "axis", "holds", "is_bound", "confirmed_held",
    "confirmed_runs", "confirmed_least", "knee", "knee_is_bound", "calls_per_booking", "breaking_load", "breaking_held",
    "breaking_runs", "breaking_unsound_runs", "breaking_binding_policy", "unsound_runs",
  ]

  package var rows: CSVText {
    var rows = CSVText(.capacityRows, Self.titles)
    for row in result.rows { rows.add(fields(row)) }
    return rows
  }

  private func fields(_ row: CapacityRow) -> [String] {
    [plan.scenario, plan.scenarioHash, String(plan.firstSeed), row.design, row.tier, row.axis.rawValue]
      + [row.holding.map { plan.loadText(row.axis, $0) } ?? "", row.isOpen ? "true" : "false"]
      + confirmation(row.confirmed)
      + [row.knee.map(String.init) ?? "", row.isKneeOpen ? "true" : "false"]
      + [row.callsPerBooking.map { $0.text(decimals: 3) } ?? ""]
      + breaking(row) + ["\(row.unsound.count)"]
  }

  private func confirmation(_ confirmed: CapacityRow.Confirmation?) -> [String] {
    guard let confirmed else { return ["", "", ""] }
    return [String(confirmed.held), String(confirmed.runs), confirmed.least.text(decimals: 4)]
  }

  private func breaking(_ row: CapacityRow) -> [String] {
    guard let breaking = row.breaking else { return ["", "", "", "", ""] }
    return [plan.loadText(row.axis, breaking.load)]
      + [breaking.held, breaking.runs, breaking.unsoundRuns].map(String.init)
      + [breaking.causes.bindingPolicy ?? ""]
  }
}

import Measures
package import Results

/// How much each design carries on each tier, what binds there, and what would buy more.
package struct CapacityReport: DocumentedReport, TabulatedReport {
  let result: CapacityResult

  package init(_ result: CapacityResult) { self.result = result }

  package var documentFormat: DataFormat { .capacity }

  package var document: any Encodable { result }

  package var content: ReportContent {
    ReportContent(
      [
        Paragraph(.title("\(plan.scenario): how much holds")),
        Paragraph(.lines(question)),
        Paragraph(.table(table)),
        Paragraph(.lines(legend)),
      ] + section("How sure that is", judged) + section("What binds", binding) + section("What more would buy", buying)
        + section("The day's budget", daily) + [Paragraph(.lines(unsound))]
    )
  }

  /// A heading and what stands below it; nothing when nothing does.
  private func section(_ heading: Phrase, _ lines: [Line]) -> [Paragraph] {
    lines.isEmpty ? [] : [Paragraph(.heading(heading)), Paragraph(.lines(lines))]
  }

  var plan: CapacityPlan { result.plan }

  private var question: [Line] {
    var lines: [Line] = [
      "objective: \(objective)",
      """
      kept by at least \(Self.percent(plan.holding.share)) of all seeds, \(Self.percent(plan.holding.confidence)) sure: \
      judged by seeds that did not choose the load
      """,
    ]
    if plan.axes.contains(.rate) {
      lines.append(
        """
        \(rateTitle): Poisson arrivals for \(plan.steadySeconds) s after a warm-up of \(plan.warmUpSeconds) s, \
        which is left out
        """
      )
    }
    if plan.isSpanAssumed, plan.axes.contains(.users) {
      lines.append("users at once: within 1 s, which is assumed, for the scenario's own visitors do not come evenly")
    }
    return lines + ["the portal's other apps take \(plan.otherTrafficPercent) % of the quotas"]
  }

  /// With who asked for it, unless the user did.
  var objective: String {
    let thresholds = plan.objective.joined(separator: ", ")
    return switch plan.objectiveSource {
    case .asked: thresholds
    case .scenario: "\(thresholds) (the scenario's own)"
    case .usual: "\(thresholds) (the usual one: the scenario has none for every design)"
    }
  }

  /// What is counted by the rate of arrivals.
  var rateTitle: String { plan.isOfBookings ? "bookings a minute" : "visitors a minute" }

  // MARK: The table

  private var table: Table {
    var titles = ["design, calls per 10 s"]
    for axis in plan.axes {
      switch axis {
      case .users: titles += ["users at once", "knee", "headroom at \(plan.visitors)"]
      case .rate: titles += [rateTitle, "knee"]
      case .span: titles.append("\(users) within")
      }
    }
    var table = Table(titles)
    forEachSubject { table.add([.text($2)] + cells($0, $1)) }
    return table
  }

  private func cells(_ design: Int, _ tier: Int) -> [Cell] {
    plan.axes.flatMap { axis -> [Cell] in
      guard let row = result.row(design: design, tier: tier, axis) else { return [] }
      let knee = Cell.number(
        row.knee.map(Double.init),
        shown: row.knee.map { (row.isKneeOpen ? ">= " : "") + String($0) } ?? "-"
      )
      switch axis {
      case .users: return [load(row), knee, headroom(row)]
      case .rate: return [load(row), knee]
      case .span: return [load(row)]
      }
    }
  }

  func load(_ row: CapacityRow) -> Cell {
    guard let holding = row.holding else { return "none" }
    return switch row.axis {
    case .users, .rate: .number(Double(holding), shown: (row.isOpen ? ">= " : "") + String(holding))
    case .span:
      .number(plan.seconds(ofSpan: holding), shown: (row.isOpen ? "<= " : "") + "\(plan.loadText(.span, holding)) s")
    }
  }

  private func headroom(_ row: CapacityRow) -> Cell {
    guard let holding = row.holding else { return "none" }
    let share = Double(holding) / Double(plan.visitors) - 1
    let text = (row.isOpen ? ">= " : "") + (share >= 0 ? "+" : "") + (share * 100).text(decimals: 0) + " %"
    return .number(share, shown: text)
  }

  private var kneeMeasure: String {
    plan.isOfBookings ? "the 95th percentile of the time to booking" : plan.kneeMeasure ?? "a length of time"
  }

  private var legend: [Line] {
    [
      """
      knee: up to here \(kneeMeasure) stays below twice that of a single visitor (the means of \
      \(Self.seeds(plan.bisectionSeeds)), which nothing confirms)
      """,
      "headroom: what holds at once against \(users); -80 % says that a fifth of them would hold",
    ]
  }
}

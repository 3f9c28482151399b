import Results

/// How much each design carries, on one screen.
extension CapacityReport {
  package var screen: ReportContent {
    let ways = [plan.tiers.count, 2, 1].map { tiers in
      ReportContent(
        Paragraph(.title(screenTitle), .lines(["\(objective)"])),
        Paragraph(.table(screenTable(tiers))),
        Paragraph(.lines([screenBinding] + screenOffers)),
        Paragraph(.lines(soundness + ["More: --full."]))
      )
    }
    return Screenful.first(of: ways)
  }

  private var screenTitle: Phrase {
    "\(plan.scenario): the most that \(Self.percent(plan.holding.share)) of all seeds keep the objective at"
  }

  /// - Parameter tiers: of each design no more than these, the smallest first.
  private func screenTable(_ tiers: Int) -> Table {
    var titles = ["calls per 10 s"]
    for axis in plan.axes {
      switch axis {
      case .users: titles.append("users at once")
      case .rate: titles.append(rateTitle)
      case .span: titles.append("\(users) within")
      }
    }
    var table = Table(titles)
    table.isRuled = false
    forEachSubject { design, tier, name in
      guard tier < tiers else { return }
      table.add([.text(name)] + plan.axes.map { result.row(design: design, tier: tier, $0).map(load) ?? "-" })
    }
    return table
  }

  /// Of each design on the smallest tier, at the load just beyond.
  private var screenBinding: Line {
    let broken = plan.designs.indices.compactMap { design -> (design: String, CapacityRow.Breaking)? in
      let rows = plan.axes.compactMap { result.row(design: design, tier: 0, $0) }
      return rows.compactMap(\.breaking).first.map { (plan.designs[design], $0) }
    }
    guard !broken.isEmpty else { return "What binds: nothing that was tried." }
    let start = "What binds beyond that on \(plan.tiers[0].name)"
    let refused = broken.filter { $0.1.causes.refused > 0 }
    let others = ["ten_second": plan.otherTrafficPercent, "search": plan.otherTrafficPercent]
    var parts = refused.isEmpty ? [] : [BindingText(refused.map { ($0, $1.causes) }, others: others).text]
    parts += broken.filter { $0.1.causes.refused == 0 }.map { design, breaking in
      let what = breaking.thresholds.first.map { "\($0.text) is broken (\($0.unit.text($0.got)))" } ?? "nothing"
      return "\(design): \(what), though nothing is refused"
    }
    return "\(start): \(parts.joined(separator: "; "))."
  }

  /// What more would buy each design on the smallest tier.
  private var screenOffers: [Line] {
    plan.designs.indices.compactMap { design in
      let offers = offers(design, tier: 0)
      return offers.isEmpty ? nil : "\(plan.designs[design]): \(offers.joined(separator: "; "))."
    }
  }

  private var soundness: [Line] {
    result.isSound ? ["\(good: "Every run that was judged is sound.")"] : ["\(bad: "NOT SOUND; see --full.")"]
  }
}

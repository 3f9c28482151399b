import Results

/// How much each design carries, on one screen.
extension CapacityReport {
  package var screen: ReportContent {
    let ways = [plan.tiers.count, 2, 1].map { tiers in
      ReportContent(
        Paragraph(.title(screenTitle), .lines(["\(plan.objective.joined(separator: ", "))"])),
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
      case .rate: titles.append("bookings a minute")
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
    let causes = plan.designs.indices.compactMap { design -> (String, Causes)? in
      let rows = plan.axes.compactMap { result.row(design: design, tier: 0, $0) }
      return rows.compactMap(\.breaking).first.map { (plan.designs[design], $0.causes) }
    }
    guard !causes.isEmpty else { return "What binds: nothing that was tried." }
    return BindingText(causes).line("What binds beyond that on \(plan.tiers[0].name)")
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

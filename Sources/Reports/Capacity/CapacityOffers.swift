import Results

/// What more would buy: the next tier, the next design, wider arrivals; and what a day's budget pays for.
extension CapacityReport {
  /// Of each subject that has something to compare with; empty when none has.
  var buying: [Line] {
    var lines: [Line] = []
    forEachSubject { design, tier, name in
      let offers = offers(design, tier: tier)
      guard !offers.isEmpty else { return }
      lines.append("\(name)")
      lines += offers.map { Line("\($0)", depth: 1) }
    }
    return lines
  }

  /// What more would buy for one of them; empty when there is nothing to compare with.
  func offers(_ design: Int, tier: Int) -> [String] {
    var offers: [String] = []
    if tier + 1 < plan.tiers.count, let gain = gain(design, tier, design, tier + 1) {
      offers.append("tier \(plan.tiers[tier + 1].name): \(gain)")
    }
    // The next design, and the last, which the others lead up to.
    let last = plan.designs.count - 1
    for other in design + 1 == last ? [last] : [design + 1, last] where other > design && other <= last {
      if let gain = gain(design, tier, other, tier) { offers.append("\(plan.designs[other]): \(gain)") }
    }
    if let span = result.row(design: design, tier: tier, .span) {
      offers.append("wider arrivals: " + spread(span, result.row(design: design, tier: tier, .users)))
    }
    return offers
  }

  /// What another design or tier carries more, or less; nil when no axis that was searched tells it.
  private func gain(_ design: Int, _ tier: Int, _ otherDesign: Int, _ otherTier: Int) -> String? {
    let rows = plan.axes.filter(\.growsHarder).compactMap { axis -> (now: CapacityRow, then: CapacityRow)? in
      guard let now = result.row(design: design, tier: tier, axis),
        let then = result.row(design: otherDesign, tier: otherTier, axis)
      else { return nil }
      return (now, then)
    }
    guard !rows.isEmpty else { return nil }
    let isAnyChange = rows.contains { ($0.holding, $0.isOpen) != ($1.holding, $1.isOpen) }
    let isAnyOpen = rows.contains { $0.now.isOpen }
    return isAnyChange || isAnyOpen ? rows.map(gain).joined(separator: ", ") : "nothing more"
  }

  private func gain(_ now: CapacityRow, _ then: CapacityRow) -> String {
    let difference = (then.holding ?? 0) - (now.holding ?? 0)
    func amount(_ users: String, _ bookings: String) -> String {
      now.axis == .users ? "\(users) at once" : "\(bookings) a minute"
    }
    if difference == 0, !now.isOpen, !then.isOpen {
      return amount("no more users", "no more \(plan.isOfBookings ? "bookings" : "visitors")")
    }
    let text = (difference > 0 ? "+" : "") + amount(Self.users(difference), arrivals(difference))
    switch (now.isOpen, then.isOpen) {
    case (false, false): return text
    case (false, true): return ">= " + text
    case (true, false): return "<= " + text
    case (true, true): return now.axis == .users ? "users at once: both reach the bound" : "rate: both reach the bound"
    }
  }

  /// What the visitors of the scenario gain when they come over a wider span.
  ///
  /// - Parameter atOnce: how many of them hold as they come now, where that was searched.
  private func spread(_ row: CapacityRow, _ atOnce: CapacityRow?) -> String {
    let hold = plan.visitors == 1 ? "holds" : "hold"
    guard let holding = row.holding else {
      let bound = plan.bounds[LoadAxis.span.rawValue] ?? 0
      return "\(users) \(plan.visitors == 1 ? "does" : "do") not hold even within \(bound) s"
    }
    let now = CapacityPlan.text(seconds: plan.ownSpanSeconds)
    if plan.seconds(ofSpan: holding) <= plan.ownSpanSeconds { return "not needed, \(users) \(hold) within \(now) s" }
    let then = "\(users) \(hold) when they come within \(plan.loadText(.span, holding)) s instead of \(now) s"
    // Users at once that come in another way than the scenario's are no measure for them.
    guard let atOnce, !plan.isSpanAssumed, !atOnce.isOpen else { return then }
    let more = plan.visitors - (atOnce.holding ?? 0)
    return more > 0 ? "+\(Self.users(more)), for \(then)" : then
  }

  var daily: [Line] {
    var lines: [Line] = []
    forEachSubject { design, tier, name in lines.append(daily(design, tier, name)) }
    return lines
  }

  private func daily(_ design: Int, _ tier: Int, _ name: String) -> Line {
    let sold = plan.tiers[tier]
    let rows = plan.axes.compactMap { result.row(design: design, tier: tier, $0) }
    guard let limit = sold.dailyLimit else { return "\(name): no daily limit" }
    let holding = rows.compactMap(\.callsPerBooking).first
    guard let calls = holding ?? rows.compactMap(\.breaking?.callsPerBooking).first,
      let bookings = result.bookingsADay(callsPerBooking: calls, tier: sold)
    else {
      return "\(name): \(limit) calls a day; nothing was booked, so no calls per booking are known"
    }
    let others = result.otherCallsADay(sold)
    let rest = others > 0 ? ", less \(others) of the other apps if they go on all day" : ""
    return "\(name): \(limit) calls a day\(rest), pay for \(bookings) bookings at \(calls.text(decimals: 1)) calls"
  }
}

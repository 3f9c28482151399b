import Results

/// What more would buy: the next tier, the next design, a wider span; and what a day's budget pays for.
extension CapacityReport {
  var buying: [Line] {
    var lines: [Line] = []
    forEachSubject { design, tier, name in
      lines.append("\(name)")
      lines += offers(design, tier: tier).map { Line("\($0)", depth: 1) }
    }
    return lines
  }

  func offers(_ design: Int, tier: Int) -> [String] {
    var offers: [String] = []
    if tier + 1 < plan.tiers.count {
      offers.append("tier \(plan.tiers[tier + 1].name): \(gain(design, tier, design, tier + 1))")
    }
    if design + 1 < plan.designs.count {
      offers.append("\(plan.designs[design + 1]): \(gain(design, tier, design + 1, tier))")
    }
    if let span = result.row(design: design, tier: tier, .span) { offers.append(staggering(span)) }
    return offers
  }

  private func gain(_ design: Int, _ tier: Int, _ otherDesign: Int, _ otherTier: Int) -> String {
    let gains = plan.axes.filter(\.growsHarder).compactMap { axis -> String? in
      guard let now = result.row(design: design, tier: tier, axis),
        let then = result.row(design: otherDesign, tier: otherTier, axis)
      else { return nil }
      let difference = (then.holding ?? 0) - (now.holding ?? 0)
      let what = axis == .users ? "\(Self.users(difference)) at once" : "\(Self.bookings(difference)) a minute"
      let text = (difference > 0 ? "+" : "") + what
      switch (now.isOpen, then.isOpen) {
      case (false, false): return text
      case (false, true): return ">= " + text
      case (true, false): return "<= " + text
      case (true, true): return axis == .users ? "users at once: both reach the bound" : "rate: both reach the bound"
      }
    }
    return gains.isEmpty ? "not searched" : gains.joined(separator: ", ")
  }

  private func staggering(_ row: CapacityRow) -> String {
    let hold = plan.visitors == 1 ? "holds" : "hold"
    guard let holding = row.holding else {
      let bound = plan.bounds[LoadAxis.span.rawValue] ?? 0
      return "staggering: \(users) \(plan.visitors == 1 ? "does" : "do") not hold even within \(bound) s"
    }
    let now = CapacityPlan.text(seconds: plan.ownSpanSeconds)
    return plan.seconds(ofSpan: holding) <= plan.ownSpanSeconds
      ? "staggering: not needed, \(users) \(hold) within \(now) s"
      : "staggering: \(users) \(hold) when they come within \(plan.loadText(.span, holding)) s instead of \(now) s"
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

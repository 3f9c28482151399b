package import Findings
import Measures

/// How much each design carries on each tier, what binds there, and what would buy more.
package struct CapacityReport {
  private let answer: CapacityAnswer
  private let style: TerminalStyle

  package init(_ answer: CapacityAnswer, _ style: TerminalStyle) {
    self.answer = answer
    self.style = style
  }

  package var text: String {
    let parts = [
      style.heading("\(plan.scenario): how much holds"), question, table, legend,
      style.heading("How sure that is"), judged,
      style.heading("What binds"), binding,
      style.heading("What more would buy"), buying,
      style.heading("The day's budget"), daily,
    ]
    return (parts + [unsound]).filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n"
  }

  private var plan: CapacityPlan { answer.plan }

  private var question: String {
    var lines = [
      "objective: \(plan.objective.joined(separator: ", "))",
      "kept by at least \(Self.percent(plan.holding.share)) of all seeds, \(Self.percent(plan.holding.confidence)) sure: "
        + "judged by seeds that did not choose the load",
    ]
    if plan.axes.contains(.rate) {
      lines.append(
        "bookings a minute: Poisson arrivals for \(plan.steadySeconds) s after a warm-up of \(plan.warmUpSeconds) s, "
          + "which is left out"
      )
    }
    if plan.isSpanAssumed, plan.axes.contains(.users) {
      lines.append("users at once: within 1 s, which is assumed, for the scenario's own visitors do not come evenly")
    }
    lines.append("the portal's other apps take \(plan.otherTrafficPercent) % of the quotas")
    return lines.joined(separator: "\n")
  }

  /// A row for each search.
  package var csv: String {
    var text =
      "design,tier,axis,holds,is_bound,knee,confirmed_runs,runs,calls_per_booking,breaks_at,binding_policy,"
      + "knee_is_bound,unsound_runs,held_at_least,breaking_held_runs,breaking_runs\n"
    for row in answer.rows {
      let confirmed = row.confirmed.map { ["\($0.held)", "\($0.runs)"] } ?? ["", ""]
      let cells = [
        row.design, row.tier, row.axis.rawValue, row.holding.map { number(row.axis, $0) } ?? "",
        row.isOpen ? "true" : "false", row.knee.map(String.init) ?? "",
      ]
      let rest = [
        row.callsPerBooking.map { $0.text(decimals: 3) } ?? "",
        row.breaking.map { number(row.axis, $0.load) } ?? "", row.breaking?.causes.bindingPolicy ?? "",
        row.isKneeOpen ? "true" : "false", "\(row.unsound.count)",
      ]
      let judged = [
        row.confirmed.map { $0.least.text(decimals: 4) } ?? "", row.breaking.map { String($0.held) } ?? "",
        row.breaking.map { String($0.runs) } ?? "",
      ]
      text += (cells + confirmed + rest + judged).map(\.csvField).joined(separator: ",") + "\n"
    }
    return text
  }

  /// A load in what its axis counts: a span in seconds, which need not be whole when it is the scenario's own.
  private func number(_ axis: LoadAxis, _ load: Int) -> String {
    axis == .span ? seconds(plan.seconds(ofSpan: load)) : String(load)
  }

  private func seconds(_ seconds: Double) -> String {
    let digits = [1.0, 10, 100].firstIndex { (seconds * $0).rounded() == seconds * $0 } ?? 3
    return seconds.text(decimals: digits)
  }

  // MARK: The table

  private var table: String {
    var titles = ["design, calls per 10 s"]
    for axis in plan.axes {
      switch axis {
      case .users: titles += ["users at once", "knee", "headroom at \(plan.visitors)"]
      case .rate: titles += ["bookings a minute", "knee"]
      case .span: titles.append("\(users) within")
      }
    }
    var grid = Grid(titles)
    forEachSubject { design, tier in
      grid.add(["\(plan.designs[design]), \(plan.tiers[tier].name)"] + cells(design, tier))
    }
    return grid.text
  }

  private func cells(_ design: Int, _ tier: Int) -> [String] {
    plan.axes.flatMap { axis -> [String] in
      guard let row = answer.row(design: design, tier: tier, axis) else { return [] }
      let knee = row.knee.map { (row.isKneeOpen ? ">= " : "") + String($0) } ?? "-"
      switch axis {
      case .users: return [load(row), knee, headroom(row)]
      case .rate: return [load(row), knee]
      case .span: return [load(row)]
      }
    }
  }

  private func load(_ row: CapacityRow) -> String {
    guard let holding = row.holding else { return "none" }
    return switch row.axis {
    case .users, .rate: (row.isOpen ? ">= " : "") + String(holding)
    case .span: (row.isOpen ? "<= " : "") + "\(number(.span, holding)) s"
    }
  }

  private func headroom(_ row: CapacityRow) -> String {
    guard let holding = row.holding else { return "none" }
    let share = Double(holding) / Double(plan.visitors) - 1
    return (row.isOpen ? ">= " : "") + (share >= 0 ? "+" : "") + (share * 100).text(decimals: 0) + " %"
  }

  private var legend: String {
    """
    knee: up to here the 95th percentile of the time to booking stays below twice that of a single visitor (the means of \
    \(seeds(plan.bisectionSeeds)), which nothing confirms)
    headroom: what holds at once against \(users); -80 % says that a fifth of them would hold
    """
  }

  // MARK: Sentences

  /// Of each search, by how many seeds the load that holds was judged, and the next one.
  private var judged: String {
    var lines: [String] = []
    forEachSubject { design, tier in
      for axis in plan.axes {
        guard let row = answer.row(design: design, tier: tier, axis) else { continue }
        let sentences = [kept(row), refused(row)].compactMap(\.self)
        lines.append("\(plan.designs[design]), \(plan.tiers[tier].name): \(sentences.joined(separator: "; "))")
      }
    }
    return lines.joined(separator: "\n")
  }

  private func kept(_ row: CapacityRow) -> String? {
    guard let holding = row.holding, let confirmed = row.confirmed else { return nil }
    // Rounded down, for it is a lower bound.
    let least = (confirmed.least * 1_000).rounded(.down) / 1_000
    return "\(text(row.axis, holding)): kept by \(confirmed.held) of \(seeds(confirmed.runs)), so by at least "
      + "\(Self.percent(least)) of all"
  }

  private func refused(_ row: CapacityRow) -> String? {
    row.breaking.map {
      "\(text(row.axis, $0.load)): kept by \($0.held) of \(seeds($0.runs)), which does not show it"
    }
  }

  /// `95 %`, `99.9 %`.
  private static func percent(_ share: Double) -> String {
    let tenths = (share * 1_000).rounded()
    return (tenths / 10).text(decimals: tenths.truncatingRemainder(dividingBy: 10) == 0 ? 0 : 1) + " %"
  }

  private var binding: String {
    var lines: [String] = []
    forEachSubject { design, tier in
      for axis in plan.axes {
        guard let row = answer.row(design: design, tier: tier, axis), let breaking = row.breaking else { continue }
        lines.append("\(plan.designs[design]), \(plan.tiers[tier].name), \(text(axis, breaking.load)):")
        lines += reasons(breaking).map { "  \($0)" }
      }
    }
    return lines.isEmpty ? "nothing broke at any load that was tried" : lines.joined(separator: "\n")
  }

  private func reasons(_ breaking: CapacityRow.Breaking) -> [String] {
    var lines = breaking.thresholds.map { broken in
      let got = broken.got == .missing ? "there was nothing to observe" : broken.unit.text(broken.got)
      return "\(broken.text) is broken in \(broken.runs) of \(seeds(breaking.runs)) (\(got))"
    }
    if breaking.unsoundRuns > 0 {
      lines.append("not sound in \(breaking.unsoundRuns) of \(seeds(breaking.runs)), which keeps no objective")
    }
    // Without a refusal only the design itself makes a time too long; a share or a count says nothing of its calls.
    let isSlow = breaking.thresholds.contains { broken in
      (broken.unit == .milliseconds || broken.unit == .seconds) && broken.got.number != nil
        && broken.text.contains("<")
    }
    let isOwnTime = breaking.causes.bindingPolicy == nil && isSlow
    lines.append("\(breaking.causes.phrase)\(isOwnTime ? ": the design's own calls take that long" : "")")
    return lines
  }

  private func seeds(_ count: Int) -> String { "\(count) \(count == 1 ? "seed" : "seeds")" }

  private var users: String { users(plan.visitors) }

  private func users(_ count: Int) -> String { "\(count) \(abs(count) == 1 ? "user" : "users")" }

  private func bookings(_ count: Int) -> String { "\(count) \(abs(count) == 1 ? "booking" : "bookings")" }

  private func text(_ axis: LoadAxis, _ load: Int) -> String {
    switch axis {
    case .users: "\(users(load)) at once"
    case .rate: "\(bookings(load)) a minute"
    case .span: "\(users) within \(number(.span, load)) s"
    }
  }

  private var buying: String {
    var lines: [String] = []
    forEachSubject { design, tier in
      var offers: [String] = []
      if tier + 1 < plan.tiers.count {
        offers.append("tier \(plan.tiers[tier + 1].name): \(gain(design, tier, design, tier + 1))")
      }
      if design + 1 < plan.designs.count {
        offers.append("\(plan.designs[design + 1]): \(gain(design, tier, design + 1, tier))")
      }
      if let span = answer.row(design: design, tier: tier, .span) {
        offers.append(staggering(span))
      }
      lines.append("\(plan.designs[design]), \(plan.tiers[tier].name)")
      lines += offers.map { "  \($0)" }
    }
    return lines.joined(separator: "\n")
  }

  private func gain(_ design: Int, _ tier: Int, _ otherDesign: Int, _ otherTier: Int) -> String {
    let gains = plan.axes.filter(\.growsHarder).compactMap { axis -> String? in
      guard let now = answer.row(design: design, tier: tier, axis),
        let then = answer.row(design: otherDesign, tier: otherTier, axis)
      else { return nil }
      let difference = (then.holding ?? 0) - (now.holding ?? 0)
      let what = axis == .users ? "\(users(difference)) at once" : "\(bookings(difference)) a minute"
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
    let now = seconds(plan.ownSpanSeconds)
    return plan.seconds(ofSpan: holding) <= plan.ownSpanSeconds
      ? "staggering: not needed, \(users) \(hold) within \(now) s"
      : "staggering: \(users) \(hold) when they come within \(number(.span, holding)) s instead of \(now) s"
  }

  private var daily: String {
    var lines: [String] = []
    forEachSubject { design, tier in
      let sold = plan.tiers[tier]
      let rows = plan.axes.compactMap { answer.row(design: design, tier: tier, $0) }
      let name = "\(plan.designs[design]), \(sold.name)"
      guard let limit = sold.dailyLimit else { return lines.append("\(name): no daily limit") }
      let holding = rows.compactMap(\.callsPerBooking).first
      guard let calls = holding ?? rows.compactMap(\.breaking?.callsPerBooking).first,
        let bookings = answer.bookingsADay(callsPerBooking: calls, tier: sold)
      else {
        return lines.append("\(name): \(limit) calls a day; nothing was booked, so no calls per booking are known")
      }
      let others = answer.otherCallsADay(sold)
      let rest = others > 0 ? ", less \(others) of the other apps if they go on all day" : ""
      lines.append(
        "\(name): \(limit) calls a day\(rest), pay for \(bookings) bookings at \(calls.text(decimals: 1)) calls"
      )
    }
    return lines.joined(separator: "\n")
  }

  /// One line when all is well; otherwise of each search how many runs were not sound, and the first of them.
  private var unsound: String {
    let rows = answer.rows.filter { !$0.unsound.isEmpty }
    guard !rows.isEmpty else { return style.good("every run that was judged is sound") }
    return rows.map { row in
      let (run, count) = (row.unsound[0], row.unsound.count)
      let head = "\(row.design), \(row.tier), \(row.axis.rawValue): \(count) \(count == 1 ? "run" : "runs") not sound"
      let problems = run.problems.prefix(5).map { "  \($0)" }
      let first = "  the first: \(text(row.axis, run.load)), seed \(run.seed)"
      return ([style.bad(head), first] + problems + ["  replay: \(run.replay)"]).joined(separator: "\n")
    }.joined(separator: "\n")
  }

  private func forEachSubject(_ body: (_ design: Int, _ tier: Int) -> Void) {
    for design in plan.designs.indices { for tier in plan.tiers.indices { body(design, tier) } }
  }
}

import Measures
import Results

/// How sure the answers are, and why no more holds.
extension CapacityReport {
  /// Of each search, by how many seeds the load that holds was judged, and the next one.
  var judged: [Line] {
    var lines: [Line] = []
    forEachSubject { design, tier, name in
      for axis in plan.axes {
        guard let row = result.row(design: design, tier: tier, axis) else { continue }
        let sentences = [kept(row), refused(row)].compactMap(\.self)
        guard !sentences.isEmpty else { continue }
        lines.append("\(name): \(sentences.joined(separator: "; "))")
      }
    }
    return lines
  }

  private func kept(_ row: CapacityRow) -> String? {
    guard let holding = row.holding, let confirmed = row.confirmed else { return nil }
    // Rounded down, for it is a lower bound.
    let least = (confirmed.least * 1_000).rounded(.down) / 1_000
    return "\(text(row.axis, holding)): kept by \(confirmed.held) of \(Self.seeds(confirmed.runs)), so by at least "
      + "\(Self.percent(least)) of all"
  }

  private func refused(_ row: CapacityRow) -> String? {
    row.breaking.map {
      "\(text(row.axis, $0.load)): kept by \($0.held) of \(Self.seeds($0.runs)), which does not show it"
    }
  }

  var binding: [Line] {
    var lines: [Line] = []
    forEachSubject { design, tier, name in
      for axis in plan.axes {
        guard let row = result.row(design: design, tier: tier, axis), let breaking = row.breaking else { continue }
        lines.append("\(name), \(text(axis, breaking.load)):")
        lines += reasons(breaking).map { Line("\($0)", depth: 1) }
      }
    }
    return lines.isEmpty ? ["nothing broke at any load that was tried"] : lines
  }

  private func reasons(_ breaking: CapacityRow.Breaking) -> [String] {
    var lines = breaking.thresholds.map { broken in
      let got = broken.got == .missing ? "there was nothing to observe" : broken.unit.text(broken.got)
      return "\(broken.text) is broken in \(broken.runs) of \(Self.seeds(breaking.runs)) (\(got))"
    }
    if breaking.unsoundRuns > 0 {
      lines.append("not sound in \(breaking.unsoundRuns) of \(Self.seeds(breaking.runs)), which keeps no objective")
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

  /// One line when all is well; otherwise of each search how many runs were not sound, and the first of them.
  var unsound: [Line] {
    let rows = result.rows.filter { !$0.unsound.isEmpty }
    guard !rows.isEmpty else { return ["\(good: "every run that was judged is sound")"] }
    return rows.flatMap { row -> [Line] in
      let (run, count) = (row.unsound[0], row.unsound.count)
      let head = "\(row.design), \(row.tier), \(row.axis.rawValue): \(count) \(count == 1 ? "run" : "runs") not sound"
      return ["\(bad: head)", Line("the first: \(text(row.axis, run.load)), seed \(run.seed)", depth: 1)]
        + run.problems.prefix(5).map { Line("\($0)", depth: 1) } + [Line("replay: \(code: run.replay)", depth: 1)]
    }
  }
}

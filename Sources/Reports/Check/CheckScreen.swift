import Results

/// A check on one screen of 80 columns and 24 lines, of which the prompt takes one: what failed, the largest first, or the
/// numbers of the slowest when nothing did, and how to see the rest.
struct CheckScreen {
  let result: CheckResult

  init(_ result: CheckResult) { self.result = result }

  var content: ReportContent {
    let end = verdict
    let gaps = gapLines
    // A blank line before each of the last parts.
    let taken = overview.count + gaps.count + (gaps.isEmpty ? 0 : 1) + end.count + 1
    let room = ScreenLines.height - taken - 1
    let middle = result.failures.isEmpty ? numbers(room) : failures(room)
    let parts = [[Paragraph(.lines(overview))], middle, gaps.isEmpty ? [] : [Paragraph(.lines(gaps))]]
    return ReportContent(parts.flatMap(\.self) + [Paragraph(.lines(end))])
  }

  private var overview: [Line] {
    let passed = result.cells.count { $0.verdict == .passed }
    let runs = result.cells.map(\.cell.seeds.count).reduce(0, +)
    let against = result.baseline.map { ", held against \($0)" } ?? ""
    let scenarios = result.scenarios.count
    return ScreenLines.wrapped(
      "\(passed) of \(result.cells.count) pairs of scenario and design pass: \(scenarios) "
        + "\(scenarios == 1 ? "scenario" : "scenarios"), \(runs) \(runs == 1 ? "run" : "runs")\(against)."
    )
  }

  // MARK: The middle

  /// - Parameter room: in lines.
  private func failures(_ room: Int) -> [Paragraph] {
    let groups = result.failures
    let items = groups.map { group -> [Line] in
      let word = group.shift.map(\.direction.rawValue) ?? group.verdict.name
      return ScreenLines.wrapped(Phrase(word, .bad), ": \(group.name): \(group.screenText)", most: 2)
    }
    let replay = groups.first?.replay.map { ScreenLines.command("replay the first: ", $0) } ?? []
    let lines = ScreenLines.fitting(items, in: room - replay.count)
    return [Paragraph(.lines(lines + replay))]
  }

  private func numbers(_ room: Int) -> [Paragraph] {
    // The title and the rule of each table, with what parts two, and the line that says what is left out.
    let products = Set(result.cells.map(\.cell.product)).count
    let most = max(1, room - 3 * products)
    let isAll = result.cells.count <= most + 1
    let slowest = isAll ? result.cells : Array(slowestFirst.prefix(most))
    let tables = HeadlineTable.narrow(slowest).map { Block.table($0) }
    guard let last = tables.last else { return [] }
    let rest: [Block] = isAll ? [] : [.line("The slowest \(most) of \(result.cells.count); all: --full")]
    return tables.dropLast().map { Paragraph($0) } + [Paragraph([last] + rest)]
  }

  private var slowestFirst: [CheckedCell] {
    result.cells.enumerated().sorted { left, right in
      let (one, other) = (left.element.headline.slowness, right.element.headline.slowness)
      return one == other ? left.offset < right.offset : one > other
    }.map(\.element)
  }

  // MARK: The end

  private var gapLines: [Line] {
    guard !result.gaps.isEmpty else { return [] }
    let names = result.gaps.map(\.what)
    let shown = names.prefix(3).joined(separator: ", ") + (names.count > 3 ? " and \(names.count - 3) more" : "")
    return ScreenLines.wrapped("not in the baseline: \(shown); add with --update, the commands: --full", most: 3)
  }

  private var verdict: [Line] {
    let verdict = result.verdict
    let word = Phrase(verdict.name, verdict == .passed ? .good : .bad)
    let tally = ShiftTally.text(result.failures.compactMap(\.shift))
    let others = CheckReport(result).others
    var lines = ScreenLines.wrapped(word, ", exit code \(verdict.rawValue): \(verdict.meaning)", most: 3)
    if !tally.isEmpty { lines += ScreenLines.wrapped("measures beyond their tolerance: \(tally)") }
    if !others.isEmpty { lines += ScreenLines.wrapped("besides: \(others.map(\.name).joined(separator: ", "))") }
    if let diff = result.diffOfUnfit {
      lines += ScreenLines.command("what that does to the numbers: ", diff.text)
    }
    return lines
  }
}

extension CheckFailureGroup {
  /// On a screen the verdict names the command that a baseline that does not fit asks for.
  fileprivate var screenText: String { shift?.shortText ?? shortText }
}

import Results

/// A comparison on one screen: the largest changes, and how to see the others.
struct CheckComparisonScreen {
  let report: CheckComparisonReport

  var content: ReportContent {
    let title = ScreenLines.wrapped(report.title.plain)
    let verdict = ScreenLines.wrapped(report.verdictWord, report.verdictRest, most: 4)
    var room = ScreenLines.height - title.count - verdict.count - 1
    var middle: [Paragraph] = []
    func add(_ items: [[Line]], most: Int) {
      guard !items.isEmpty else { return }
      let lines = ScreenLines.fitting(items, in: min(most, room - 1))
      middle.append(Paragraph(.lines(lines)))
      room -= lines.count + 1
    }
    let notes = report.notes.map { ScreenLines.wrapped($0, most: 2) }
    let problems = report.problems.map { ScreenLines.wrapped($0, most: 2) }
    let shifts = report.comparison.beyond + report.comparison.within
    add(notes, most: shifts.isEmpty ? 12 : 5)
    add(problems, most: 4)
    add(shifts.map(Self.lines), most: room)
    return ReportContent([Paragraph(.lines(title))] + middle + [Paragraph(.lines(verdict))])
  }

  private static func lines(_ shift: MeasureShift) -> [Line] {
    let word = Phrase(shift.direction.rawValue, shift.isBeyond && shift.direction != .better ? .bad : .plain)
    let within = shift.isBeyond ? "" : ", within \(shift.tolerance?.description ?? "")"
    return ScreenLines.wrapped(word, ": \(shift.scenario), \(shift.design): \(shift.shortText)\(within)", most: 2)
  }
}

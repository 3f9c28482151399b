import Measures
package import Results

/// Runs beside a baseline or another result: what changed, the largest first, and which way.
package struct CheckComparisonReport: DocumentedReport {
  let comparison: CheckComparison

  package init(_ comparison: CheckComparison) { self.comparison = comparison }

  package static var views: [ReportView<Self>] { [ReportView("markdown", in: .markdown) { $0.page }] }

  package var documentFormat: DataFormat { .checkComparison }

  package var document: any Encodable { ComparisonDocument(comparison) }

  package var screen: ReportContent { CheckComparisonScreen(report: self).content }

  package var content: ReportContent {
    var paragraphs = [Paragraph(.line(title))]
    if !notes.isEmpty { paragraphs.append(Paragraph(.lines(notes.map { Line("\($0)", depth: 1) }))) }
    if !comparison.shifts.isEmpty { paragraphs.append(Paragraph(.table(table(comparison.shifts)))) }
    if !problems.isEmpty { paragraphs.append(Paragraph(.lines(problems.map { "\(bad: $0)" }))) }
    return ReportContent(paragraphs + [Paragraph(.line("\(verdictWord)\(verdictRest)"))])
  }

  /// For a comment on a pull request: the sentence first, long tables behind it.
  private var page: ReportContent {
    var paragraphs = [
      Paragraph(.heading("booking-sim check: \(summary.title)")),
      Paragraph(.line("\(summary.sentence)")),
    ]
    func section(_ title: Phrase, _ block: Block) {
      paragraphs += [Paragraph(.heading(title, level: 3)), Paragraph(block)]
    }
    if !problems.isEmpty { section("Wrong with the runs", .list(problems.map { ListItem("\(code: $0)") })) }
    let (beyond, within) = (comparison.beyond, comparison.within)
    if !beyond.isEmpty { section("Measures, the largest change first", .table(table(beyond))) }
    if !within.isEmpty { section("Within their tolerance", .table(table(within))) }
    if !notes.isEmpty { section("Scenarios and designs", .list(notes.map { ListItem("\($0)") })) }
    for numbers in HeadlineTable.page(comparison.result.cells) { section("Numbers", .table(numbers)) }
    return ReportContent(paragraphs)
  }

  var title: Phrase {
    switch comparison.other {
    case .baseline(let path): "What an update of \(path) would change; nothing is written."
    case .result(let path): "These runs against \(path)."
    }
  }

  /// What is not about values.
  var notes: [String] {
    comparison.changes.map { change in
      switch comparison.other {
      case .baseline: change.text
      case .result(let path): change.text(beside: path)
      }
    }
  }

  /// What is wrong with the runs themselves.
  var problems: [String] {
    comparison.result.failures.flatMap { group in
      group.lines(diff: nil).map { "\(group.verdict.name): \(group.name): \($0)" }
    }
  }

  var verdictWord: Phrase { Phrase(summary.title, comparison.verdict == .passed ? .good : .bad) }

  var verdictRest: String { ", exit code \(comparison.verdict.rawValue): \(summary.sentence)" }

  /// What it comes to, in a word or two and in a sentence.
  private var summary: (title: String, sentence: String) {
    let (beyond, within) = (comparison.beyond, comparison.within)
    let place = comparison.other.path
    let rest = within.isEmpty ? "" : " \(within.count) more moved within tolerance."
    let values: String
    if !beyond.isEmpty {
      values =
        "\(beyond.count) \(beyond.count == 1 ? "measure is" : "measures are") not as in \(place): "
        + "\(ShiftTally.text(beyond))."
    } else if within.isEmpty {
      values = "Every measure that both have is as in \(place)."
    } else {
      values = "No measure is beyond its tolerance."
    }
    let runs = comparison.result.verdict
    if runs != .passed { return (runs.name, "\(runs.meaning). \(values)\(rest)") }
    let direction = beyond.isEmpty ? (comparison.isEqual ? "equal" : "no change beyond tolerance") : "changed"
    return (direction, values + rest)
  }

  private func table(_ shifts: [MeasureShift]) -> Table {
    var table = Table(texts: ["", "scenario", "design", "measure", "before", "now", "change", "seeds"])
    for shift in shifts {
      let (before, after) = shift.briefMeans
      table.add([
        .text(shift.direction.rawValue), .text(shift.scenario), .text(shift.design), .text(shift.measure.shortText),
        .text(before), .text(after), .text(shift.relativeText ?? "-"), .text(seeds(shift)),
      ])
    }
    return table
  }

  /// `2 of 3`, how many differ; with the interval of the change where there is one.
  private func seeds(_ shift: MeasureShift) -> String {
    let count = "\(shift.changed.count) of \(shift.pairs.count)"
    return shift.changeRange.map { "\(count), \($0)" } ?? count
  }
}

extension CheckComparison {
  /// Whether nothing at all would change.
  var isEqual: Bool { changes.isEmpty && shifts.isEmpty }
}

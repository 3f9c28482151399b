import Measures
package import Results
import Statistics

/// How many records fit into a night, for each design and tier.
package struct SyncCapacityReport: DocumentedReport {
  private let result: SyncCapacityResult

  package init(_ result: SyncCapacityResult) { self.result = result }

  package var documentFormat: DataFormat { .syncCapacity }

  package var document: any Encodable { SyncCapacityDocument(result) }

  package var content: ReportContent {
    let plan = result.plan
    return ReportContent(
      Paragraph(
        .title("\(plan.scenario): how many records? \(plan.objective.joined(separator: ", "))"),
        .line("\(plan.summary)")
      ),
      Paragraph(.table(table)),
      Paragraph(.lines(legend + breaking + unsound))
    )
  }

  private var table: Table {
    var table = Table(["design", "requests in 10 s", "records", "room for", "set by", "breaks at", "with"])
    for row in result.rows {
      let crossed = row.breaking?.broken.first.map { broken in
        let got = broken.value.number.map { SyncTexts.text(broken.threshold.measure.unit, $0) } ?? "nothing"
        return "\(broken.threshold.measure.metric.name) \(got)"
      }
      table.add([
        .text(row.design), .text(row.tier), records(row),
        .number(row.ceiling.map(Double.init), shown: Self.count(row.ceiling)),
        .text(row.bound ?? ""),
        .number(row.breaking.map { Double($0.records) }, shown: Self.count(row.breaking?.records)),
        .text(crossed ?? (row.breaking == nil ? "" : "not sound")),
      ])
    }
    return table
  }

  private func records(_ row: SyncCapacityRow) -> Cell {
    guard let holding = row.holding else { return .number(nil, shown: "none") }
    return .number(Double(holding), shown: row.isOpen ? "\(holding) or more" : "\(holding)")
  }

  private static func count(_ number: Int?) -> String { number.map(String.init) ?? "" }

  private var legend: [Line] {
    let plan = result.plan
    let share = MeasureUnit.share.coarse(plan.share)
    return [
      "records: the most that hold: at least \(share) of all seeds keep the objective with so many (95 % sure). Every seed that judged it did, \(plan.judgingSeeds(1)) and more, which had no part in finding it.",
      "or more: not more than \(plan.mostRecords) are tried (--max-records).",
      "room for: the most for which the limits leave the time, whoever sends them, and which limit that is.",
      "breaks at: the fewest with which a seed was seen not to keep it, by which threshold; numbers are tried about 5 % apart.",
    ]
  }

  private var breaking: [Line] {
    guard let first = result.rows.lazy.compactMap(\.breaking).first else { return [] }
    return [Line("replay of the first that breaks: \(code: first.replay)")]
  }

  private var unsound: [Line] {
    let runs = result.rows.flatMap(\.unsound)
    guard !runs.isEmpty else { return ["\(good: "All runs sound.")"] }
    return ["\(bad: "NOT SOUND: \(runs.count) runs")"]
      + runs.prefix(SyncRow.mostProblems).map { Line("\($0)", depth: 1) }
  }
}

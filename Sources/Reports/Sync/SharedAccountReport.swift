import Measures
package import Results

/// What a booking system and a sync cost each other in one account.
package struct SharedAccountReport: DocumentedReport {
  private let result: SharedAccountResult

  package init(_ result: SharedAccountResult) { self.result = result }

  package var documentFormat: DataFormat { .sharedAccount }

  package var document: any Encodable { SharedAccountDocument(result) }

  package var content: ReportContent {
    let subject = result.subject
    let limits = LimitWords.all(subject.limits) + (subject.dailyLimit.map { ", \($0) a day" } ?? "")
    return ReportContent(
      Paragraph(
        .title("\(subject.scenario): \(subject.summary)"),
        .line(
          "\(subject.records) records beside the bookings of \(subject.bookings). HubSpot allows \(limits), for both."
        )
      ),
      Paragraph(.line("\(seeds)"), .table(table)),
      Paragraph(.lines(legend + verdict))
    )
  }

  private var seeds: String {
    result.seeds == 1 ? "seed \(result.firstSeed)" : "medians of \(result.seeds) seeds from \(result.firstSeed) on"
  }

  private var table: Table {
    var table = Table(["", "booked", "p50", "p95", "429", "sync takes", "429"])
    for row in result.rows { table.add([.text(Self.name(row))] + bookingCells(row) + syncCells(row)) }
    return table
  }

  private static func name(_ row: SharedAccountRow) -> String {
    "\([row.bookings, row.sync].compactMap(\.self).joined(separator: " + ")), \(row.sharing)"
  }

  private func bookingCells(_ row: SharedAccountRow) -> [Cell] {
    let runs = row.bookingNumbers
    func time(_ value: (SharedBookingNumbers) -> Double?) -> Cell {
      let median = runs.allSatisfy { value($0) != nil } ? row.median(runs, value) : nil
      return .number(median, shown: runs.isEmpty ? "" : median.map { SyncTexts.span($0 / 1_000) } ?? "never")
    }
    let success = row.median(runs, \.successShare)
    return [
      .number(success, shown: success.map { MeasureUnit.share.coarse($0) } ?? ""),
      time(\.timeToBookingP50), time(\.timeToBookingP95), Self.count(row.median(runs) { Double($0.refused) }),
    ]
  }

  private func syncCells(_ row: SharedAccountRow) -> [Cell] {
    let runs = row.syncNumbers
    let seconds = row.median(runs, \.seconds)
    return [
      .number(seconds, shown: seconds.map(SyncTexts.span) ?? ""), Self.count(row.median(runs) { Double($0.refused) }),
    ]
  }

  private static func count(_ value: Double?) -> Cell { .number(value, shown: value?.text(decimals: 0) ?? "") }

  private var legend: [Line] {
    [
      "booked, p50, p95: visitors with a booking, and how long from the first request to it. 429: calls refused, of each.",
      "unaware: each sends as if the limits were its own. together: both ask one store for places in the windows (paced: so alone).",
      "yielding: likewise, and the sync leaves \(result.subject.reserve) of the calls of each ten seconds free for the bookings.",
    ] + deadLetters
  }

  private var deadLetters: [Line] {
    result.rows.compactMap { row in
      guard let dead = row.median(row.syncNumbers, { Double($0.deadLetters) }), dead > 0 else { return nil }
      return "\(bad: "\(Self.name(row)): \(dead.text(decimals: 0)) records became dead letters.")"
    }
  }

  private var verdict: [Line] {
    var lines: [Line] = []
    for row in result.rows where !row.unsoundSeeds.isEmpty {
      lines.append("\(bad: "\(Self.name(row)): NOT SOUND in \(row.unsoundSeeds.count) of \(result.seeds) runs")")
      lines += row.problems.map { Line("\($0)", depth: 1) }
    }
    guard lines.isEmpty else { return lines }
    return [
      "\(good: "All \(result.rows.count * result.seeds) runs sound: both products were audited against HubSpot's records.")"
    ]
  }
}

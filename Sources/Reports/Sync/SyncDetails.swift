import Measures
import Results

/// The tables of a sync: designs side by side, then what only some of them have.
struct SyncDetails {
  let result: SyncResult

  static let forecastLegend =
    "when nothing fails; the floor is when the last call may go out, whoever sends it; refusals come on top of the estimate"

  private var designs: [String] { result.cells.map(\.design) }

  var measures: Table {
    var table = Table([""] + designs)
    for measure in MeasureSet.sync {
      let cells = result.cells.map { SyncTexts.exact(measure, $0.statistics(measure)) }
      table.add([.text(SyncTexts.title(measure))] + cells)
    }
    return table
  }

  var forecasts: Table { Self.forecasts(result.cells.map { ($0.design, $0.forecast) }) }

  static func forecasts(_ forecasts: [(design: String, numbers: SyncForecastNumbers)]) -> Table {
    var table = Table([
      "design", "new, changed", "gone", "calls", "searches", "floor", "estimate", "days' quotas", "set by",
    ])
    for (design, numbers) in forecasts {
      table.add([
        .text(design), .count(numbers.writes), .count(numbers.archives), .count(numbers.calls),
        .count(numbers.callsByLabel["record_search"] ?? 0),
        .number(numbers.floorSeconds, shown: SyncTexts.span(numbers.floorSeconds)),
        .number(numbers.estimateSeconds, shown: SyncTexts.span(numbers.estimateSeconds)),
        .count(numbers.quotasUsedUp), .text(numbers.bound),
      ])
    }
    return table
  }

  /// Of the first run of each design.
  var calls: Table {
    var table = Table(["design, call", "sent", "429", "errors", "p50", "p99", "max"])
    for cell in result.cells {
      for (label, numbers) in cell.first.hubSpot.byLabel.sorted(by: { $0.key < $1.key }) {
        let times = [numbers.time.p50, numbers.time.p99, numbers.time.max].map { time in
          Cell.number(time, shown: time.duration(isEmpty: numbers.time.count == 0))
        }
        let errors = numbers.errorsByStatus.values.reduce(0, +)
        table.add(
          ["\(cell.design), \(label)", .count(numbers.sent), .count(numbers.refused), .count(errors)] + times
        )
      }
    }
    return table
  }

  /// Likewise.
  var peaks: Table {
    var table = Table(["design, window", "limit", "sent", "admitted"])
    for cell in result.cells {
      for peak in cell.first.hubSpot.peaks {
        table.add([
          "\(cell.design), \(peak.bucket), \(peak.windowSeconds.text(decimals: 0)) s", .count(peak.limit),
          .count(peak.sent), .count(peak.admitted),
        ])
      }
    }
    return table
  }

  /// Likewise; none where nothing was given up.
  var deadLetters: [Paragraph] {
    var table = Table(["design", "records", "given up because"])
    for cell in result.cells {
      let reasons = cell.first.deadLettersByReason.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      for (reason, count) in reasons { table.add([.text(cell.design), .count(count), .text(reason)]) }
    }
    guard !table.rows.isEmpty else { return [] }
    return [Paragraph(.heading("Dead letters, seed \(result.firstSeed)"), .table(table))]
  }
}

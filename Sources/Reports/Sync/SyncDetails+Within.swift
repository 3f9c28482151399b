import Measures
import Results

// What happened within the first run of each design.

extension SyncDetails {
  /// None where no urgent file came.
  var urgentFiles: [Paragraph] {
    var table = Table(["design", "came at", "records", "priority", "settled after"])
    for cell in result.cells {
      for file in cell.first.urgent {
        table.add([
          .text(cell.design), span(file.arrivedAtSeconds), .count(file.records), .count(file.priority),
          span(file.settledAfterSeconds, missing: "never"),
        ])
      }
    }
    return table.rows.isEmpty ? [] : [Paragraph(.heading("Urgent files, seed \(result.firstSeed)"), .table(table))]
  }

  /// None where nothing had to be done, or was never done.
  var progress: [Paragraph] {
    var table = Table(["design", "settled", "at", "time left as told", "as it was"])
    for cell in result.cells {
      for mark in cell.first.progress {
        table.add([
          .text(cell.design), .number(mark.share, shown: "\((mark.share * 100).text(decimals: 0)) %"),
          span(mark.atSeconds), span(mark.secondsLeftTold, missing: "-"), span(mark.secondsLeft),
        ])
      }
    }
    return table.rows.isEmpty ? [] : [Paragraph(.heading("Progress, seed \(result.firstSeed)"), .table(table))]
  }

  /// None where none was raised. A kind that was raised several times is shown as it was at first.
  var alerts: [Paragraph] {
    var table = Table(["design", "alert", "raised", "first at", "until", "value", "threshold"])
    for cell in result.cells {
      for kind in SyncAlertKind.allCases {
        guard let first = cell.first.alerts.first(where: { $0.name == kind.rawValue }) else { continue }
        table.add([
          .text(cell.design), .text(kind.rawValue), .count(cell.first.alerts(kind)), span(first.atSeconds),
          span(first.endedAtSeconds, missing: "the end"), .count(first.value), .count(first.threshold),
        ])
      }
    }
    return table.rows.isEmpty ? [] : [Paragraph(.heading("Alerts, seed \(result.firstSeed)"), .table(table))]
  }

  private func span(_ seconds: Double?, missing: String = "-") -> Cell {
    .number(seconds, shown: seconds.map(SyncTexts.span) ?? missing)
  }
}

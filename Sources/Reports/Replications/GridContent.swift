import Measures
import Results

/// A sweep as a table: a row for each cell, a column for each key that varies, and one for each measure.
struct GridContent {
  private let fold: ReplicationFold
  private let remarks: [String]

  init(_ fold: ReplicationFold, remarks: [String]) {
    self.fold = fold
    self.remarks = remarks
  }

  var content: ReportContent {
    let (cells, measures) = (fold.experiment.cells, fold.experiment.measures)
    var table = Table(cells[0].settings.map { Self.shortName($0.key) } + ["design"] + measures.map(\.shortText))
    table.keys = cells[0].settings.count + 1
    for cell in fold.cells {
      let names = cell.cell.settings.map(\.value) + [cell.cell.design]
      table.add(names.map { .text($0) } + zip(measures, cell.measures).map { .statistics($1, $0.unit) })
    }
    return ReportContent(
      [Paragraph(.title(Self.title(fold))), Paragraph(.table(table))]
        + Self.notes(fold, remarks)
    )
  }

  static func title(_ fold: ReplicationFold) -> Phrase {
    let cells = fold.experiment.cells
    let size = "\(cells.count) \(cells.count == 1 ? "cell" : "cells")"
    return "\(cells[0].scenario), \(size), \(fold.seedsText) a cell"
  }

  /// What stands below the tables of a sweep: what the signs mean, what made no difference, what was not sound.
  static func notes(_ fold: ReplicationFold, _ remarks: [String]) -> [Paragraph] {
    let legend =
      EstimateLegend(runs: fold.experiment.seeds).lines + ["(n of m runs)  the others had nothing to measure"]
    let said =
      fold.unchangedKeys.map { Line("\($0.sentence)") }
      + remarks.map { Line("\($0)") }
    return [Paragraph(.lines(legend.map { "\($0)" }))] + (said.isEmpty ? [] : [Paragraph(.lines(said))])
      + [UnsoundRuns(fold: fold).paragraph]
  }

  /// The last word of a key, which the reader of the table knows the rest of.
  static func shortName(_ key: String) -> String { key.split(separator: ".").last.map(String.init) ?? key }
}

extension UnchangedKey {
  /// `core.queue_batch changed nothing at all: every run is the same with 10 and 100.`
  fileprivate var sentence: String {
    let listed = values.dropLast().joined(separator: ", ") + " and " + (values.last ?? "")
    let extent = isForAll ? "at all" : "for \(designs.joined(separator: ", "))"
    return "\(key) changed nothing \(extent): every run is the same with \(listed)."
  }
}

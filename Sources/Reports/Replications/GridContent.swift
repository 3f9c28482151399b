import Measures
import Results

/// A sweep as a table: a row for each cell, a column for each key that varies, and one for each measure.
struct GridContent {
  private let fold: ReplicationFold

  init(_ fold: ReplicationFold) { self.fold = fold }

  var content: ReportContent {
    let (cells, measures) = (fold.experiment.cells, fold.experiment.measures)
    var table = Table(cells[0].settings.map { Self.shortName($0.key) } + ["design"] + measures.map(\.shortText))
    for cell in fold.cells {
      let names = cell.cell.settings.map(\.value) + [cell.cell.design]
      table.add(names.map { .text($0) } + zip(measures, cell.measures).map { .statistics($1, $0.unit) })
    }
    let size = "\(cells.count) \(cells.count == 1 ? "cell" : "cells")"
    return ReportContent(
      Paragraph(.title("\(cells[0].scenario), \(size), \(fold.seedsText) a cell")),
      Paragraph(.table(table)),
      Paragraph(.lines(legend)),
      UnsoundRuns(fold: fold).paragraph
    )
  }

  private var legend: [Line] {
    var lines = EstimateLegend(runs: fold.experiment.seeds).lines
    lines[lines.count - 1] += "     (n of m runs)  the others had nothing to measure"
    return lines.map { "\($0)" }
  }

  /// The last word of a key, which the reader of the table knows the rest of.
  private static func shortName(_ key: String) -> String { key.split(separator: ".").last.map(String.init) ?? key }
}

package import Findings
import Measures

/// A sweep as a table: a row for each cell, a column for each key that varies, and one for each measure.
package struct GridReport {
  private let fold: ReplicationFold
  private let style: TerminalStyle

  package init(_ fold: ReplicationFold, _ style: TerminalStyle) {
    self.fold = fold
    self.style = style
  }

  package var text: String {
    let cells = fold.experiment.cells
    let keys = cells[0].settings.map(\.key)
    var grid = Grid(keys.map(Self.shortName) + ["design"] + fold.experiment.measures.map(\.shortText))
    for cell in fold.cells {
      let estimates = zip(fold.experiment.measures, cell.measures).map { $0.unit.text($1) }
      grid.add(cell.cell.settings.map(\.value) + [cell.cell.design] + estimates)
    }
    let seeds = "\(fold.experiment.seeds) \(fold.experiment.seeds == 1 ? "seed" : "seeds") a cell"
    let title = style.heading("\(cells[0].scenario), \(cells.count) \(cells.count == 1 ? "cell" : "cells"), \(seeds)")
    return [title, grid.text, legend, UnsoundRuns(fold: fold, style: style).text].joined(separator: "\n\n") + "\n"
  }

  private var legend: String {
    EstimateLegend(runs: fold.experiment.seeds).text + "     (n of m runs)  the others had nothing to measure"
  }

  /// The last word of a key, which the reader of the table knows the rest of.
  private static func shortName(_ key: String) -> String { key.split(separator: ".").last.map(String.init) ?? key }
}

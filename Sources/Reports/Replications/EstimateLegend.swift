import Results
import Statistics

/// What the signs of an estimate in a table mean.
struct EstimateLegend {
  /// Of each cell.
  let runs: Int

  var lines: [String] {
    let equal =
      "=  the same in all \(runs) runs; in others it may differ, in less than "
      + Estimate.upperShareOfRuns(runs).smallPercent + " of them"
    let fewest = MedianInterval.fewestValues
    return [
      runs >= fewest
        ? "a (b to c)  median of the \(runs) runs' values, with the 95 % interval that their order gives"
        : "a (b to c), n runs  the median of the runs' values and their range: an interval takes \(fewest) runs",
      equal,
    ]
  }
}

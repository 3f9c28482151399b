import Findings
import Measures
import Statistics

/// What two designs differ in, and what not, in plain sentences.
struct DifferenceText {
  private let fold: ReplicationFold
  private let pair: ReplicationFold.Pair

  init(_ fold: ReplicationFold, _ pair: ReplicationFold.Pair) {
    self.fold = fold
    self.pair = pair
  }

  var text: String {
    let (first, second) = (fold.experiment.cells[pair.first].design, fold.experiment.cells[pair.second].design)
    var (shown, equal, open): ([String], [String], [String]) = ([], [], [])
    for (index, measure) in fold.experiment.measures.enumerated() {
      guard let statistics = fold.pairs[pair]?[index] else { continue }
      let difference = statistics.difference
      switch difference {
      case .unknown: continue
      case .equal: equal.append(measure.shortText)
      case .neverReached: open.append("\(measure.shortText) (not reached)")
      case .mean where !difference.isShown: open.append(measure.shortText)
      default: shown.append("  " + sentence(measure, difference, first: first))
      }
    }
    let seeds = fold.experiment.seeds == 1 ? "one seed, so without intervals" : "seed by seed, with 95 % intervals"
    var lines = ["\(second) against \(first), \(seeds):"] + shown
    if !open.isEmpty { lines += wrapped("No difference is shown in " + open.joined(separator: ", ") + ".") }
    if !equal.isEmpty { lines += wrapped("Equal in every seed: " + equal.joined(separator: ", ") + ".") }
    return lines.joined(separator: "\n")
  }

  private func sentence(_ measure: Measure, _ difference: Difference, first: String) -> String {
    let name = measure.shortText
    switch difference {
    case .mean(let mean, let interval):
      let ends = [interval.lower, interval.upper].sorted { abs($0) < abs($1) }.map(measure.unit.difference)
      return "\(name) is \(amount(measure, mean)) (\(ends[0]) to \(ends[1]))."
    case .constant(let value): return "\(name) is \(amount(measure, value)), the same in every seed."
    case .single(let value): return "\(name) is \(amount(measure, value))."
    case .reachedUnequally(let onlyFirst, let onlySecond, let both):
      let runs = fold.experiment.seeds
      return "\(name) is reached in \(both + onlySecond) of \(runs) runs, with \(first) in \(both + onlyFirst)."
    case .equal, .neverReached, .unknown: return "\(name) is the same."
    }
  }

  private func amount(_ measure: Measure, _ value: Double) -> String {
    "\(measure.unit.difference(value)) \(value < 0 ? "lower" : "higher")"
  }

  /// Lines of at most 100 letters, indented.
  private func wrapped(_ text: String) -> [String] {
    var lines: [String] = []
    var line = " "
    for word in text.split(separator: " ") {
      if line.count + word.count + 1 > 100 {
        lines.append(line)
        line = "   "
      }
      line += " " + word
    }
    return lines + [line]
  }
}

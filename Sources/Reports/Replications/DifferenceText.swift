import Measures
import Results
import Statistics

/// What two designs differ in, and what not, in plain sentences.
struct DifferenceText {
  private let fold: ReplicationFold
  private let pair: ReplicationFold.Pair

  init(_ fold: ReplicationFold, _ pair: ReplicationFold.Pair) {
    self.fold = fold
    self.pair = pair
  }

  /// The designs and how sure it is, then a line for each difference, then lists of the other measures.
  var lines: [Line] {
    let (first, second) = (fold.experiment.cells[pair.first].design, fold.experiment.cells[pair.second].design)
    let found = zip(fold.experiment.measures, fold.pairs[pair] ?? []).compactMap { remark($0, $1, first: first) }
    let isOne = fold.experiment.seeds == 1
    let seeds = isOne ? "one seed, so without intervals" : "seed by seed, with 95 % intervals"
    var lines: [Line] = ["\(second) against \(first), \(seeds):"]
    lines += found.compactMap { if case .shown(let sentence) = $0 { Line("\(sentence)", depth: 1) } else { nil } }
    func list(_ start: String, _ names: [String]) {
      guard !names.isEmpty else { return }
      lines.append(Line("\(start) \(names.joined(separator: ", ")).", depth: 1))
    }
    list("No difference is shown in", found.compactMap { if case .open(let name) = $0 { name } else { nil } })
    list(
      isOne ? "The same:" : "Equal in every seed:",
      found.compactMap { if case .equal(let name) = $0 { name } else { nil } }
    )
    list(
      "Equal where both have a value:",
      found.compactMap { if case .equalInSome(let name) = $0 { name } else { nil } }
    )
    list("Cannot be compared:", found.compactMap { if case .incomparable(let name) = $0 { name } else { nil } })
    return lines
  }

  /// Where a measure belongs in the text.
  private enum Remark {
    case shown(String)
    case open(String)
    case equal(String)
    case equalInSome(String)
    case incomparable(String)
  }

  /// nil where neither design has anything to measure.
  private func remark(_ measure: Measure, _ statistics: PairedStatistics, first: String) -> Remark? {
    let (name, difference) = (measure.shortText, statistics.difference)
    let some = statistics.both == statistics.seeds ? "" : " (\(statistics.both) of \(statistics.seeds) seeds)"
    switch difference {
    case .unknown: return statistics.oneSided > 0 ? .incomparable(name) : nil
    case .equal, .single(0): return some.isEmpty ? .equal(name) : .equalInSome(name + some)
    case .neverReached: return .open("\(name) (not reached)")
    case .reachedUnequally(let onlyFirst, let onlySecond, _) where !difference.isShown:
      return .open("\(name) (\(Self.reached(onlyFirst, onlySecond)))")
    case .few: return .open(name + some)
    case .median where !difference.isShown: return .open(name + some)
    case .median, .constant, .single, .reachedUnequally: return .shown(sentence(measure, statistics, first: first))
    }
  }

  private func sentence(_ measure: Measure, _ statistics: PairedStatistics, first: String) -> String {
    let (name, unit) = (measure.shortText, measure.unit)
    let some =
      statistics.both == statistics.seeds
      ? "" : "; both have a value in \(statistics.both) of \(statistics.seeds) seeds"
    switch statistics.difference {
    case .median(let median, let interval):
      let text = unit.difference(median, interval)
      return "\(name) is \(text.median) \(Self.direction(median)) (\(text.nearer) to \(text.farther))\(some)."
    case .constant(let value):
      let seeds =
        some.isEmpty
        ? ", the same in every seed"
        : " in each of the \(statistics.both) of \(statistics.seeds) seeds in which both have a value"
      return "\(name) is \(unit.difference(value)) \(Self.direction(value))\(seeds)."
    case .single(let value): return "\(name) is \(unit.difference(value)) \(Self.direction(value))\(some)."
    case .reachedUnequally(let onlyFirst, let onlySecond, let both):
      let runs = "\(both + onlySecond) of \(fold.experiment.seeds) runs"
      return "\(name) is reached in \(runs), \(Self.fewer(onlyFirst, onlySecond)) than with \(first)."
    case .few, .equal, .neverReached, .unknown: preconditionFailure("\(name) has no sentence")
    }
  }

  /// `reached in 3 more`, as a cell of a table.
  static func reached(_ onlyFirst: Int, _ onlySecond: Int) -> String {
    onlyFirst == onlySecond ? "reached as often" : "reached in \(fewer(onlyFirst, onlySecond))"
  }

  private static func fewer(_ onlyFirst: Int, _ onlySecond: Int) -> String {
    onlySecond < onlyFirst ? "\(onlyFirst - onlySecond) fewer" : "\(onlySecond - onlyFirst) more"
  }

  private static func direction(_ value: Double) -> String { value < 0 ? "lower" : "higher" }
}

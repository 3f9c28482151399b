import Measures
import Results
import Statistics

/// What each change of a design, or of what it meets, comes to: the design with the change against the design itself.
struct AblationContent {
  private let fold: ReplicationFold
  private let remarks: [String]

  /// - Parameter fold: its pairs are a whole design and a variant of it.
  init(_ fold: ReplicationFold, remarks: [String]) {
    self.fold = fold
    self.remarks = remarks
  }

  var content: ReportContent {
    let wholes = Set(fold.pairs.keys.map(\.first)).sorted()
    let legend: [Line] = [
      "each line: the design with this change, less the design itself, seed by seed: the median with its 95 % interval",
      "role=part: that part instead of its own",
      "arrivals, tier: the same design meets other ones",
      "?: not shown to differ     =: in every seed",
    ]
    let said = remarks.isEmpty ? [] : [Paragraph(.lines(remarks.map { "\($0)" }))]
    return ReportContent(
      wholes.map(section) + [Paragraph(.lines(legend))] + said + [UnsoundRuns(fold: fold).paragraph]
    )
  }

  private func section(_ whole: Int) -> Paragraph {
    let pairs = fold.pairs.keys.filter { $0.first == whole }.sorted()
    var table = Table(["change"] + fold.experiment.measures.map(\.shortText))
    for pair in ranked(pairs, by: 0) {
      table.add([.text(change(pair))] + fold.experiment.measures.indices.map { cell(pair, $0) })
    }
    let subject = fold.experiment.cells[whole]
    let rankings = fold.experiment.measures.indices.map { Line("\(ranking(pairs, by: $0))") }
    return Paragraph(
      .title("\(subject.scenario), \(subject.design) with one change at a time, \(fold.seedsText)"),
      .table(table),
      .lines(rankings)
    )
  }

  private func change(_ pair: ReplicationFold.Pair) -> String {
    let variant = fold.experiment.cells[pair.second]
    return variant.change ?? variant.design
  }

  private func cell(_ pair: ReplicationFold.Pair, _ measure: Int) -> Cell {
    .number(fold.pairs[pair]?[measure].difference.value, shown: text(pair, measure))
  }

  private func text(_ pair: ReplicationFold.Pair, _ measure: Int) -> String {
    let unit = fold.experiment.measures[measure].unit
    guard let statistics = fold.pairs[pair]?[measure] else { return "-" }
    let difference = statistics.difference
    let some = statistics.oneSided > 0 ? " (\(statistics.both) of \(statistics.seeds) seeds)" : ""
    switch difference {
    case .median(let median, let interval):
      return plus(median) + unit.difference(median, from: interval.lower, to: interval.upper)
        + (difference.isShown ? "" : " ?") + some
    case .few(let median, let least, let greatest):
      return plus(median) + unit.difference(median, from: least, to: greatest) + " ?" + some
    case .constant(let value): return signed(value, unit) + " =" + some
    case .single(let value): return (value == 0 ? "0" : signed(value, unit)) + some
    case .equal: return "0 =" + some
    case .reachedUnequally(let first, let second, _):
      return DifferenceText.reached(first, second) + (difference.isShown ? "" : " ?")
    case .neverReached: return "not reached"
    case .unknown: return statistics.oneSided > 0 ? "cannot be compared" : "-"
    }
  }

  private func signed(_ value: Double, _ unit: MeasureUnit) -> String {
    (value < 0 ? "-" : "+") + unit.difference(value)
  }

  private func plus(_ value: Double) -> String { value > 0 ? "+" : "" }

  /// `requests: better with reads=sequential, ...; worse with ...`; only what is shown, the largest first.
  private func ranking(_ pairs: [ReplicationFold.Pair], by measure: Int) -> String {
    let shown = ranked(pairs, by: measure).filter { fold.pairs[$0]?[measure].difference.isShown == true }
    let better = shown.filter { gain($0, measure) > 0 }
    let worse = shown.filter { gain($0, measure) < 0 }.reversed()
    let name = fold.experiment.measures[measure].shortText
    guard !shown.isEmpty else { return "\(name): no change is shown to matter" }
    func changes(_ pairs: some Sequence<ReplicationFold.Pair>) -> String {
      pairs.map(change).joined(separator: ", ")
    }
    let improved = better.isEmpty ? "no change improves it" : "better with \(changes(better))"
    return "\(name): \(improved)" + (worse.isEmpty ? "" : "; worse with \(changes(worse))")
  }

  /// What the change gains over the design as it is; above 0 when it is the better one.
  private func gain(_ pair: ReplicationFold.Pair, _ measure: Int) -> Double {
    let sign = fold.experiment.measures[measure].metric.better == .higher ? 1.0 : -1.0
    let difference = fold.pairs[pair]?[measure].difference
    switch difference {
    case .median(let value, _), .few(let value, _, _), .constant(let value), .single(let value): return sign * value
    // More than any number, but only what is more than chance.
    case .reachedUnequally(let onlyWhole, let onlyVariant, _):
      return difference?.isShown == true ? Double(onlyVariant - onlyWhole) * 1e12 : 0
    default: return 0
    }
  }

  /// The best change first.
  private func ranked(_ pairs: [ReplicationFold.Pair], by measure: Int) -> [ReplicationFold.Pair] {
    pairs.sorted { (-gain($0, measure), $0) < (-gain($1, measure), $1) }
  }
}

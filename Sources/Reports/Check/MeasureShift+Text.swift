import Measures
import Results
import Statistics

extension MeasureShift {
  /// The measure, both means, how much was tolerated, by how much it moved, and whether that is worse or better; over
  /// which seeds.
  var text: String {
    let (before, after) = shownMeans
    let kept = tolerance.map { " within \($0)" } ?? ""
    let moved = relativeText.map { " (\($0))" } ?? ""
    return "\(measure.shortText): expected \(before)\(kept), got \(after)\(moved), \(direction.rawValue); \(seedsText)"
      + changeText
  }

  /// As short as it goes: `time_to_booking p(95) 92.93 s -> 95.00 s (+2.2 %)`
  var shortText: String {
    let (before, after) = briefMeans
    return "\(measure.shortText) \(before) -> \(after)" + (relativeText.map { " (\($0))" } ?? "")
  }

  /// Both means, with as many digits as it takes to tell them apart.
  var shownMeans: (expected: String, got: String) {
    if pairs.count == 1 { return pairs[0].difference.shownValues }
    let short = (
      text(pairs.map(\.difference.expected), expectedMean), text(pairs.map(\.difference.got), gotMean)
    )
    guard short.0 == short.1, let before = expectedMean, let after = gotMean else { return short }
    // Where it moved back and forth the means may even be the same, or of other counts.
    guard before != after else { return changed[0].difference.shownValues }
    return measure.unit.apart(before, after)
  }

  /// Both means without what shares were counted from, unless that is all that differs.
  var briefMeans: (expected: String, got: String) {
    let brief = (text(pairs.map(\.difference.expected), expectedMean), text(pairs.map(\.difference.got), gotMean))
    return brief.0 == brief.1 ? shownMeans : brief
  }

  /// By how much the mean has moved, with its sign: shares by points, all else by a share of what it was.
  var relativeText: String? {
    guard let before = expectedMean, let after = gotMean else { return nil }
    if measure.unit == .share { return Self.signed((after - before) * 100, "points") }
    return relativeChange.map { Self.signed($0 * 100, "%") }
  }

  /// `+2.2 %`; what would be written as no change is "less than 0.1".
  private static func signed(_ number: Double, _ unit: String) -> String {
    let text = abs(number).text(decimals: 1)
    guard text != "0.0" else { return number == 0 ? "0 \(unit)" : "under 0.1 \(unit)" }
    return (number < 0 ? "-" : "+") + "\(text) \(unit)"
  }

  private var seedsText: String {
    guard pairs.count > 1 else { return "seed \(pairs[0].seed)" }
    let (changed, beyond) = (changed.count, seedsBeyond.count)
    let differ = changed == pairs.count ? "" : ", \(changed) of them differ\(changed == 1 ? "s" : "")"
    let outside = tolerance == nil || beyond == changed ? "" : ", \(beyond) beyond"
    return "means of \(CheckSeeds.text(pairs.map(\.seed)))\(differ)\(outside)"
  }

  private var changeText: String { changeRange.map { "; under a seed by \($0)" } ?? "" }

  /// The change under a seed and its interval: `+1.10 s (0.90 to 1.40)`; nil where there are too few seeds for one.
  var changeRange: String? {
    change.map { measure.unit.difference($0.median, from: $0.interval.lower, to: $0.interval.upper) }
  }

  private func text(_ values: [MeasureValue], _ mean: Double?) -> String {
    if let mean { return measure.unit.text(mean) }
    if let first = values.first, values.allSatisfy({ $0 == first }) { return measure.unit.shown(first) }
    let (never, missing) = (values.count { $0 == .never }, values.count { $0 == .missing })
    let words = [(never, "not reached"), (missing, "nothing observed")].filter { $0.0 > 0 }
    return words.map { "\($0.1) in \($0.0) of \(values.count)" }.joined(separator: " and ")
  }
}

/// How many measures moved which way, in a few words.
enum ShiftTally {
  /// `3 worse, 1 mixed, 2 better`; of nothing empty.
  static func text(_ shifts: [MeasureShift]) -> String {
    MeasureShift.Direction.allCases.compactMap { direction in
      let count = shifts.count { $0.direction == direction }
      return count > 0 ? "\(count) \(direction.rawValue)" : nil
    }.joined(separator: ", ")
  }
}

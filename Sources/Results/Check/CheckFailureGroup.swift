package import Measures

/// What is wrong in one way with a scenario and a design, over all seeds.
package struct CheckFailureGroup: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    /// What the audit found or what was not at rest, each with its seed.
    case problems([SeedProblem])
    /// The baseline does not fit, for this reason.
    case unfit(String)
    /// The value that misses the bound most, of as many seeds as are in the group.
    case missed(Threshold, worst: MeasureValue)
    case shifted(MeasureShift)
    /// The digests of the same run.
    case digests(first: String, second: String)
  }

  package struct SeedProblem: Hashable, Sendable {
    package let seed: UInt64
    package let text: String
  }

  package let cell: CheckCell
  package let kind: Kind
  /// In which it is so, ascending.
  package let seeds: [UInt64]
  /// Of these the one to look at.
  package let seedToReplay: UInt64

  package var verdict: CheckVerdict {
    switch kind {
    case .problems: .unsound
    case .unfit: .unfitBaseline
    case .missed: .thresholdMissed
    case .shifted: .regressed
    case .digests: .unrepeatable
    }
  }

  /// The command that repeats a run; nil where there is nothing to see in it.
  package var replay: String? { verdict == .unfitBaseline ? nil : cell.replay(seed: seedToReplay) }

  /// What groups of the same verdict are sorted by.
  fileprivate var size: Double {
    switch kind {
    case .problems(let problems): Double(problems.count)
    case .shifted(let shift): shift.size
    case .missed(let threshold, let worst): threshold.distance(worst)
    case .unfit, .digests: 0
    }
  }
}

extension CheckResult {
  /// Everything that did not pass: what the exit code speaks of first, of that the largest first, otherwise in the order
  /// of the cells.
  package var failures: [CheckFailureGroup] { cells.flatMap(\.failures).worstFirst }
}

extension [CheckFailureGroup] {
  fileprivate var worstFirst: [CheckFailureGroup] {
    enumerated().sorted { left, right in
      let (one, other) = (left.element, right.element)
      if one.verdict != other.verdict { return one.verdict < other.verdict }
      return one.size == other.size ? left.offset < right.offset : one.size > other.size
    }.map(\.element)
  }
}

extension CheckedCell {
  /// Everything that did not pass, sorted as that of the whole result.
  package var failures: [CheckFailureGroup] {
    var groups: [CheckFailureGroup] = []
    let problems = cases.flatMap { checked in
      checked.failures.compactMap { failure -> CheckFailureGroup.SeedProblem? in
        if case .problem(let text) = failure { .init(seed: checked.seed, text: text) } else { nil }
      }
    }
    if let first = problems.first { groups.append(group(.problems(problems), problems.map(\.seed), first.seed)) }
    groups += unfit + missed
    groups += shifts.filter(\.isBeyond).map { group(.shifted($0), $0.seedsBeyond, $0.largestSeed) }
    for checked in cases {
      for case .digests(let first, let second) in checked.failures {
        groups.append(group(.digests(first: first, second: second), [checked.seed], checked.seed))
      }
    }
    return groups.worstFirst
  }

  private var unfit: [CheckFailureGroup] {
    var (reasons, seeds): ([String], [String: [UInt64]]) = ([], [:])
    for checked in cases {
      guard case .unjudged(let reason) = checked.outcome else { continue }
      if seeds[reason] == nil { reasons.append(reason) }
      seeds[reason, default: []].append(checked.seed)
    }
    return reasons.map { group(.unfit($0), seeds[$0] ?? [], seeds[$0]?.first ?? 0) }
  }

  private var missed: [CheckFailureGroup] {
    var (thresholds, values): ([Threshold], [Threshold: [(seed: UInt64, got: MeasureValue)]]) = ([], [:])
    for checked in cases {
      for case .missed(let threshold, let got) in checked.failures {
        if values[threshold] == nil { thresholds.append(threshold) }
        values[threshold, default: []].append((checked.seed, got))
      }
    }
    return thresholds.compactMap { threshold in
      let missed = values[threshold] ?? []
      let worst = missed.max { threshold.distance($0.got) < threshold.distance($1.got) }
      return worst.map { group(.missed(threshold, worst: $0.got), missed.map(\.seed), $0.seed) }
    }
  }

  private func group(_ kind: CheckFailureGroup.Kind, _ seeds: [UInt64], _ replayed: UInt64) -> CheckFailureGroup {
    var distinct: [UInt64] = []
    for seed in seeds where distinct.last != seed { distinct.append(seed) }
    return CheckFailureGroup(cell: cell, kind: kind, seeds: distinct, seedToReplay: replayed)
  }
}

extension CheckCase {
  fileprivate var failures: [CheckFailure] {
    if case .failed(let failures) = outcome { failures } else { [] }
  }
}

extension Threshold {
  /// How far a value is from the bound, as a share of the larger of the two.
  fileprivate func distance(_ value: MeasureValue) -> Double {
    guard let number = value.number else { return .infinity }
    let largest = max(abs(number), abs(bound))
    return largest > 0 ? abs(number - bound) / largest : 0
  }
}

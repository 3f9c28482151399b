import Measures
import Results

/// Claims on one screen: how many came out how, which, and those that are farthest from what was promised.
struct ClaimsScreen {
  private let results: [ClaimResult]

  init(_ results: [ClaimResult]) { self.results = results }

  var content: ReportContent {
    Screenful.content(of: farthest) { missed, rest in
      ReportContent([head] + table(missed, rest) + [Paragraph(.lines(integrity + ["More: --full, --only P1-03."]))])
    }
  }

  private var head: Paragraph {
    let lines = ClaimVerdict.allCases.compactMap { verdict -> Line? in
      let ids = results.filter { $0.verdict == verdict }.map(\.claim.id)
      guard !ids.isEmpty else { return nil }
      let name = Phrase(verdict.rawValue, verdict == .holds ? .good : .bad)
      return "\(name): \(ids.joined(separator: " "))"
    }
    return Paragraph(.title("\(ClaimsTally(results).text)."), .lines(lines))
  }

  private struct Missed {
    let claim: Claim
    let promise: PromiseResult
    /// How far off it is, by its ratio.
    let distance: Double
  }

  /// The promises that fail, the farthest from its bound first.
  private var farthest: [Missed] {
    let missed = results.flatMap { result in
      result.promises.filter { $0.verdict == .fails }.map {
        Missed(claim: result.claim, promise: $0, distance: $0.distance)
      }
    }
    return missed.enumerated().sorted { ($1.element.distance, $0.offset) < ($0.element.distance, $1.offset) }
      .map(\.element)
  }

  private func table(_ missed: [Missed], _ rest: Int) -> [Paragraph] {
    guard !missed.isEmpty else { return [] }
    let yardstick = results.yardstick
    var table = Table(texts: ["fails most", "design", "of", "claimed", "measured"] + (yardstick.map { [$0] } ?? []))
    for each in missed {
      let promise = each.promise.promise
      let texts = [
        each.claim.id, promise.design, promise.measure.shortText, each.promise.claimed, each.promise.coarseText,
      ]
      table.add((texts + (yardstick == nil ? [] : [each.promise.coarseYardstick])).map { .text($0) })
    }
    let more: [Block] = rest > 0 ? [.line("and \(rest) more")] : []
    return [Paragraph([.table(table)] + more)]
  }

  private var integrity: [Line] {
    let unsound = results.flatMap(\.unsound)
    guard let first = unsound.first else { return ["\(good: "Every run sound, nothing lost or doubled.")"] }
    return ["\(bad: "NOT SOUND: \(unsound.count) \(unsound.count == 1 ? "run" : "runs"), first:") \(first)"]
  }
}

extension PromiseResult {
  /// By what factor the measured value misses the nearer bound, as its logarithm's size; endless where one of them is 0
  /// or was never reached.
  fileprivate var distance: Double {
    let value: Double? =
      switch measured {
      case .level(let estimate): estimate.value
      case .difference(let difference, _, _): difference.value
      case .nothing: nil
      }
    let bounds = [promise.range.lower, promise.range.upper].compactMap { $0?.value }
    guard let value, value > 0 else { return .infinity }
    return bounds.map { $0 > 0 ? max(value / $0, $0 / value) : .infinity }.min() ?? .infinity
  }

  fileprivate var coarseYardstick: String { yardstick.map { promise.measure.unit.coarse($0.estimate) } ?? "-" }

  /// Exact where the digits of a glance would show the bound that is missed.
  private func coarseText(_ estimate: Estimate) -> String {
    let unit = promise.measure.unit
    let coarse = unit.coarse(estimate)
    let bounds = [promise.range.lower, promise.range.upper].compactMap { $0?.value }
    return bounds.contains { unit.coarse($0) == coarse } ? estimate.value.map(unit.text) ?? coarse : coarse
  }

  fileprivate var coarseText: String {
    switch measured {
    case .level(let estimate): coarseText(estimate)
    case .difference: measuredText
    case .nothing: "-"
    }
  }
}

import Measures
import Results
import Statistics

/// Claims and what became of them, as JSON: sorted keys, every key always there. Numbers that were computed from several
/// runs have six significant digits, for the last bits of a mathematical library differ from machine to machine.
struct ClaimsDocument: Encodable {
  private let claims: [ClaimNumbers]

  init(_ results: [ClaimResult]) { claims = results.map(ClaimNumbers.init) }
}

private struct ClaimNumbers: Encodable {
  let result: ClaimResult

  init(_ result: ClaimResult) { self.result = result }

  private enum CodingKeys: String, CodingKey {
    case id, document, section, says, load, note, seeds, verdict, promises, variants, turns, unsound
    case isOpenToDoubt = "open_to_doubt"
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    let claim = result.claim
    try container.encode(claim.id, forKey: .id)
    try container.encode(claim.document, forKey: .document)
    try container.encode(claim.section, forKey: .section)
    try container.encode(claim.says, forKey: .says)
    try container.encode(claim.load, forKey: .load)
    try container.encode(claim.note, forKey: .note)
    try container.encode(claim.seeds, forKey: .seeds)
    try container.encode(result.verdict, forKey: .verdict)
    try container.encode(result.promises.map(PromiseNumbers.init), forKey: .promises)
    let variants = zip(claim.variants, result.variants).map {
      VariantNumbers(says: $0.says, promise: PromiseNumbers($1))
    }
    try container.encode(variants, forKey: .variants)
    try container.encode(result.turns.map(TurnNumbers.init), forKey: .turns)
    try container.encode(result.isOpenToDoubt, forKey: .isOpenToDoubt)
    try container.encode(result.unsound, forKey: .unsound)
  }
}

private struct VariantNumbers: Encodable {
  let says: String
  let promise: PromiseNumbers
}

private struct PromiseNumbers: Encodable {
  let result: PromiseResult

  init(_ result: PromiseResult) { self.result = result }

  private enum CodingKeys: String, CodingKey {
    case design, measure, unit, claimed, measured, median, verdict, why, yardstick
    case lower = "lower_95"
    case upper = "upper_95"
    case comparedWith = "compared_with"
    case seedsToDecide = "seeds_to_decide"
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    let (promise, interval) = (result.promise, interval)
    let unit = promise.measure.unit
    try container.encode(promise.design, forKey: .design)
    try container.encode(promise.comparison?.design, forKey: .comparedWith)
    try container.encode(promise.measure, forKey: .measure)
    try container.encode(unit == .share ? "share" : unit.rawValue, forKey: .unit)
    try container.encode(result.claimed, forKey: .claimed)
    try container.encode(result.measuredText, forKey: .measured)
    try container.encode(median?.rounded(toSignificantDigits: 6), forKey: .median)
    try container.encode(interval?.lower.rounded(toSignificantDigits: 6), forKey: .lower)
    try container.encode(interval?.upper.rounded(toSignificantDigits: 6), forKey: .upper)
    try container.encode(result.verdict, forKey: .verdict)
    try container.encode(PromiseReason(result).text, forKey: .why)
    try container.encode(result.seedsToDecide, forKey: .seedsToDecide)
    try container.encode(result.yardstick.map { YardstickNumbers($0, result.yardstickText) }, forKey: .yardstick)
  }

  private var median: Double? {
    switch result.measured {
    case .level(let estimate): estimate.value
    case .difference(let difference, _, _): difference.value
    case .nothing: nil
    }
  }

  private var interval: ConfidenceInterval? {
    switch result.measured {
    case .level(let estimate): return estimate.interval
    case .difference(.median(_, let interval), _, _): return interval
    case .difference(.constant(let value), _, _): return ConfidenceInterval(lower: value, upper: value)
    case .difference(.equal, _, _): return ConfidenceInterval(lower: 0, upper: 0)
    case .difference, .nothing: return nil
    }
  }
}

private struct YardstickNumbers: Encodable {
  let design: String
  let measured: String
  let median: Double?
  let lower: Double?
  let upper: Double?

  init(_ yardstick: PromiseResult.Yardstick, _ text: String) {
    design = yardstick.design
    measured = text
    median = yardstick.estimate.value?.rounded(toSignificantDigits: 6)
    lower = yardstick.estimate.interval?.lower.rounded(toSignificantDigits: 6)
    upper = yardstick.estimate.interval?.upper.rounded(toSignificantDigits: 6)
  }

  private enum CodingKeys: String, CodingKey {
    case design, measured, median
    case lower = "lower_95"
    case upper = "upper_95"
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(design, forKey: .design)
    try container.encode(measured, forKey: .measured)
    try container.encode(median, forKey: .median)
    try container.encode(lower, forKey: .lower)
    try container.encode(upper, forKey: .upper)
  }
}

private struct TurnNumbers: Encodable {
  let result: TurnResult

  init(_ result: TurnResult) { self.result = result }

  private enum CodingKeys: String, CodingKey { case key, tried, turns }

  private struct Trial: Encodable {
    let value: Double
    let verdict: ClaimVerdict
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(result.key, forKey: .key)
    try container.encode(result.trials.map { Trial(value: $0.value, verdict: $0.verdict) }, forKey: .tried)
    try container.encode(result.text, forKey: .turns)
  }
}

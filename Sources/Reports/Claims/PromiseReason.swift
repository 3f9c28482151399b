import HubSpotAPI
import Measures
import Results

/// Why a promise came out as it did, in a phrase. It is made of measured numbers, by the same rules for every promise.
struct PromiseReason {
  private let result: PromiseResult

  init(_ result: PromiseResult) { self.result = result }

  var text: String {
    if case .nothing = result.measured {
      return "\(result.promise.design) cannot be made yet: a part of it does not exist"
    }
    switch result.causes {
    case nil: return ""
    case .booking(let causes): return text(causes)
    case .bulkSync(let causes): return [levels, causes.phrase, decision].compactMap(\.self).joined(separator: "; ")
    }
  }

  private func text(_ causes: Causes) -> String {
    let parts = [levels, demand(causes) ?? causes.phrase, memory(causes), background(causes), decision]
    return parts.compactMap(\.self).joined(separator: "; ")
  }

  private var metric: Metric { result.promise.measure.metric }

  /// What a difference is the difference of.
  private var levels: String? {
    guard case .difference(_, let own, let other) = result.measured, let comparison = result.promise.comparison else {
      return nil
    }
    let unit = result.promise.measure.unit
    let (ownText, otherText) = (
      own.value.map(unit.text) ?? unit.text(own), other.value.map(unit.text) ?? unit.text(other)
    )
    return "\(ownText) against \(otherText) with \(comparison.design)"
  }

  /// Of a demand, which no limit has a part in: what each wish asks for.
  private func demand(_ causes: Causes) -> String? {
    guard metric.needsDemand, case .level(let estimate) = result.measured, let value = estimate.value,
      causes.offered > 0
    else { return nil }
    let bucket = result.promise.measure.selection.tags["bucket"] ?? "ten_second"
    let what = bucket == "search" ? "searches" : "calls"
    let window = "\(LimitPolicy.windows.first { $0.bucket == bucket }?.seconds ?? 10) s"
    let each = (value / causes.offered).text(decimals: 1)
    let limit = causes.limits[bucket].map { "; the limit is \($0)" } ?? ""
    return
      "\(each) \(what) for each of \(causes.offered.text(decimals: 0)) wishes fall into the busiest \(window)\(limit)"
  }

  private func memory(_ causes: Causes) -> String? {
    guard metric.unit == .bytes, causes.confirmed > 0 else { return nil }
    let value: Double? =
      switch result.measured {
      case .level(let estimate): estimate.value
      case .difference(let difference, _, _): difference.value
      case .nothing: nil
      }
    return value.map {
      "\(($0 / causes.confirmed).text(decimals: 0)) bytes for each of \(causes.confirmed.text(decimals: 0)) bookings"
    }
  }

  /// What decides on times where no limit does, or besides one: the calls' own time, the interval of a worker.
  private func background(_ causes: Causes) -> String? {
    guard metric.kind == .trend, metric.unit == .milliseconds else { return nil }
    if let job = Self.jobs[metric.name] {
      return causes.passSeconds[job].map { "the job \(job) passes every \($0.text(decimals: 1)) s" }
    }
    guard causes.refused == 0, causes.callsPerBooking > 0 else { return nil }
    let (calls, time) = (causes.callsPerBooking, causes.callMilliseconds)
    return "the calls' own time decides: \(calls.text(decimals: 1)) of them for a booking, \(time.duration) each, "
      + "\((calls * time).duration) in all"
  }

  /// The job that each delay waits for.
  private static let jobs = [
    "association_delay": "associations", "note_delay": "notes", "counter_delay": "counter_sync",
  ]

  /// What would decide where nothing is decided.
  private var decision: String? {
    guard result.verdict == .undecided else { return nil }
    switch result.measured {
    case .level(.nothing), .difference(.unknown, _, _): return "there was nothing to measure"
    default:
      return result.seedsToDecide.map { "about \($0) seeds would decide" }
        ?? "it lies on the bound: no number of seeds in sight would decide"
    }
  }
}

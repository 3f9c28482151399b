package import BookingCore
import LoadGeneration
package import Measures
package import Results
package import Scenarios

/// The thresholds that a capacity search holds designs against, and who asked for them.
package struct CapacityObjective: Hashable, Sendable {
  package let thresholds: [Threshold]
  package let source: CapacityPlan.ObjectiveSource

  package init(_ thresholds: [Threshold], from source: CapacityPlan.ObjectiveSource = .asked) {
    self.thresholds = thresholds
    self.source = source
  }

  /// The designs of a scenario that are searched when neither designs nor an objective are asked for: those that its own
  /// thresholds are about, and all that it is for when they are about none.
  package static func usualDesigns(of scenario: Scenario) -> [Design] {
    let own = scenario.designs.filter { design in
      scenario.thresholds.contains { $0.isOfAnyLoad && $0.concerns(design: design.name) }
    }
    return own.isEmpty ? scenario.designs : own
  }

  /// What a scenario is searched with when nothing is asked for: its own thresholds, as far as they say the same of every
  /// load; the usual service level where they leave one of the designs without any. nil when its visitors book nothing,
  /// which every service level is about.
  package static func usual(of scenario: Scenario, for designs: [Design]) -> CapacityObjective? {
    let own = scenario.thresholds.filter { threshold in
      threshold.isOfAnyLoad && designs.contains { threshold.concerns(design: $0.name) }
    }
    if designs.allSatisfy({ design in own.contains { $0.concerns(design: design.name) } }) {
      return CapacityObjective(own, from: .scenario)
    }
    guard scenario.load.behaviour.mostWishes > 0 else { return nil }
    do {
      return CapacityObjective(try Threshold.list(parsing: ServiceLevel.usual.thresholds), from: .usual)
    } catch {
      preconditionFailure("\(ServiceLevel.usual.rawValue): \(error)")
    }
  }

  /// Why designs cannot be searched with it: a threshold that is meant for none of them would never be judged, and a design
  /// without a threshold would hold at any load. Nil when they can.
  package func objection(for designs: [Design]) -> String? {
    let names = designs.map(\.name)
    for threshold in thresholds {
      guard let wanted = threshold.measure.design, !names.contains(wanted) else { continue }
      return
        "\"\(threshold)\" is for \(wanted), which is not searched; expected one of \(names.joined(separator: ", "))."
    }
    for name in names where !thresholds.contains(where: { $0.concerns(design: name) }) {
      return "no threshold concerns \(name), which would hold at any load; add one, or leave it out of --designs."
    }
    return nil
  }

  /// What the knee of a load is told by: the time to booking, or where nobody books the first length of time that the
  /// objective is about. nil when it is about none.
  func knee(_ scenario: Scenario) -> Measure? {
    if scenario.load.behaviour.mostWishes > 0 { return MeasureSet.knee }
    guard let time = thresholds.first(where: { $0.measure.unit == .milliseconds }) else { return nil }
    do {
      return try Measure(parsing: time.measure.subject + " p(95)")
    } catch {
      preconditionFailure("\(time.measure.subject): \(error)")
    }
  }
}

extension Threshold {
  /// Whether it asks the same of few visitors as of many. How many did something follows from how many came; that nobody
  /// did does not.
  fileprivate var isOfAnyLoad: Bool {
    switch measure.unit {
    case .count, .perSecond, .perMinute: break
    case .milliseconds, .share, .perBooking, .perRequest, .bytes, .seconds: return true
    }
    let isCeiling = comparison == .below || comparison == .atMost
    guard measure.metric.kind == .counter else { return isCeiling }
    return bound == 0 ? isCeiling || comparison == .equal : comparison == .below && bound <= 1
  }
}

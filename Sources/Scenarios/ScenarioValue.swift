import AccountScenarios
import BookingCore
import HubSpotAPI
import LoadGeneration
package import Settings
import SimulatedHubSpot

/// A key of the format with the value that a scenario has for it.
package struct ScenarioValue: Hashable, Sendable {
  package let key: String
  /// nil for a key that is not there, which is no value but what it says.
  package let value: SchemaNode?
  package let source: Source

  package enum Source: Hashable, Sendable {
    /// From 1.
    case file(line: Int)
    /// A key that was set from outside.
    case outside
    /// The default.
    case usual
    /// Another key, which decides it as long as it is not there.
    case follows(String)
  }
}

extension ScenarioDraft {
  /// Keys that come to what other keys say as long as they are not there.
  private static let followers = [
    "portal.capacity_per_exam": "load.arrivals",
    "hubspot.ten_second_limit": "hubspot.tier", "hubspot.daily_limit": "hubspot.tier",
    "hubspot.latency.sigma": "hubspot.latency.profile", "hubspot.latency.way_up_ms": "hubspot.latency.profile",
    "hubspot.latency.way_up_sigma": "hubspot.latency.profile",
  ]

  /// The same with everything written out that follows from other keys.
  private var writtenOut: ScenarioDraft {
    var draft = self
    let (limits, latency) = (hubSpot.limits, hubSpot.latency.unscaled)
    draft.designs = designs ?? DesignRegistry.all.map(\.name)
    draft.portal.capacityPerExam = portal.capacityPerExam ?? load.arrivals?.expectedCount
    draft.hubSpot.tenSecond = limits.tenSecond.limit
    draft.hubSpot.daily = limits.daily.map { .at($0) } ?? .off
    draft.hubSpot.latency.sigma = latency.sigma
    draft.hubSpot.latency.wayUp = latency.wayUp
    draft.hubSpot.latency.wayUpSigma = latency.wayUpSigma
    for label in Labels.all { draft.hubSpot.latency.medians.byLabel[label] = median(label) }
    return draft
  }

  /// A call without a median of its own takes that of all others.
  private func median(_ label: CallLabel) -> Duration {
    let medians = hubSpot.latency.medians
    return medians.byLabel[label] ?? medians.otherCalls
  }

  /// The key that a key follows which is not there.
  private func followed(by key: String) -> String? {
    let medians = "hubspot.latency.median_ms."
    let isOther = Labels.all.contains { hubSpot.latency.medians.byLabel[$0] == nil && key == medians + $0.name }
    return isOther ? medians + "other_calls" : Self.followers[key]
  }

  /// Where a phase of no users stands, which shows as a pause.
  private func placeOfPause(_ key: String, _ places: [String: KeyPlace]) -> KeyPlace? {
    let name = "pause_seconds"
    return key.hasSuffix(name) ? places[key.dropLast(name.count) + "users"] : nil
  }

  /// Every key with its value, in the order of the format.
  ///
  /// - Parameter places: where the keys stand that are not left to their defaults.
  func values(_ places: [String: KeyPlace]) -> [ScenarioValue] {
    Self.section.written(writtenOut).map { written in
      let source: ScenarioValue.Source =
        switch places[written.key] ?? placeOfPause(written.key, places) {
        case let place?: place.line.map { .file(line: $0) } ?? .outside
        case nil: followed(by: written.key).map { .follows($0) } ?? .usual
        }
      return ScenarioValue(key: written.key, value: written.value, source: source)
    }
  }
}

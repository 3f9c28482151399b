import Measures

/// A question for the capacity of designs: what machines must agree on to share the searches, and what a report needs
/// beside their outcomes.
package struct CapacityPlan: Codable, Hashable, Sendable {
  /// Limits that HubSpot sells.
  package struct Tier: Codable, Hashable, Sendable {
    package var name: String
    package var tenSecondLimit: Int
    /// nil for none.
    package var dailyLimit: Int?

    package init(name: String, tenSecondLimit: Int, dailyLimit: Int?) {
      self.name = name
      self.tenSecondLimit = tenSecondLimit
      self.dailyLimit = dailyLimit
    }
  }

  /// Who asked for the objective.
  package enum ObjectiveSource: String, Codable, Hashable, Sendable {
    /// Whoever asked for the search.
    case asked
    /// The scenario, with its thresholds.
    case scenario
    /// Nobody: it is the usual service level.
    case usual
  }

  package var scenario: String
  package var scenarioHash: String
  package var path: String
  package var modelRevision: Int
  /// The objective, as written.
  package var objective: [String]
  package var objectiveSource: ObjectiveSource
  /// Whether visitors want bookings.
  package var isOfBookings: Bool
  /// The measure that knees are told by; nil for none.
  package var kneeMeasure: String?
  package var designs: [String]
  package var tiers: [Tier]
  package var axes: [LoadAxis]
  /// Who is to be spread, and whom headroom is told for.
  package var visitors: Int
  /// The seconds within which users at once come.
  package var spanSeconds: Double
  /// Whether that is a second for want of a better one, as the scenario's visitors do not come evenly.
  package var isSpanAssumed: Bool
  /// The seconds within which the scenario's own visitors come.
  package var ownSpanSeconds: Double
  /// Percent of the quotas that the portal's other apps take.
  package var otherTrafficPercent: Int
  package var searchesPerSecond: Int
  package var firstSeed: UInt64
  package var bisectionSeeds: Int
  package var holding: HoldingRule
  package var warmUpSeconds: Int
  package var steadySeconds: Int
  /// The hardest load that a search tries, by axis.
  package var bounds: [String: Int]

  package init(
    scenario: String,
    scenarioHash: String,
    path: String,
    modelRevision: Int,
    objective: [String],
    objectiveSource: ObjectiveSource = .asked,
    isOfBookings: Bool = true,
    kneeMeasure: String? = nil,
    designs: [String],
    tiers: [Tier],
    axes: [LoadAxis],
    visitors: Int,
    spanSeconds: Double,
    isSpanAssumed: Bool,
    ownSpanSeconds: Double,
    otherTrafficPercent: Int,
    searchesPerSecond: Int,
    firstSeed: UInt64,
    bisectionSeeds: Int,
    holding: HoldingRule,
    warmUpSeconds: Int,
    steadySeconds: Int,
    bounds: [String: Int]
  ) {
    self.scenario = scenario
    self.scenarioHash = scenarioHash
    self.path = path
    self.modelRevision = modelRevision
    self.objective = objective
    self.objectiveSource = objectiveSource
    self.isOfBookings = isOfBookings
    self.kneeMeasure = kneeMeasure
    self.designs = designs
    self.tiers = tiers
    self.axes = axes
    self.visitors = visitors
    self.spanSeconds = spanSeconds
    self.isSpanAssumed = isSpanAssumed
    self.ownSpanSeconds = ownSpanSeconds
    self.otherTrafficPercent = otherTrafficPercent
    self.searchesPerSecond = searchesPerSecond
    self.firstSeed = firstSeed
    self.bisectionSeeds = bisectionSeeds
    self.holding = holding
    self.warmUpSeconds = warmUpSeconds
    self.steadySeconds = steadySeconds
    self.bounds = bounds
  }

  /// The shortest span that is tried, as a load: whole seconds, or 0 for the scenario's own span when that is below one.
  package var shortestSpan: Int { ownSpanSeconds < 1 ? 0 : 1 }

  /// A load of the span axis in seconds.
  package func seconds(ofSpan load: Int) -> Double { load == 0 ? ownSpanSeconds : Double(load) }

  /// One search for each number in 0..<`searches`: the axes of the first tier of the first design, and so on.
  package var searches: Int { designs.count * tiers.count * axes.count }

  package func search(_ number: Int) -> (design: Int, tier: Int, axis: LoadAxis) {
    (number / axes.count / tiers.count, number / axes.count % tiers.count, axes[number % axes.count])
  }

  package func number(design: Int, tier: Int, axis: LoadAxis) -> Int? {
    axes.firstIndex(of: axis).map { (design * tiers.count + tier) * axes.count + $0 }
  }
}

package import Results

/// What a capacity search looks at, and how hard.
package struct SearchEffort: Hashable, Sendable {
  package var tiers: [CapacityPlan.Tier]
  package var axes: [LoadAxis]
  /// Who is to be spread, and whom headroom is told for; nil for the scenario's own visitors.
  package var visitors: Int?
  package var firstSeed: UInt64 = 1
  /// Seeds of each load on the way to the edge.
  package var bisectionSeeds = 5
  /// The share of seeds that must keep the objective, and how sure that is to be.
  package var holding = HoldingRule()
  /// Of constant load, before anything is judged.
  package var warmUpSeconds = 60
  /// Of constant load, judged.
  package var steadySeconds = 300
  package var mostUsers = 2_000
  package var mostPerMinute = 6_000
  package var longestSpanSeconds = 7_200

  package init(tiers: [CapacityPlan.Tier], axes: [LoadAxis]) {
    self.tiers = tiers
    self.axes = axes
  }
}

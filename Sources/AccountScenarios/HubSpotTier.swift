package import SimulatedHubSpot

/// The limits that HubSpot publishes for a kind of account or app, by the name that HubSpot has for it.
package enum HubSpotTier: Hashable, Sendable {
  case starter, professional, enterprise, marketplace

  /// How they are called, wherever a tier is named. A free account has the limits of a starter.
  package static let words: [(word: String, value: HubSpotTier)] = [
    ("starter", .starter), ("free", .starter), ("professional", .professional), ("enterprise", .enterprise),
    ("marketplace", .marketplace),
  ]

  /// The names that there are, in the order in which messages list them.
  package static var names: [String] { words.map(\.word) }

  /// - Returns: nil when no tier is called so.
  package init?(named name: String) {
    guard let found = Self.words.first(where: { $0.word == name }) else { return nil }
    self = found.value
  }

  package var limits: HubSpotLimits {
    switch self {
    case .starter: .starter()
    case .professional: .professional()
    case .enterprise: .enterprise()
    case .marketplace: .marketplace()
    }
  }
}

package import Composition
package import HubSpotAPI
package import Ports

/// The roles of the layers, in their order from the product to HubSpot. What is merged is retried once; a retry is paced
/// like a first try; and what is watched is what HubSpot really answers.
package enum Layers {
  /// Makes one call of several.
  package static let coalescing = role("coalescing", [.noLayer, .merged, .mergedInStore], standard: .noLayer)
  /// Sends a call again.
  package static let retry = role(
    "retry",
    [.fixedDelays, .nodeClientRetry, .retryTokens, .noLayer],
    standard: .fixedDelays
  )
  /// Keeps calls back so that HubSpot need not refuse them.
  package static let pacing = role(
    "pacing",
    [
      .noLayer, .knownWindow, .storeWindow, .windowShare, .nodeClientPacing, .reservoir, .gcra, .aimd,
      .adaptiveThrottling,
    ],
    standard: .noLayer
  )
  /// Looks at the replies.
  package static let monitoring = role("monitoring", [.noLayer, .headers], standard: .noLayer)

  package static let inOrder = [coalescing, retry, pacing, monitoring]

  /// The names by which the customer's documents know retry and monitoring together.
  package static let transport = RoleAlias(
    "transport",
    [
      ("retrying", [retry(.fixedDelays), monitoring(.noLayer)]),
      ("retrying-monitored", [retry(.fixedDelays), monitoring(.headers)]),
    ]
  )

  private static func role(_ name: String, _ parts: [LayerPart], standard: LayerPart) -> LayerRole {
    LayerRole(name, parts, standard: standard) { $0?.jobs ?? [] }
  }
}

/// The layers of one instance around its way to HubSpot.
package struct TransportStack: Sendable {
  /// What the product sends its calls through.
  package let transport: any HubSpotTransport
  /// Of all layers, from the product to HubSpot.
  package let jobs: [any BackgroundJob]
  /// What says when a call may go out; nil when every call passes at once.
  package let turns: (any TurnGiver)?
  /// Tells of the batches that gather; nil when no calls are merged.
  package let merging: (any MergeView)?

  /// - Parameters:
  ///   - context: its transport is the way to HubSpot without any layer.
  ///   - part: what fills a role.
  package init(_ context: ClientContext, _ part: (LayerRole) -> LayerPart) {
    var context = context
    var jobs: [any BackgroundJob] = []
    var merging: (any MergeView)?
    for role in Layers.inOrder.reversed() {
      let layer = part(role).make(context)
      if let layer {
        context.transport = layer
        context.turns = layer.turns ?? context.turns
        merging = layer.merging ?? merging
      }
      jobs = role.jobs(layer) + jobs
    }
    transport = context.transport
    turns = context.turns
    self.merging = merging
    self.jobs = jobs
  }
}

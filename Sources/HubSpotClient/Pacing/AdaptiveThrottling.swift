package import Composition
package import HubSpotAPI
package import Ports

/// Refuses calls itself, the more of them the more HubSpot refuses: each with the chance
/// max(0, (requests - K accepts) / (requests + 1)) over the last two minutes, with K = 2. Nothing waits.
///
/// A call that it refuses was not admitted: it had no effect, has no reply, and is not sent again by a retry, for only
/// replies are. Among the requests it counts all the same. A call that is sent counts when it has ended: while it is on its
/// way it is no sign of anything.
///
/// Source: Beyer, Jones, Petoff and Murphy (editors), "Site Reliability Engineering", chapter 21, "Handling Overload",
/// section "Client-Side Throttling" (sre.google/sre-book/handling-overload).
package actor AdaptiveThrottling: TransportLayer {
  private let context: ClientContext
  private var counts = ThrottlingCounts()

  package init(_ context: ClientContext) { self.context = context }

  package func send(_ request: HubSpotRequest) async throws(HubSpotTransportError) -> HubSpotResponse {
    let chance = counts.refusal(at: context.time.now)
    guard context.fraction("adaptive throttling", for: request) >= chance else {
      counts.noteRequest(at: context.time.now)
      context.events.record(.layer(LayerEvent(Layers.pacing.name, "not_admitted")))
      throw .notAdmitted
    }
    defer { counts.noteRequest(at: context.time.now) }
    let response = try await context.transport.send(request)
    if response.status != 429 { counts.noteAccept(at: context.time.now) }
    return response
  }
}

/// Requests and accepts of two minutes, second by second.
package struct ThrottlingCounts: Sendable {
  private static let seconds: Int64 = 120
  private static let multiplier = 2

  private struct Second {
    let number: Int64
    var requests = 0
    var accepts = 0
  }

  /// In the order of time.
  private var counted: [Second] = []
  private var sum = (requests: 0, accepts: 0)

  package init() {}

  /// The chance with which a call is refused here.
  package mutating func refusal(at now: Timestamp) -> Double {
    forget(at: now)
    let excess = sum.requests - Self.multiplier * sum.accepts
    return max(0, Double(excess) / Double(sum.requests + 1))
  }

  package mutating func noteRequest(at now: Timestamp) {
    open(at: now)
    counted[counted.count - 1].requests += 1
    sum.requests += 1
  }

  package mutating func noteAccept(at now: Timestamp) {
    open(at: now)
    counted[counted.count - 1].accepts += 1
    sum.accepts += 1
  }

  private mutating func open(at now: Timestamp) {
    forget(at: now)
    let number = Self.number(now)
    if counted.last?.number != number { counted.append(Second(number: number)) }
  }

  private mutating func forget(at now: Timestamp) {
    let end = counted.firstIndex { $0.number > Self.number(now) - Self.seconds } ?? counted.count
    for second in counted[..<end] {
      sum.requests -= second.requests
      sum.accepts -= second.accepts
    }
    counted.removeFirst(end)
  }

  private static func number(_ instant: Timestamp) -> Int64 { instant.nanoseconds / 1_000_000_000 }
}

extension Part where Context == ClientContext, Service == (any TransportLayer)? {
  /// Calls that would probably be refused are refused here.
  package static var adaptiveThrottling: Self { Part("adaptive-throttling") { AdaptiveThrottling($0) } }
}

package import HubSpotAPI
package import Ports
package import SimulatedHubSpot
package import SimulatedRedis

/// Another app of the account, which lives in the same run as the booking system and is judged by itself: what it sends counts
/// in the same limits, and is none of the booking system's calls.
package protocol AccountNeighbour: Sendable {
  associatedtype Report: Sendable

  /// What it keeps in the account.
  var types: [ObjectTypeDefinition] { get }
  /// How long its calls take, by what they are called.
  var medians: [CallLabel: Duration] { get }
  /// Told of each of its own requests when it is answered.
  var requests: any EventSink<HubSpotRequestEvent> { get }
  /// Told of each judgement of the limits, whoever sent the request.
  var judgements: any EventSink<HubSpotJudgement> { get }

  /// Whether a request is one of its own.
  func isOwn(_ origin: CallOrigin) -> Bool

  /// Finds the account as it is before anybody comes, and puts into it what it has there.
  func moveIn(_ hubSpot: SimulatedHubSpot, _ store: SimulatedRedis) async throws

  /// Lives from virtual time 0 until it has nothing left to do.
  func live() async throws

  /// What it came to; asked when both have ended.
  func report() async throws -> Report
}

/// Tells requests apart by who sent them.
struct RequestsApart: EventSink {
  let own: any EventSink<HubSpotRequestEvent>
  let neighbour: any AccountNeighbour

  func record(_ event: HubSpotRequestEvent) {
    if neighbour.isOwn(event.origin) { neighbour.requests.record(event) } else { own.record(event) }
  }
}

/// Tells both.
struct JudgementsOfBoth: EventSink {
  let own: any EventSink<HubSpotJudgement>
  let neighbour: any AccountNeighbour

  func record(_ event: HubSpotJudgement) {
    own.record(event)
    neighbour.judgements.record(event)
  }
}

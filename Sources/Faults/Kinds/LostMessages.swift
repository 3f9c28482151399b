import DeterministicRuntime
import HubSpotAPI
import VirtualTime

extension Fault {
  /// The call never arrives at HubSpot, and no reply comes: the instance gives up after 5 s.
  package static let lostRequest = Fault(
    "lostRequest",
    call: { (_, _) async throws(HubSpotTransportError) in
      await VirtualClock().sleepThroughCancellation(for: VirtualSpan(.seconds(5)))
      throw .noReply
    }
  )

  /// The call has its effect, and its reply is lost: the instance hears so when the reply was due.
  package static let lostReply = Fault(
    "lostReply",
    call: { (request, hubSpot) async throws(HubSpotTransportError) in
      _ = try await hubSpot.send(request)
      throw .noReply
    }
  )
}

import DeterministicRuntime
import HubSpotAPI
import Ports
import VirtualTime

extension Fault {
  /// The call arrives at HubSpot this much later.
  package static func delay(_ delay: Duration) -> Fault {
    Fault(
      "delay(\(delay))",
      call: { (request, hubSpot) async throws(HubSpotTransportError) in
        await VirtualClock().sleepThroughCancellation(for: VirtualSpan(delay))
        return try await hubSpot.send(request)
      }
    )
  }

  /// The instance stands still for this long before it uses the port, as in a long collection of garbage; the others go
  /// on, and its leases run out.
  package static func pause(_ pause: Duration) -> Fault {
    Fault(
      "pause(\(pause))",
      before: { _ in await VirtualClock().sleepThroughCancellation(for: VirtualSpan(pause)) }
    )
  }
}

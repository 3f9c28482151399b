import DeterministicRuntime
package import HubSpotAPI
import VirtualTime

extension Fault {
  /// HubSpot answers with an error after 20 ms, and the call has no effect.
  package static func answer(_ status: Int) -> Fault {
    Fault(
      "answer(\(status))",
      call: { (_, _) async throws(HubSpotTransportError) in
        await VirtualClock().sleepThroughCancellation(for: VirtualSpan(.milliseconds(20)))
        return .planned(status)
      }
    )
  }

  /// HubSpot answers with an error, although the call has had its effect.
  package static func answerAfterEffect(_ status: Int) -> Fault {
    Fault(
      "answerAfterEffect(\(status))",
      call: { (request, hubSpot) async throws(HubSpotTransportError) in
        _ = try await hubSpot.send(request)
        return .planned(status)
      }
    )
  }
}

extension HubSpotResponse {
  /// An error that a fault has made: no limit and no rule of HubSpot stands behind it.
  package static func planned(_ status: Int) -> HubSpotResponse {
    let body = HubSpotErrorBody(message: "as planned", category: "PLANNED", correlationID: "0")
    return HubSpotResponse(status: status, body: .error(body))
  }
}

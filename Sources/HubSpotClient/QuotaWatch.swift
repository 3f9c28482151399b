package import HubSpotAPI

/// Passes calls on, and remembers what HubSpot's replies say is left of the ten-second quota: for work that nobody waits
/// for, and that shall leave the quota to those who do.
package actor QuotaWatch: HubSpotTransport {
  private let inner: any HubSpotTransport
  private var latest: RateLimitHeaders?

  package init(_ inner: any HubSpotTransport) { self.inner = inner }

  package func send(_ request: HubSpotRequest) async throws(HubSpotTransportError) -> HubSpotResponse {
    let response = try await inner.send(request)
    if let headers = response.rateLimit { latest = headers }
    return response
  }

  /// How many calls would still leave half of the quota to others; nil while HubSpot has not said anything.
  package var spare: Int? { latest.map { max(0, $0.remaining - $0.max / 2) } }
}

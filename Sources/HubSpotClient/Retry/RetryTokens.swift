package import Composition
package import HubSpotAPI

/// Retries that are paid for out of a quota which successes fill again: when everything is refused, the retries end before
/// they become most of what is sent. The wait is drawn from zero up to a bound that doubles (full jitter).
///
/// Source: the standard retry mode of AWS's SDKs (AWS SDKs and Tools Reference Guide, "Retry behavior"), with the numbers
/// of `@aws-sdk/util-retry` of the SDK for JavaScript: 500 tokens; a retry costs 5 after a refusal and 10 after a failure; a
/// success gives back what its retry has cost, or 1 without a retry; three tries; at most 500 ms times 2 to the k after a
/// refusal, 100 ms times 2 to the k after a failure, never more than 20 s. The source also retries lost replies (for 10); a
/// layer may not, for the call may have acted.
package actor RetryTokens: TransportLayer {
  private static let tries = 3
  private static let capacity = 500
  private static let longestWait: Duration = .seconds(20)

  private let loop: RetryLoop
  private let context: ClientContext
  private(set) var tokens = RetryTokens.capacity

  package init(_ context: ClientContext) {
    loop = RetryLoop(context)
    self.context = context
  }

  package func send(_ request: HubSpotRequest) async throws(HubSpotTransportError) -> HubSpotResponse {
    var paid: Int?
    let response = try await loop.send(request, tries: Self.tries) { request, response in
      let isRefusal = response.status == 429
      guard let cost = pay(isRefusal ? 5 : 10) else { return nil }
      paid = cost
      let most = Duration.milliseconds(isRefusal ? 500 : 100) * (1 << request.tryNumber)
      return min(most, Self.longestWait) * context.fraction("full jitter", for: request)
    }
    if response.status < 500, response.status != 429 { tokens = min(Self.capacity, tokens + (paid ?? 1)) }
    return response
  }

  private func pay(_ cost: Int) -> Int? {
    guard tokens >= cost else { return nil }
    tokens -= cost
    return cost
  }
}

extension Part where Context == ClientContext, Service == (any TransportLayer)? {
  /// Retries out of a quota, with full jitter.
  package static var retryTokens: Self { Part("retry-tokens") { RetryTokens($0) } }
}

import BookingAPI
import HubSpotAPI
import Testing

@Suite("A webhook as a request of the booking API")
struct WebhookRequestTests {
  @Test("is written as JSON with its bytes as they are, and read back")
  func roundTrip() throws {
    let signed = WebhookDelivery(uri: "https://a.example/w", signature: "s", timestamp: "5", body: [0x5B, 0xFF, 0x00])
    var bare = signed
    (bare.signature, bare.timestamp) = (nil, nil)
    for delivery in [signed, bare] {
      let sync = BookingSyncRequest(delivery)
      #expect(try BookingSyncRequest(json: sync.json) == sync)
      #expect(try CacheInvalidationRequest(json: sync.json).delivery == delivery)
    }
    let problem = #expect(throws: FieldProblem.self) {
      try BookingSyncRequest(json: .object([.init("body", .string("a"))]))
    }
    #expect(problem?.description == "body: expected bytes in Base64")
  }

  @Test("has two endpoints that are called by POST")
  func endpoints() {
    let endpoints = [BookingSyncRequest.endpoint, CacheInvalidationRequest.endpoint]
    #expect(endpoints.map(\.path) == ["/api/webhooks/booking-sync", "/api/webhooks/cache-invalidation"])
    #expect(endpoints.map(\.method) == [.post, .post])
    #expect(BookingAPI.endpoints.filter { endpoints.contains($0) }.count == 2)
  }

  @Test(
    "is answered with a status by which HubSpot knows whether to send it again",
    arguments: [
      (.accepted(events: 3), 202), (.refused(.webhooksNotConfigured), 503), (.refused(.signatureMissing), 401),
      (.refused(.signatureWrong), 401), (.refused(.signatureTooOld), 401), (.refused(.malformedEvents), 400),
      (.refused(.tooManyEvents), 413), (.failed(.timeout), 504), (.failed(.crmUnavailable), 503),
    ] as [(WebhookOutcome, Int)]
  )
  func replies(_ reply: WebhookOutcome, _ status: Int) throws {
    #expect(reply.verdict.status == status)
    #expect(try WebhookOutcome(json: reply.json) == reply)
  }
}

import BookingAPI
import HubSpotAPI
import Ports

extension CreditCheckRequest: AnsweredRequest {
  func answered(by engine: BookingEngine, from origin: CallOrigin) async throws(InstanceGone) -> CreditCheckOutcome {
    try await CreditCheckOutcome.found { () async throws(Interruption) in
      .told(try await credits(engine, engine.context.client(for: origin)))
    }
  }

  private func credits(_ engine: BookingEngine, _ client: CRMClient) async throws(Interruption) -> [String: Int] {
    if let creditType, !BookingSchema.creditTypes.contains(creditType) { throw .refused(.unknownCreditType) }
    let contact = try await ContactLookUp.id(of: contact, engine, client)
    let balance = try await KnownCredits.balance(of: contact, engine, client)
    let types = creditType.map { [$0] } ?? BookingSchema.creditTypes
    return Dictionary(uniqueKeysWithValues: types.map { ($0, balance.credits(of: $0)) })
  }
}

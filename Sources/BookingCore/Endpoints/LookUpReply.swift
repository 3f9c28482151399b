import BookingAPI
import Ports

/// The answer to a question that changes nothing: what was found, a refusal or a failure.
protocol LookUpReply: EndpointReply {
  static func refused(_ reason: RefusalReason) -> Self
}

extension BookingListOutcome: LookUpReply {}
extension BookingDetailOutcome: LookUpReply {}
extension CreditCheckOutcome: LookUpReply {}

extension LookUpReply {
  /// What `look` finds, or why it does not.
  static func found(by look: () async throws(Interruption) -> Self) async throws(InstanceGone) -> Self {
    do {
      return try await look()
    } catch {
      switch error {
      case .instanceGone: throw InstanceGone()
      case .refused(let reason): return .refused(reason)
      case .failed(let reason): return .failed(reason)
      case .alreadyBooked: preconditionFailure("who only looks has booked nothing")
      }
    }
  }
}

import BookingAPI

/// Looks what credits the visitor has, of all types. Whatever the page could find out, the visitor goes on, and does not come
/// back for it.
package struct CreditsStep: VisitorStep {
  package init() {}

  package func take(_ visit: inout Visit) async throws -> StepEnd {
    _ = try await visit.ask(CreditCheckRequest(contact: .id(visit.contact)))
    return .goesOn
  }
}

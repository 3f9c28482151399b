import BookingAPI

/// Looks at the booking that the visitor was told of last; a visitor without one goes on at once.
package struct DetailStep: VisitorStep {
  package init() {}

  package func take(_ visit: inout Visit) async throws -> StepEnd {
    guard let held = visit.booking else { return .goesOn }
    _ = try await visit.ask(BookingDetailRequest(contact: visit.contact, booking: held.booking))
    return .goesOn
  }
}

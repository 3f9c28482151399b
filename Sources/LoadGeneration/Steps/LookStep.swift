import BookingAPI

/// Looks at the booking page of the exam that the visitor came for. Whatever the page could find out, the visitor goes
/// on, and does not come back for it.
package struct LookStep: VisitorStep {
  package init() {}

  package func take(_ visit: inout Visit) async throws -> StepEnd {
    _ = try await visit.ask(
      BrowseRequest(contact: visit.contact, exam: visit.exam.id, examDate: visit.exam.date)
    )
    return .goesOn
  }
}

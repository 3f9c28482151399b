import BookingAPI

/// Has the counts of taken seats corrected, as an administrator does. Whatever comes of it, the visitor goes on.
package struct SyncStep: VisitorStep {
  package init() {}

  package func take(_ visit: inout Visit) async throws -> StepEnd {
    _ = try await visit.ask(CapacitySyncRequest())
    return .goesOn
  }
}

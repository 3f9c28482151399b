import BookingCore
import HubSpotAPI
import SimulatedHubSpot

// What only histories tell, and what of it was made by hand.

extension AuditRecords {
  /// Nobody but an admin changes these properties; what they were at the start is the first change of each exam.
  mutating func readExamEdits(_ hubSpot: SimulatedHubSpot) async {
    let names = BookingSchema.Exam.self
    for change in await hubSpot.auditedChanges(of: BookingSchema.exams, property: names.capacity) {
      let step = HandEdits.Step(at: change.at, value: change.value.flatMap { Int($0) } ?? 0)
      edits.capacities[change.id, default: []].append(step)
    }
    for change in await hubSpot.auditedChanges(of: BookingSchema.exams, property: names.status) {
      let step = HandEdits.Step(at: change.at, value: change.value == BookingSchema.Status.active.rawValue)
      edits.openings[change.id, default: []].append(step)
    }
    edits.capacities = edits.capacities.filter { $0.value.count > 1 }
    edits.openings = edits.openings.filter { $0.value.count > 1 }
  }

  mutating func readCredits(_ hubSpot: SimulatedHubSpot) async {
    for type in BookingSchema.creditTypes {
      // The first of each contact is what it has at the start; there are many, and most contacts change one type.
      var starts: [ObjectID: Int] = [:]
      starts.reserveCapacity(contacts.count)
      for change in await hubSpot.auditedChanges(of: .contacts, property: BookingSchema.Contact.credits(type)) {
        let value = change.value.flatMap { Int($0) } ?? 0
        guard let start = starts[change.id] else {
          starts[change.id] = value
          continue
        }
        credits[CreditsOfType(change.id, type), default: CreditHistory(start: start)]
          .note(value, at: change.at, isByHand: change.isByHand)
      }
    }
  }
}

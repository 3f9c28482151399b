package import HubSpotAPI

/// What stood in the portal before the run: the audit counts from there.
package struct PortalStart: Sendable {
  package struct Exam: Sendable {
    let id: ObjectID
    /// `YYYY-MM-DD`.
    let date: String
    /// In seats.
    let capacity: Int
    /// Seats that were sold before the run, to nobody that HubSpot knows of.
    let sold: Int

    package init(_ id: ObjectID, date: String, capacity: Int, sold: Int = 0) {
      self.id = id
      self.date = date
      self.capacity = capacity
      self.sold = sold
    }
  }

  let exams: [Exam]
  /// Of each contact.
  let creditsPerType: Int

  package init(exams: [Exam], creditsPerType: Int) {
    self.exams = exams
    self.creditsPerType = creditsPerType
  }

  /// nil for an exam that was not there.
  func exam(_ id: ObjectID) -> Exam? { exams.first { $0.id == id } }
}

package import HubSpotAPI

/// An exam as the booking page shows it.
package struct ExamOffer: Hashable, Sendable {
  package let id: ObjectID
  /// `YYYY-MM-DD`.
  package let date: String

  package init(id: ObjectID, date: String) {
    self.id = id
    self.date = date
  }
}

/// The booking page: which exams there are, and which of them show free seats.
package protocol ExamCatalogue: Sendable {
  var exams: [ExamOffer] { get }

  /// The exams that show free seats right now. The page may be behind: it shows the CRM's counter.
  func examsWithSeats() async -> Set<ObjectID>
}

import BookingAPI
import HubSpotAPI

/// Finds the contact that a page names.
enum ContactLookUp {
  /// - Throws: `.refused(.contactNotFound)` when there is none of that student's id and email.
  static func id(of key: ContactKey, _ client: CRMClient) async throws(Interruption) -> ObjectID {
    switch key {
    case .id(let id): return id
    case .student(let student, let email):
      let search = ObjectSearch(
        .contacts,
        filterGroups: [
          [
            .init(BookingSchema.Contact.student, .equals(student)),
            .init(BookingSchema.Contact.email, .equals(email)),
          ]
        ],
        limit: 1
      )
      guard let found = try await client.search(search, Labels.contactSearch).objects.first else {
        throw .refused(.contactNotFound)
      }
      return found.id
    }
  }
}

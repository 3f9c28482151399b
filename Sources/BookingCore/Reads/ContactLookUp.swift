import BookingAPI
import HubSpotAPI

/// Finds the contact that a page names.
enum ContactLookUp {
  /// - Throws: `.refused(.contactNotFound)` when there is none of that student's id and email.
  static func id(
    of key: ContactKey,
    _ engine: BookingEngine,
    _ client: CRMClient
  ) async throws(Interruption) -> ObjectID {
    switch key {
    case .id(let id): id
    case .student(let student, let email):
      try await engine.parts[Roles.cache].value(.contact(student: student, email: email), for: client.origin) {
        () async throws(Interruption) in
        try await contact(student, email, client)
      }.id
    }
  }

  private static func contact(
    _ student: String,
    _ email: String,
    _ client: CRMClient
  ) async throws(Interruption) -> KnownContact {
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
    return KnownContact(found.id)
  }
}

/// A contact's credits as pages show them: remembered, where the ledger would ask HubSpot for them.
enum KnownCredits {
  static func balance(
    of contact: ObjectID,
    _ engine: BookingEngine,
    _ client: CRMClient
  ) async throws(Interruption) -> CreditBalance {
    let ledger = engine.parts[Roles.credits]
    // A ledger that knows the credits itself knows them better than any memory of its answers.
    guard ledger.needsBalanceToCharge else { return try await ledger.balance(of: contact, client) }
    return try await engine.parts[Roles.cache].value(.credits(of: contact), for: client.origin) {
      () async throws(Interruption) in
      try await ledger.balance(of: contact, client)
    }
  }
}

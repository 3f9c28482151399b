package import Composition
package import HubSpotAPI

/// Knows an exam's record: its date, type, capacity, and whether it can be booked.
package protocol ExamDetails: Sendable {
  /// - Throws: `.refused(.examNotFound)` or `.refused(.examInactive)`.
  func exam(_ exam: ObjectID, _ client: CRMClient) async throws(Interruption) -> ExamRecord

  /// How old its word on an exam may be: what is changed in HubSpot meanwhile is not seen.
  var age: Duration { get }

  /// HubSpot has refused a booking of this exam for what is wrong with it: what is remembered of it may be past.
  func doubt(_ exam: ObjectID) async
}

extension Roles {
  /// Knows an exam's record.
  package static let exams = Role<CoreContext, any ExamDetails>(
    "exams",
    [.readEachTime, .remembered],
    standard: .readEachTime
  )
}

extension Part where Context == CoreContext, Service == any ExamDetails {
  package static var readEachTime: Self { Part("read") { _ in ReadExams() } }
  package static var remembered: Self {
    let exclusion = PartExclusion(
      "seats",
      "hubspot-property",
      reason: "that ledger counts seats by what is read of the exam under its lock"
    )
    return Part("remembered", excluding: [exclusion]) { RememberedExams($0) }
  }
}

/// Asks HubSpot for every booking.
package struct ReadExams: ExamDetails {
  package let age = Duration.zero

  package init() {}

  package func exam(_ exam: ObjectID, _ client: CRMClient) async throws(Interruption) -> ExamRecord {
    try await Reading.exam(exam, client)
  }

  package func doubt(_ exam: ObjectID) async {}
}

/// Remembers the records in the instance's memory. What a remembered record says of taken seats is never used: seats are
/// counted elsewhere, and who has to begin a count reads the exam anew.
package struct RememberedExams: ExamDetails {
  package let age: Duration
  private let memory: Memory<ObjectID, ExamRecord>

  package init(_ context: CoreContext) {
    age = context.settings.examMemoryLifetime
    memory = Memory(lifetime: context.settings.examMemoryLifetime, time: context.time)
  }

  package func exam(_ exam: ObjectID, _ client: CRMClient) async throws(Interruption) -> ExamRecord {
    var record = try await memory.value(of: exam) { () async throws(Interruption) in
      try await Reading.exam(exam, client)
    }
    record.isRemembered = true
    return record
  }

  package func doubt(_ exam: ObjectID) async { await memory.forget(exam) }
}

import BookingAPI
package import Composition
import HubSpotAPI

/// What a booking needs to know before it writes.
package struct BookingFacts: Sendable {
  package var exam: ExamRecord
  package var credits: CreditBalance

  package init(exam: ExamRecord, credits: CreditBalance) {
    self.exam = exam
    self.credits = credits
  }
}

/// In which order, and how much at once, a booking reads and checks. At its end the exam is read within the seat
/// ledger's session.
package protocol ReadPlan: Sendable {
  /// - Throws: the refusal that a read shows; `.failed` when a read did not succeed.
  func read(for work: RequestWork, _ parts: ReadParts) async throws(Interruption) -> BookingFacts
}

extension Roles {
  /// Reads and checks, in some order.
  package static let reads = Role<CoreContext, any ReadPlan>(
    "reads",
    [.sequentialWithEnrolment, .sequential, .parallel]
  )
}

extension Part where Context == CoreContext, Service == any ReadPlan {
  package static var sequentialWithEnrolment: Self {
    Part("sequential-with-enrolment") { _ in SequentialReads(enrolment: .searched) }
  }
  package static var sequential: Self { Part("sequential") { _ in SequentialReads(enrolment: .left) } }
  package static var parallel: Self { Part("parallel") { _ in ParallelReads() } }
}

/// The parts that a read plan puts in order.
package struct ReadParts: Sendable {
  package let idempotency: any IdempotencyCheck
  package let duplicates: any DuplicateDetection
  package let seats: any SeatLedger
  package let exams: any ExamDetails
  package let credits: any CreditLedger

  init(_ parts: DesignParts) {
    idempotency = parts[Roles.idempotency]
    duplicates = parts[Roles.duplicates]
    seats = parts[Roles.seats]
    exams = parts[Roles.exams]
    credits = parts[Roles.credits]
  }
}

/// The reads that every plan is made of.
enum Reading {
  static func exam(_ exam: ObjectID, _ client: CRMClient) async throws(Interruption) -> ExamRecord {
    guard let object = try await client.read(ExamRecord.query(exam), Labels.examRead) else {
      throw .refused(.examNotFound)
    }
    let record = ExamRecord(object)
    guard record.isActive else { throw .refused(.examInactive) }
    return record
  }

  static func contact(_ contact: ObjectID, _ client: CRMClient) async throws(Interruption) -> HubSpotObject {
    let query = ObjectQuery(.contacts, .id(contact), properties: BookingSchema.Contact.all)
    guard let object = try await client.read(query, Labels.contactRead) else { throw .refused(.contactNotFound) }
    return object
  }
}

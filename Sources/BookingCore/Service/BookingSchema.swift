package import HubSpotAPI

/// The booking system's own object types, properties and vocabulary in HubSpot.
package enum BookingSchema {
  package static let bookings = ObjectType("2-50158943")
  package static let exams = ObjectType("2-50158913")
  package static let enrolments = ObjectType("2-41701559")
  /// HubSpot's association type for note to contact.
  package static let noteToContact = 202

  /// The types of exams; a contact has credits of each.
  package static let creditTypes = ["clinical", "situational", "mini"]
  /// The type of mock discussions, which are booked like exams.
  package static let discussionType = "discussion"

  /// Properties of a booking.
  package enum Booking {
    package static let contact = "contact_id"
    package static let exam = "mock_exam_id"
    package static let examDate = "exam_date"
    package static let creditType = "credit_type"
    package static let status = "is_active"
    package static let idempotencyKey = "idempotency_key"
    /// Unique in HubSpot: `<contact>:<date>` while the booking is active, empty after its cancellation. HubSpot itself
    /// therefore refuses (409) a second active booking of one contact on one date, whatever a search would see.
    package static let activeSlot = "active_slot"
  }

  /// Properties of a mock exam.
  package enum Exam {
    package static let date = "exam_date"
    package static let type = "exam_type"
    package static let capacity = "capacity"
    package static let totalBookings = "total_bookings"
    package static let status = "is_active"
    package static let all = [date, type, capacity, totalBookings, status]
  }

  /// Properties of a contact.
  package enum Contact {
    /// The credits of one exam type.
    package static func credits(_ type: String) -> String { "credits_" + type }
    /// Written together with every change of credits: which operation changed them last. It tells a resumed request
    /// whether its own change has happened.
    package static let creditReference = "credit_reference"
    package static let all = creditTypes.map(credits) + [creditReference]
    /// What a visitor knows of herself, beside `email`, which every account has.
    package static let student = "student_id"
    package static let email = "email"
  }

  /// Properties of a note.
  package enum Note {
    package static let body = "hs_note_body"
    package static let timestamp = "hs_timestamp"
  }

  /// The value of `is_active`, on bookings and exams.
  package enum Status: String, Sendable {
    case active = "Active"
    case cancelled = "Cancelled"
  }

  package static func activeSlot(contact: ObjectID, date: String) -> String { "\(contact):\(date)" }
}

/// What the core calls its calls; latency profiles and reports use these names.
package enum Labels {
  package static let idempotencySearch = CallLabel("idempotency_search")
  package static let duplicateSearch = CallLabel("duplicate_search")
  package static let examRead = CallLabel("exam_read")
  package static let enrolmentSearch = CallLabel("enrolment_search")
  package static let contactRead = CallLabel("contact_read")
  package static let bookingCreate = CallLabel("booking_create")
  package static let bookingRead = CallLabel("booking_read")
  package static let bookingUpdate = CallLabel("booking_update")
  package static let bookingArchive = CallLabel("booking_archive")
  package static let contactAssociation = CallLabel("contact_association")
  package static let examAssociation = CallLabel("exam_association")
  package static let examUpdate = CallLabel("exam_update")
  package static let contactUpdate = CallLabel("contact_update")
  package static let noteCreate = CallLabel("note_create")
  package static let noteList = CallLabel("note_list")
  package static let noteRead = CallLabel("note_read")
  package static let noteArchive = CallLabel("note_archive")
  package static let contactAssociationBatch = CallLabel("contact_association_batch")
  package static let examAssociationBatch = CallLabel("exam_association_batch")
  package static let noteBatch = CallLabel("note_batch")
  package static let counterSync = CallLabel("counter_sync")
  package static let counterCount = CallLabel("counter_count")
  package static let creditRead = CallLabel("credit_read")
  package static let creditSync = CallLabel("credit_sync")
  package static let creditCheck = CallLabel("credit_check")
  package static let cancelledSearch = CallLabel("cancelled_search")
  package static let contactSearch = CallLabel("contact_search")
  package static let bookingList = CallLabel("booking_list")
  package static let bookingBatchRead = CallLabel("booking_batch_read")
  package static let bookingPage = CallLabel("booking_page")
  package static let examLookUp = CallLabel("exam_look_up")
  package static let examBatchRead = CallLabel("exam_batch_read")
  package static let examSearch = CallLabel("exam_search")
  package static let examBookings = CallLabel("exam_bookings")
  package static let bookingCount = CallLabel("booking_count")
  package static let capacityUpdate = CallLabel("capacity_update")

  package static let all = [
    idempotencySearch, duplicateSearch, examRead, enrolmentSearch, contactRead, bookingCreate, bookingRead,
    bookingUpdate, bookingArchive, contactAssociation, examAssociation, examUpdate, contactUpdate, noteCreate, noteList,
    noteRead, noteArchive, contactAssociationBatch, examAssociationBatch, noteBatch, counterSync, counterCount,
    cancelledSearch, creditRead, creditSync, creditCheck,
    contactSearch, bookingList, bookingBatchRead, bookingPage, examLookUp, examBatchRead, examSearch, examBookings,
    bookingCount, capacityUpdate,
  ]
}

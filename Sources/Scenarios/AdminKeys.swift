import BookingCore
import LoadGeneration
import Settings
import Texts

/// The keys of an item of `admin`: a moment, a record, and what is entered there.
enum AdminKeys {
  static var form: ValueForm<[AdminEdit]> {
    .list(
      of: ValueForm.oneOf([
        SettingAlternative(
          Draft(change: AdminEdit.ExamChange()),
          exam,
          { AdminEdit(at: $0.at, change: .exam($0.change)) },
          from: { edit in
            if case .exam(let change) = edit.change { Draft(at: edit.at, change: change) } else { nil }
          }
        ),
        SettingAlternative(
          Draft(change: AdminEdit.ContactChange()),
          contact,
          { AdminEdit(at: $0.at, change: .contact($0.change)) },
          from: { edit in
            if case .contact(let change) = edit.change { Draft(at: edit.at, change: change) } else { nil }
          }
        ),
      ])
      .checked { $0.changesAnything ? nil : "changes nothing; expected a property with its new value." },
      1...1_000
    )
  }

  private struct Draft<Change> {
    var at: Duration = .zero
    var change: Change
  }

  private static func moment<Change>() -> Setting<Draft<Change>> {
    Setting(
      "at_seconds",
      \.at,
      .duration(.seconds, .zero ... .seconds(30 * 86_400)),
      isRequired: true,
      "The moment, in virtual time."
    )
  }

  private static var exam: [Setting<Draft<AdminEdit.ExamChange>>] {
    [
      Setting("exam", \.change.exam, .count(0...9_999), isRequired: true, "The exam by its number, from 0."),
      moment(),
      Setting("capacity", optional: \.change.capacity, .count(0...1_000_000), "Its seats from then on."),
      Setting(
        "is_active",
        optional: \.change.status,
        .choice([("Active", .active), ("Cancelled", .cancelled)]),
        "Whether it can be booked from then on."
      ),
    ]
  }

  private static var contact: [Setting<Draft<AdminEdit.ContactChange>>] {
    let number = Setting<Draft<AdminEdit.ContactChange>>(
      "contact",
      \.change.contact,
      .count(0...999_999),
      isRequired: true,
      "The contact of a visitor by its number, from 0."
    )
    let credits = BookingSchema.creditTypes.map { type in
      Setting<Draft<AdminEdit.ContactChange>>(
        BookingSchema.Contact.credits(type),
        optional: \.change.credits[type],
        .count(0...1_000_000),
        "Its credits of this type from then on."
      )
    }
    let booking = Setting<Draft<AdminEdit.ContactChange>>(
      "booking",
      optional: \.change.cancelsBooking,
      .choice([("Cancelled", true)]),
      "The first booking that it has by then is cancelled; nothing happens if it has none."
    )
    return [number, moment()] + credits + [booking]
  }
}

extension AdminEdit {
  fileprivate var changesAnything: Bool {
    switch change {
    case .exam(let change): change.capacity != nil || change.status != nil
    case .contact(let change): !change.credits.isEmpty || change.cancelsBooking == true
    }
  }
}

extension ScenarioDraft {
  /// Nobody can edit what is not there.
  func checkAdmin(_ reading: inout SettingsReading) {
    guard let admin, reading.areSound("admin", "portal.exams", "load.arrivals") else { return }
    for edit in admin {
      let (what, number, count, key) =
        switch edit.change {
        case .exam(let change): ("exam", change.exam, portal.exams, "portal.exams")
        case .contact(let change):
          ("contact", change.contact, load.arrivals?.expectedCount ?? .max, "load.arrivals")
        }
      guard number >= count else { continue }
      reading.report(
        "names \(what) \(number), and there are \(count), from 0; expected at most \(count - 1).",
        at: reading.place(of: "admin"),
        besides: key
      )
    }
  }
}

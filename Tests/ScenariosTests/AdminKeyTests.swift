import BookingCore
import Fixtures
import Testing

@testable import Scenarios

@Suite("Edits by hand of a scenario file")
struct AdminKeyTests {
  private func problems(_ edits: String) -> [String] { ScenarioText.problems(adding: "admin:\n  - \(edits)\n") }

  @Test("say when which record gets which values")
  func read() throws {
    let scenario = try ScenarioText.scenario(
      adding: """
        admin:
          - { at_seconds: 2.5, exam: 9, capacity: 3, is_active: Cancelled }
          - { at_seconds: 1, contact: 0, credits_mini: 7, credits_clinical: 0, booking: Cancelled }

        """
    )
    var exam = AdminEdit.ExamChange()
    (exam.exam, exam.capacity, exam.status) = (9, 3, .cancelled)
    var contact = AdminEdit.ContactChange()
    (contact.credits, contact.cancelsBooking) = (["mini": 7, "clinical": 0], true)
    #expect(
      scenario.admin == [
        AdminEdit(at: .milliseconds(2_500), change: .exam(exam)),
        AdminEdit(at: .seconds(1), change: .contact(contact)),
      ]
    )
    #expect(scenario.circumstances == ["2\u{A0}edits by hand"])
    #expect(try !ScenarioText.scenario().canonicalText.contains("admin"))
  }

  @Test("change something")
  func something() {
    #expect(
      problems("{ at_seconds: 1, exam: 0 }") == [
        "6: admin[0] changes nothing; expected a property with its new value."
      ]
    )
    #expect(
      problems("{ at_seconds: 1, contact: 0 }") == [
        "6: admin[0] changes nothing; expected a property with its new value."
      ]
    )
  }

  @Test("name a record of one kind that there is")
  func records() {
    #expect(problems("{ at_seconds: 1, exam: 9, capacity: 1 }").isEmpty)
    #expect(
      problems("{ at_seconds: 1, exam: 10, capacity: 1 }") == [
        "5: admin names exam 10, and there are 10, from 0; expected at most 9."
      ]
    )
    #expect(
      problems("{ at_seconds: 1, contact: 10, credits_mini: 1 }") == [
        "5: admin names contact 10, and there are 10, from 0; expected at most 9."
      ]
    )
    #expect(
      problems("{ at_seconds: 1, capacity: 1 }") == [
        "6: admin[0] has no key that names its kind; expected one of exam or contact."
      ]
    )
    #expect(
      problems("{ at_seconds: 1, exam: 0, credits_mini: 1 }").first?.contains("admin[0].credits_mini") == true
    )
    #expect(
      problems("{ at_seconds: 1, contact: 0, booking: Active }") == [
        "6: admin[0].booking is \"Active\"; expected Cancelled."
      ]
    )
  }
}

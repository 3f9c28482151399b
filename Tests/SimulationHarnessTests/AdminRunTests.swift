import BookingCore
import Fixtures
import Measures
import Testing

@testable import Scenarios
@testable import SimulationHarness

@Suite("A run in which somebody edits the account by hand")
struct AdminRunTests {
  /// - Parameter lines: from the load on; without variation, so that every call takes its median.
  private func run(_ design: Design, users: Int = 1, _ lines: String) throws -> RunSummary {
    let text = """
      scenario_version: 1
      summary: A test
      load:
        arrivals: { users: \(users), within_seconds: 0 }
        exam_choice: round_robin
      hubspot: { latency: { profile: constant }, burst_per_second: off }
      store: { command_ms: 0 }

      """
    return try ScenarioRun(try ScenarioText.parse(text + lines), design, seed: 1).summary()
  }

  private func kinds(_ run: RunSummary) -> [AuditFinding.Kind] { run.audit.map(\.kind) }

  /// The first exam is of the type clinical. In baseline the contact has been read at 1.35 s, and its credits are written
  /// at 3 s.
  private func edit(at seconds: String, type: String = "clinical", _ value: Int = 9) -> String {
    "admin: [ { contact: 0, at_seconds: \(seconds), credits_\(type): \(value) } ]\n"
  }

  @Test("finds credits that were overwritten by a value that had been read before the edit, and says which")
  func overwritten() throws {
    let run = try run(.baseline, edit(at: "2"))
    #expect(kinds(run) == [.overwrittenEdit])
    let detail = try #require(run.audit.first?.detail)
    #expect(detail.hasSuffix("expected 8: they were set to 9 by hand at 2.0 s, and 4 was written over it at 3.0 s"))
  }

  @Test("puts back what a write of credits in batches went over, whenever the edit comes")
  func putBack() throws {
    // The first pass of the ledger reads, writes and checks about ten seconds after the booking.
    var calls: Set<Int> = []
    for step in 0...40 {
      let run = try run(.coalesced, users: 2, edit(at: "\(9 + 0.1 * Double(step))"))
      #expect(run.audit == [], "at step \(step)")
      #expect(run.isConverged, "at step \(step)")
      calls.insert(run.hubSpot.total.sent)
    }
    // Somewhere in between the edit was gone over, and written again.
    #expect(calls.count > 1)
  }

  @Test("is sound when credits are edited before they are read, after they are written, or of another type")
  func kept() throws {
    for seconds in ["0", "1.349999", "3.000001", "500"] {
      let run = try run(.baseline, edit(at: seconds))
      #expect(run.audit == [], "at \(seconds) s")
      #expect(run.isConverged)
    }
    #expect(try kinds(run(.baseline, edit(at: "1.350001"))) == [.overwrittenEdit])
    #expect(try kinds(run(.baseline, edit(at: "2.999999"))) == [.overwrittenEdit])
    #expect(try run(.baseline, edit(at: "2", type: "mini")).audit == [])
  }

  @Test("refuses lawfully who has no credits since an edit, and not who has some")
  func noCredits() throws {
    let run = try run(.baseline, edit(at: "0.5", 0))
    #expect(run.bookings.refused == ["NO_CREDITS": 1])
    #expect(run.audit == [])
    let late = try self.run(.baseline, edit(at: "500", 0))
    #expect(late.bookings.confirmed == 1)
    #expect(late.audit == [])
  }

  @Test("does not end before the last edit")
  func end() throws {
    #expect(try run(.baseline, edit(at: "5000")).endedAtSeconds >= 5_000)
  }

  @Test("calls no exam oversold whose capacity was lowered below what is sold, in any design", arguments: Design.three)
  func lowered(_ design: Design) throws {
    let lines = """
      portal: { exams: 1, capacity_per_exam: 4 }
      admin: [ { exam: 0, at_seconds: 400, capacity: 1 } ]

      """
    let run = try run(design, users: 4, lines)
    #expect(run.bookings.confirmed == 4)
    #expect(run.audit == [])
  }

  @Test("refuses lawfully who finds an exam full or closed since an edit", arguments: Design.three)
  func fullOrClosed(_ design: Design) throws {
    let portal = "portal: { exams: 1, capacity_per_exam: 4 }\n"
    let full = try run(design, users: 4, portal + "admin: [ { exam: 0, at_seconds: 0, capacity: 2 } ]\n")
    #expect(full.bookings.confirmed == 2)
    #expect(full.bookings.refused == ["EXAM_FULL": 2])
    #expect(full.audit == [])
    let closed = try run(design, users: 4, portal + "admin: [ { exam: 0, at_seconds: 0, is_active: Cancelled } ]\n")
    #expect(closed.bookings.refused == ["EXAM_INACTIVE": 4])
    #expect(closed.audit == [])
  }

  @Test(
    "is sound when a design goes by what it may still remember of an exam or of credits, and says so of one that may not"
  )
  func remembered() throws {
    let arrivals = "load: { arrivals: { users: 40, within_seconds: 6 } }\n"
    let text = "scenario_version: 1\nsummary: A test\n" + arrivals + "portal: { exams: 1, capacity_per_exam: 30 }\n"
    let edits = [
      "admin: [ { exam: 0, at_seconds: 2, capacity: 5 } ]\n",
      "admin: [ { exam: 0, at_seconds: 2, is_active: Cancelled } ]\n",
      "admin: [ { exam: 0, at_seconds: 4, capacity: 60 } ]\n",
    ]
    var sold: Set<Int> = []
    for edit in edits {
      let scenario = try ScenarioText.parse(text + edit)
      let run = try ScenarioRun(scenario, .coalesced, seed: 1).summary()
      #expect(run.audit == [])
      sold.insert(run.bookings.confirmed)
      // It reads the exam for each booking.
      #expect(try ScenarioRun(scenario, .phase2, seed: 1).summary().audit == [])
    }
    #expect(sold.contains { $0 > 5 })
  }

  @Test("does not miss a booking that was cancelled by hand, nor its credit", arguments: Design.three)
  func cancelled(_ design: Design) throws {
    let run = try run(design, users: 3, "admin: [ { contact: 1, at_seconds: 200, booking: Cancelled } ]\n")
    #expect(run.bookings.confirmed == 3)
    #expect(run.audit == [])
    #expect(run.isConverged)
  }

  @Test("is another run than the one without edits, and the same each time")
  func digest() throws {
    let edited = try run(.phase2, users: 20, edit(at: "0", 0))
    #expect(try run(.phase2, users: 20, edit(at: "0", 0)).digest == edited.digest)
    #expect(try run(.phase2, users: 20, "").digest != edited.digest)
  }
}

extension Design {
  fileprivate static let three = [Design.baseline, .phase1, .phase2]
}

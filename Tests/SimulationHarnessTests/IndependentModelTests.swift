import BookingCore
import DeterministicRuntime
import Foundation
import HubSpotAPI
import LiteralTimes
import Measures
import SimulatedHubSpot
import Testing
import VirtualTime

@testable import Scenarios
@testable import SimulationHarness

/// The constant rush against the numbers of another model of it: a small event loop in another language, written from the
/// parameters alone by somebody who had not seen this program. `docs/validation.md` says what was compared.
@Suite("The constant rush of 100")
struct IndependentModelTests {
  /// What visitors' own requests amount to.
  struct Expected: Sendable {
    let confirmed: Int
    let requests: [String: Int]
    let secondly: Int
    let tenSecondly: Int
    let slowestConfirmed: Double
    let slowestFailed: Double
  }

  @Test("sends, is refused and ends in baseline as in an independent model")
  func baseline() throws {
    try expect(
      .baseline,
      Expected(
        confirmed: 15,
        requests: [
          "idempotency_search": 370, "duplicate_search": 50, "enrolment_search": 40, "exam_read": 15,
          "contact_read": 15,
          "booking_create": 15, "contact_association": 15, "exam_association": 20, "exam_update": 25,
          "contact_update": 15, "note_create": 15,
        ],
        secondly: 410,
        tenSecondly: 15,
        slowestConfirmed: 17_379.86,
        slowestFailed: 7_280
      )
    )
  }

  @Test("does in phase 1")
  func phase1() throws {
    try expect(
      .phase1,
      Expected(
        confirmed: 5,
        requests: [
          "idempotency_search": 384, "duplicate_search": 386, "exam_read": 253, "contact_read": 253,
          "booking_create": 31, "contact_association": 13, "exam_association": 5, "contact_update": 5, "note_create": 5,
        ],
        secondly: 750,
        tenSecondly: 440,
        slowestConfirmed: 12_000,
        slowestFailed: 8_400
      )
    )
  }

  @Test("does in phase 2")
  func phase2() throws {
    try expect(
      .phase2,
      Expected(
        confirmed: 10,
        requests: [
          "duplicate_search": 370, "exam_read": 259, "contact_read": 256, "booking_create": 60, "contact_update": 30,
        ],
        secondly: 350,
        tenSecondly: 485,
        slowestConfirmed: 11_000,
        slowestFailed: 8_400
      )
    )
  }

  private func expect(_ design: Design, _ expected: Expected) throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
      .appending(path: "scenarios/rush-100-constant.yaml").path()
    let seen = Collected<HubSpotRequestEvent>()
    let run = try ScenarioRun(ScenarioFile.load(path: file), design, seed: 1).summary(watchers: [
      { event in
        if case .request(let request) = event, request.origin.kind == .visitor { seen.append(request) }
      }
    ])
    #expect(Dictionary(grouping: seen.all, by: \.label.name).mapValues(\.count) == expected.requests)
    #expect(seen.all.count { $0.refusedBy == .search } == expected.secondly)
    #expect(seen.all.count { $0.refusedBy == .tenSecond } == expected.tenSecondly)
    #expect(run.bookings.confirmed == expected.confirmed)
    #expect(run.latency.responseConfirmed.max == expected.slowestConfirmed)
    #expect(run.latency.responseFailed.max == expected.slowestFailed)
  }
}

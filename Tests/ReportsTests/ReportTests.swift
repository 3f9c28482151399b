import Foundation
import LiteralTimes
import Measures
import Testing
import VirtualTime

@testable import Reports

@Suite("The report of a run")
struct RunReportTests {
  @Test("names design, seed, digest and the command that replays it")
  func header() {
    let text = RunReport(.example(design: "phase1", confirmed: 10, p50: 900)).content.text(.plain)
    #expect(text.contains("example, design phase1, seed 3"))
    #expect(text.contains("digest 00000000000000ff"))
    #expect(text.contains("replay: booking-sim run example.yaml --design phase1 --seed 3"))
    #expect(text.contains("sound: nothing lost"))
  }

  @Test("shows each finding of the audit")
  func findings() {
    let run = RunSummary.example(
      design: "phase1",
      confirmed: 10,
      p50: 900,
      findings: [AuditFinding(.wrongCredits, "contact 7 has 3")]
    )
    let text = RunReport(run).content.text(.plain)
    #expect(text.contains("violated"))
    #expect(text.contains("wrong_credits: contact 7 has 3"))
  }

  @Test("says not reached for a percentile among those who gave up")
  func notReached() {
    let text = RunReport(.example(design: "phase1", confirmed: 5, p50: 900)).content.text(.plain)
    #expect(text.contains("not reached"))
  }

  @Test("has colour only where it may")
  func colour() {
    let run = RunSummary.example(design: "phase1", confirmed: 10, p50: 900)
    #expect(!RunReport(run).content.text(.plain).contains("\u{1B}"))
    #expect(RunReport(run).content.text(.coloured).contains("\u{1B}[32m"))
  }
}

@Suite("A report as JSON")
struct JSONReportTests {
  @Test("has sorted keys with units, and the same bytes each time")
  func stable() throws {
    let run = RunSummary.example(design: "phase1", confirmed: 8, p50: 900)
    let text = try JSONRenderer.text(run)
    #expect(try JSONRenderer.text(run) == text)
    let object = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    #expect(object.keys.contains("ended_at_seconds"))
    let latency = try #require(object["latency"] as? [String: Any])
    let time = try #require(latency["time_to_booking"] as? [String: Any])
    #expect(time["p50_ms"] as? Double == 900)
    #expect(time["p99_ms"] is NSNull)
    let lines = text.split(separator: "\n").filter { $0.hasPrefix("  \"") }.map(String.init)
    #expect(lines == lines.sorted())
  }

  @Test("is read back as it was, what is computed from the rest included")
  func reading() throws {
    var run = RunSummary.example(
      design: "phase1",
      confirmed: 8,
      p50: 900.25,
      findings: [AuditFinding(.doubledNote, "booking 3 has 2 notes")]
    )
    var calls = CallStatistics()
    (calls.sent, calls.admitted, calls.logical) = (5, 4, 4)
    calls.refusedByPolicy = ["SECONDLY": 1]
    calls.errorsByStatus = [404: 1]
    calls.time.record(1_234_567)
    var refusals = SecondSeries()
    refusals.record(at: 2_500_000_000)
    run.seed = .max
    run.bookings.refused = ["EXAM_FULL": 2]
    run.hubSpot.byLabel = ["note_create": CallNumbers(calls)]
    run.hubSpot.callsPerBooking = 0.1 + 0.2
    run.hubSpot.refusalsByPolicyPerSecond = ["SECONDLY": refusals]
    run.hubSpot.windowsPerSecond.append(
      WindowNumbers(bucket: "search", windowSeconds: 1, limit: nil, sent: [1, 0], admitted: [0, 0])
    )
    run.queues = [QueueNumbers(name: "notes", longest: 3, lengthAtEnd: 1)]
    run.jobs = [JobNumbers(name: "notes", passes: 4, passesWithWork: 2)]
    let text = try JSONRenderer.text(run)
    let read = try JSONDecoder().decode(RunSummary.self, from: Data(text.utf8))
    #expect(try JSONRenderer.text(read) == text)
    #expect(read.hubSpot.byLabel["note_create"]?.share429 == 0.2)
    #expect(read.bookings == run.bookings && read.latency == run.latency)
    #expect(read.hubSpot.windowsPerSecond == run.hubSpot.windowsPerSecond)
  }

  @Test("has every key, also of what there is nothing of")
  func everyKey() throws {
    let text = try JSONRenderer.text(RunSummary.example(design: "phase1", confirmed: 8, p50: 900))
    for key in ["\"demanded\" : null", "\"calls_per_booking\" : null", "\"success_share\" : 0.8"] {
      #expect(text.contains(key), "\(key)")
    }
  }
}

@Suite("A sweep over seeds")
struct SeedsReportTests {
  @Test("is sound when every run is")
  func sound() {
    let report = SeedsReport(
      [.example(design: "phase1", confirmed: 8, p50: 1)],
      replay: "booking-sim run example.yaml --design phase1 --seed 3"
    )
    #expect(report.isSound)
    #expect(report.content.text(.plain).hasPrefix("example, design phase1: 1 seed, all sound"))
    #expect(report.content.text(.plain).hasSuffix("\nreplay: booking-sim run example.yaml --design phase1 --seed 3\n"))
  }

  @Test("shows the run that is not, with its replay")
  func unsound() {
    let bad = RunSummary.example(
      design: "phase1",
      confirmed: 8,
      p50: 1,
      findings: [AuditFinding(.doubledNote, "booking 3 has 2 notes")]
    )
    let report = SeedsReport([.example(design: "phase1", confirmed: 8, p50: 1), bad], replay: "-")
    #expect(!report.isSound)
    #expect(report.content.text(.plain).contains("1 not sound"))
    #expect(report.content.text(.plain).contains("doubled_note: booking 3 has 2 notes"))
    #expect(report.content.text(.plain).contains("replay: booking-sim run example.yaml --design phase1 --seed 3"))
  }
}

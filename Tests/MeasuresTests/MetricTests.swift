import HubSpotAPI
import LiteralTimes
import Testing
import VirtualTime

@testable import Measures

private func value(_ text: String, _ run: MeasuredRun) throws -> MeasureValue {
  try Measure(parsing: text).value(in: run)
}

@Suite("Four visitors: confirmed after 1 s and 3 s, given up, refused lawfully")
struct WishMetricTests {
  private let run = ExampleRun.run(wishes: ExampleRun.wishes)

  @Test("have a time to booking up to the visitor who gave up, who counts as never")
  func timeToBooking() throws {
    #expect(try value("time_to_booking min", run) == .number(1_000))
    #expect(try value("time_to_booking p(66)", run) == .number(3_000))
    #expect(try value("time_to_booking p(67)", run) == .never)
    #expect(try value("time_to_booking max", run) == .never)
    #expect(try value("time_to_booking avg", run) == .never)
  }

  @Test("succeed in two of the three wishes that could be met, one at the first attempt")
  func success() throws {
    #expect(try value("success", run) == .share(events: 2, trials: 3))
    #expect(try value("first_attempt_success", run) == .share(events: 1, trials: 3))
  }

  @Test("are counted by what became of them")
  func counts() throws {
    #expect(try value("offered", run) == .number(4))
    #expect(try value("confirmed", run) == .number(2))
    #expect(try value("refused", run) == .number(1))
    #expect(try value("refused{code:EXAM_FULL}", run) == .number(1))
    #expect(try value("refused{code:NO_CREDITS}", run) == .number(0))
    #expect(try value("abandoned", run) == .number(1))
    #expect(try value("failed", run) == .number(0))
  }

  @Test("have a note delay among confirmed bookings only; a note that never came is never")
  func delays() throws {
    #expect(try value("note_delay p(50)", run) == .number(5_000))
    #expect(try value("note_delay p(51)", run) == .never)
  }

  @Test("are selected by a window whose end is not within")
  func window() throws {
    #expect(try value("offered{window:0s..1s}", run) == .number(1))
    #expect(try value("offered{window:0s..1001ms}", run) == .number(2))
    #expect(try value("offered{window:1s..3s}", run) == .number(2))
    #expect(try value("success{window:10s..20s}", run) == .missing)
  }

  @Test("give bookings a minute from the first wish to the last confirmation")
  func throughput() throws {
    // Two bookings in 4 s.
    #expect(try value("bookings_per_minute", run) == .number(30))
  }

  @Test("take 62 s until the last one leaves: what a rate a second divides by")
  func rate() throws {
    #expect(try value("offered rate", run) == .number(4.0 / 62))
    #expect(try value("offered{window:0s..10s} rate", run) == .number(0.4))
  }
}

@Suite("Requests: three sent, a search refused twice and given up, a retry admitted")
struct RequestMetricTests {
  private let run = ExampleRun.run(
    wishes: ExampleRun.wishes,
    requests: [
      ExampleRun.request("exam_read", milliseconds: 100),
      ExampleRun.request("exam_read", at: 1, milliseconds: 300, tryNumber: 1),
      ExampleRun.request("duplicate_search", isSearch: true, refusedBy: .search),
      ExampleRun.request("duplicate_search", tryNumber: 1, isSearch: true, refusedBy: .burst, isFinalRefusal: true),
      ExampleRun.request("note_create", origin: .job("notes", pass: 3)),
    ]
  )

  @Test("have a 429 share by policy of everything sent")
  func share() throws {
    #expect(try value("share_429", run) == .share(events: 2, trials: 5))
    #expect(try value("share_429{policy:SECONDLY}", run) == .share(events: 1, trials: 5))
    #expect(try value("share_429{policy:SECONDLY,bucket:search}", run) == .share(events: 1, trials: 2))
    #expect(try value("share_429{call:exam_read}", run) == .share(events: 0, trials: 2))
    #expect(try value("share_429{call:nonesuch}", run) == .missing)
  }

  @Test("are retries in two of five")
  func retries() throws {
    #expect(try value("retry_share", run) == .share(events: 2, trials: 5))
  }

  @Test("belong to three logical calls, of which one failed in the end")
  func failures() throws {
    #expect(try value("failed_calls", run) == .share(events: 1, trials: 3))
  }

  @Test("have times only where they were admitted")
  func times() throws {
    #expect(try value("hubspot_time max", run) == .number(300))
    #expect(try value("hubspot_time{call:exam_read} avg", run) == .number(200))
    #expect(try value("hubspot_time{call:duplicate_search} med", run) == .missing)
  }

  @Test("are divided by the confirmed bookings, by origin too")
  func perBooking() throws {
    #expect(try value("calls_per_booking", run) == .number(2.5))
    #expect(try value("calls_per_booking{origin:visitor}", run) == .number(2))
    #expect(try value("calls_per_booking", ExampleRun.run()) == .missing)
  }

  @Test("are counted by status, origin and policy")
  func counts() throws {
    #expect(try value("requests{status:429}", run) == .number(2))
    #expect(try value("requests{origin:job}", run) == .number(1))
    #expect(try value("refusals{policy:BURST}", run) == .number(1))
  }
}

@Suite("Numbers of a whole run")
struct RunMetricTests {
  @Test("are peaks of the ten-second bucket unless another is named")
  func peaks() throws {
    let run = ExampleRun.run(peaks: [
      PeakNumbers(bucket: "ten_second", windowSeconds: 10, limit: 100, sent: 150, admitted: 100, demanded: 353),
      PeakNumbers(bucket: "search", windowSeconds: 1, limit: 5, sent: 40, admitted: 5),
    ])
    #expect(try value("peak_sent", run) == .number(150))
    #expect(try value("peak_demanded", run) == .number(353))
    #expect(try value("peak_admitted{bucket:search}", run) == .number(5))
    #expect(try value("peak_demanded{bucket:search}", run) == .missing)
  }

  @Test("are findings, queues and memory")
  func others() throws {
    let run = ExampleRun.run()
    #expect(try value("integrity_findings", run) == .number(1))
    #expect(try value("integrity_findings{kind:oversold_exam}", run) == .number(0))
    #expect(try value("queue_longest{queue:notes}", run) == .number(7))
    #expect(try value("queue_longest{queue:none}", run) == .missing)
    #expect(try value("store_memory", run) == .number(2_048))
    #expect(try value("ended_at", run) == .number(100))
  }

  @Test("are response times by outcome and code")
  func responses() throws {
    let run = ExampleRun.run(attempts: [
      ExampleRun.attempt(at: 0, milliseconds: 1_500, .confirmed, "CONFIRMED"),
      ExampleRun.attempt(at: 0, milliseconds: 7_000, .failed, "CRM_UNAVAILABLE"),
      ExampleRun.attempt(at: 20, milliseconds: 500, .failed, "BUSY"),
    ])
    #expect(try value("response_time{outcome:confirmed} max", run) == .number(1_500))
    #expect(try value("response_time{outcome:failed} max", run) == .number(7_000))
    #expect(try value("response_time{code:BUSY} max", run) == .number(500))
    #expect(try value("response_time{outcome:failed,window:0s..20s} avg", run) == .number(7_000))
  }

  @Test("are those of booking requests unless another endpoint is named")
  func endpoints() throws {
    let run = ExampleRun.run(attempts: [
      ExampleRun.attempt(at: 0, milliseconds: 1_500, .confirmed, "CONFIRMED"),
      ExampleRun.attempt(at: 0, milliseconds: 300, .answered, "FREE", endpoint: "browse"),
      ExampleRun.attempt(at: 1, milliseconds: 500, .failed, "TIMEOUT", endpoint: "browse"),
    ])
    #expect(try value("response_time max", run) == .number(1_500))
    #expect(try value("response_time min", run) == .number(1_500))
    #expect(try value("response_time{endpoint:create} min", run) == .number(1_500))
    #expect(try value("response_time{endpoint:browse} avg", run) == .number(400))
    #expect(try value("response_time{endpoint:browse,outcome:failed} avg", run) == .number(500))
    #expect(try value("attempts count", run) == .number(1))
    #expect(try value("attempts{endpoint:browse} count", run) == .number(2))
  }
}

@Suite("A measure that is meant for a design")
struct DesignMeasureTests {
  private func run(_ design: String) -> MeasuredRun {
    var run = ExampleRun.run(wishes: ExampleRun.wishes)
    run.summary.design = design
    return run
  }

  @Test("has no value in a run of another one, nor lengths of time; one with parts replaced is another")
  func others() throws {
    let success = try Measure(parsing: "success{design:phase2}")
    #expect(success.value(in: run("phase2")) == .share(events: 2, trials: 3))
    #expect(success.value(in: run("phase1")) == .missing)
    #expect(success.value(in: run("phase2+reads=sequential")) == .missing)
    let times = try Measure(parsing: "time_to_booking{design:phase2} med")
    #expect(times.durations(in: run("phase2"))?.nanoseconds.count == 2)
    #expect(times.durations(in: run("phase1")) == nil)
  }
}

@Suite("A call that is first tried in one window and given up in the next")
struct FailedCallWindowTests {
  @Test("is a failed call of the whole run; a share of more events than trials cannot be")
  func whole() async throws {
    #expect(throws: MeasureSyntaxError.self) { try Measure(parsing: "failed_calls{window:7s..9s}") }
    #expect(throws: MeasureSyntaxError.self) { try Measure(parsing: "calls_per_booking{window:7s..9s}") }
    await #expect(processExitsWith: .failure) { _ = Observations.share(events: 2, trials: 1).value(.rate) }
  }
}

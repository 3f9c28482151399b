import HubSpotAPI
import LiteralTimes
import Testing
import VirtualTime

@testable import Measures

private func value(_ text: String, _ run: MeasuredRun) throws -> MeasureValue {
  try Measure(parsing: text).value(in: run)
}

@Suite("Two lists, one of them failed, and a booking request, each with calls of its own")
struct EndpointMetricTests {
  /// The first list sends three calls, the second one, which is refused, the booking request two; a job sends one, and a
  /// merged call is of several.
  private let run = ExampleRun.run(
    attempts: [
      ExampleRun.attempt(at: 0, milliseconds: 900, .answered, "LISTED", endpoint: "list"),
      ExampleRun.attempt(at: 5, milliseconds: 100, .failed, "CRM_UNAVAILABLE", endpoint: "list", request: 1),
      ExampleRun.attempt(at: 9, milliseconds: 100, .confirmed, "CONFIRMED", request: 2),
    ],
    requests: [
      ExampleRun.request("booking_list", origin: .visitor(0, request: 0)),
      ExampleRun.request("exam_read", milliseconds: 400, origin: .visitor(0, request: 0)),
      ExampleRun.request("exam_read", milliseconds: 600, origin: .visitor(0, request: 0)),
      ExampleRun.request("booking_list", at: 5, refusedBy: .tenSecond, origin: .visitor(0, request: 1)),
      ExampleRun.request("exam_read", at: 9, origin: .visitor(0, request: 2)),
      ExampleRun.request("booking_create", at: 9, origin: .visitor(0, request: 2)),
      ExampleRun.request("note_create", at: 9, origin: .job("notes", pass: 0)),
      ExampleRun.request("exam_read", at: 9, origin: .batch("exam_read", number: 0)),
      // Of a visitor whose request has no answer.
      ExampleRun.request("booking_list", at: 9, origin: .visitor(7, request: 0)),
    ]
  )

  @Test("have calls a request: their mean, their percentiles, and those of one name")
  func callsPerRequest() throws {
    #expect(try value("calls_per_request{endpoint:list} avg", run) == .number(2))
    #expect(try value("calls_per_request{endpoint:list} min", run) == .number(1))
    #expect(try value("calls_per_request{endpoint:list} p(50)", run) == .number(1))
    #expect(try value("calls_per_request{endpoint:list} p(51)", run) == .number(3))
    #expect(try value("calls_per_request{endpoint:list} max", run) == .number(3))
    #expect(try value("calls_per_request{endpoint:list,outcome:answered} med", run) == .number(3))
    #expect(try value("calls_per_request{endpoint:list,code:CRM_UNAVAILABLE} med", run) == .number(1))
    #expect(try value("calls_per_request{endpoint:list,call:exam_read} max", run) == .number(2))
    #expect(try value("calls_per_request{endpoint:list,call:exam_read} min", run) == .number(0))
    #expect(try value("calls_per_request{endpoint:list,window:1s..6s} avg", run) == .number(1))
    #expect(try value("calls_per_request max", run) == .number(2))
    #expect(try value("calls_per_request{endpoint:credits} avg", run) == .missing)
  }

  @Test("are bounded by bare numbers, and pooled by nothing")
  func bounds() throws {
    let threshold = try Threshold(parsing: "calls_per_request{endpoint:list} avg < 2.5")
    #expect(threshold.holds(in: run))
    #expect(try !Threshold(parsing: "calls_per_request{endpoint:list} max < 3").holds(in: run))
    #expect(throws: MeasureSyntaxError.self) { try Threshold(parsing: "calls_per_request max < 3 s") }
    #expect(try Measure(parsing: "calls_per_request max").durations(in: run) == nil)
  }

  @Test("select what was sent to HubSpot for an endpoint")
  func endpoints() throws {
    #expect(try value("share_429{endpoint:list}", run) == .share(events: 1, trials: 4))
    #expect(try value("share_429{endpoint:create}", run) == .share(events: 0, trials: 2))
    #expect(try value("share_429{endpoint:list,policy:SECONDLY}", run) == .share(events: 0, trials: 4))
    #expect(try value("share_429", run) == .share(events: 1, trials: 9))
    #expect(try value("requests{endpoint:list}", run) == .number(4))
    #expect(try value("requests{endpoint:list,call:exam_read}", run) == .number(2))
    #expect(try value("refusals{endpoint:list}", run) == .number(1))
    #expect(try value("refusals{endpoint:create}", run) == .number(0))
    #expect(try value("hubspot_time{endpoint:list} max", run) == .number(600))
    #expect(try value("hubspot_time{endpoint:create} max", run) == .number(200))
    #expect(try value("retry_share{endpoint:list}", run) == .share(events: 0, trials: 4))
    #expect(try value("wasted_calls{endpoint:list}", run) == .number(1))
    #expect(try value("requests{endpoint:credits}", run) == .number(0))
  }

  @Test("take as long as the last answer where nobody wished for a booking")
  func seconds() throws {
    #expect(try value("requests rate", run) == .number(9 / 9.1))
  }
}

@Suite("Five looks at what is remembered: hits of 2 s and 4 s among the lists, three misses")
struct CacheMetricTests {
  private static func look(_ key: String, at: Int64, request: Int, miss: String? = nil, seconds: Int64 = 0)
    -> CacheLookSample
  {
    CacheLookSample(
      at: VirtualInstant(at * ExampleRun.second),
      key: key,
      origin: .visitor(0, request: request),
      miss: miss,
      age: VirtualSpan(seconds * ExampleRun.second)
    )
  }

  private let run = ExampleRun.run(
    attempts: [
      ExampleRun.attempt(at: 0, milliseconds: 900, .answered, "LISTED", endpoint: "list"),
      ExampleRun.attempt(at: 5, milliseconds: 100, .answered, "CREDITS", endpoint: "credits", request: 1),
    ],
    looks: [
      look("lists", at: 0, request: 0, seconds: 2), look("lists", at: 1, request: 0, seconds: 4),
      look("credits", at: 1, request: 0, miss: "expired"), look("credits", at: 5, request: 1, miss: "absent"),
      look("lists", at: 9, request: 2, miss: "absent"),
    ]
  )

  @Test("have a share of hits by key and endpoint")
  func hits() throws {
    #expect(try value("cache_hit_rate", run) == .share(events: 2, trials: 5))
    #expect(try value("cache_hit_rate{key:lists}", run) == .share(events: 2, trials: 3))
    #expect(try value("cache_hit_rate{key:lists,window:0s..9s}", run) == .share(events: 2, trials: 2))
    #expect(try value("cache_hit_rate{endpoint:list}", run) == .share(events: 2, trials: 3))
    #expect(try value("cache_hit_rate{key:credits,endpoint:credits}", run) == .share(events: 0, trials: 1))
    #expect(try value("cache_hit_rate{key:exams}", run) == .missing)
  }

  @Test("have an age where they hit")
  func ages() throws {
    #expect(try value("cache_age avg", run) == .number(3_000))
    #expect(try value("cache_age{key:lists} max", run) == .number(4_000))
    #expect(try value("cache_age{key:credits} max", run) == .missing)
    #expect(try Measure(parsing: "cache_age max").durations(in: run)?.total == 2)
  }

  @Test("are counted by what came of them")
  func results() throws {
    #expect(try value("cache_looks", run) == .number(5))
    #expect(try value("cache_looks{result:hit}", run) == .number(2))
    #expect(try value("cache_looks{result:absent}", run) == .number(2))
    #expect(try value("cache_looks{result:absent,endpoint:credits}", run) == .number(1))
    #expect(try value("cache_looks{result:evicted}", run) == .number(0))
  }
}

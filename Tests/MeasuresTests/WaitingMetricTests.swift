import HubSpotAPI
import LiteralTimes
import Testing
import VirtualTime

@testable import Measures

private func value(_ text: String, _ run: MeasuredRun) throws -> MeasureValue {
  try Measure(parsing: text).value(in: run)
}

private func number(_ text: String, _ run: MeasuredRun) throws -> Double {
  try #require(try value(text, run).number)
}

@Suite("Four visitors who wait 1 s and 3 s for a booking, 60 s in vain, and 1 s for a refusal")
struct WaitingMetricTests {
  private let run = ExampleRun.run(wishes: ExampleRun.wishes)

  @Test("have waited 60 s at the longest, whatever came of it")
  func longest() throws {
    #expect(try value("waiting_time max", run) == .number(60_000))
    #expect(try value("waiting_time{code:CONFIRMED} max", run) == .number(3_000))
  }

  @Test("wait for ever when a wish is open at the end of the run")
  func open() throws {
    let run = ExampleRun.run(wishes: [ExampleRun.wish(0, at: 0, seconds: 1, .inFlight, isFirst: false)])
    #expect(try value("waiting_time max", run) == .never)
  }

  @Test("are treated as fairly as Jain's index says, the refused one left out")
  func fairness() throws {
    #expect(abs(try number("fairness", run) - 64 * 64 / (3 * (1 + 9 + 3_600.0))) < 1e-12)
    let equal = (0..<4).map { ExampleRun.wish($0, at: Int64($0), seconds: 2, .confirmed, isFirst: true) }
    #expect(try number("fairness", ExampleRun.run(wishes: equal)) == 1)
    #expect(try value("fairness", ExampleRun.run()) == .missing)
  }

  @Test(
    "are done when the last effect of the last booking stands: 5 s after the first confirmation, or with the last wish"
  )
  func allDone() throws {
    #expect(try value("all_done", run) == .number(62))
    let one = [ExampleRun.wish(0, at: 4, seconds: 1, .confirmed, isFirst: true, noteDelay: 5 * ExampleRun.second)]
    #expect(try value("all_done", ExampleRun.run(wishes: one)) == .number(6))
    #expect(try value("all_done", ExampleRun.run()) == .missing)
  }

  @Test("count in the first minute when they are confirmed no later than 60 s after the first wish")
  func firstMinute() throws {
    func run(lastFor seconds: Int64) -> MeasuredRun {
      ExampleRun.run(
        wishes: [
          ExampleRun.wish(0, at: 2, seconds: 1, .confirmed, isFirst: true),
          ExampleRun.wish(1, at: 3, seconds: seconds, .confirmed, isFirst: true),
        ]
      )
    }
    #expect(try value("confirmed_first_minute", run(lastFor: 59)) == .number(2))
    #expect(try value("confirmed_first_minute", run(lastFor: 60)) == .number(1))
    #expect(try value("confirmed_first_minute", ExampleRun.run()) == .number(0))
  }
}

@Suite("A call is wasted")
struct WastedCallsTests {
  private func wasted(_ requests: SampleLog<RequestSample>) throws -> MeasureValue {
    try value("wasted_calls", ExampleRun.run(wishes: ExampleRun.wishes, requests: requests))
  }

  @Test("when it is refused, whoever sent it")
  func refused() throws {
    #expect(try wasted([ExampleRun.request("exam_read", refusedBy: .tenSecond)]) == .number(1))
    #expect(try wasted([ExampleRun.request("exam_read")]) == .number(0))
  }

  @Test("when it was for a wish that was given up, even after its end, and not when it was sent before")
  func forNothing() throws {
    func request(at second: Int64, of visitor: Int) -> RequestSample {
      ExampleRun.request("exam_read", at: second, origin: .visitor(visitor, request: 0))
    }
    #expect(try wasted([request(at: 2, of: 2), request(at: 70, of: 2)]) == .number(2))
    #expect(try wasted([request(at: 1, of: 2), request(at: 3, of: 3), request(at: 1, of: 1)]) == .number(0))
  }
}

@Suite("With a limit of 4 calls in 10 s, of a wish that is open from 0 to 12 s the quota")
struct UnusedQuotaTests {
  private func unused(calls: [Int64], limits: [LimitStep], seconds: Int64 = 12) throws -> MeasureValue {
    var run = ExampleRun.run(
      wishes: [ExampleRun.wish(0, at: 0, seconds: seconds, .confirmed, isFirst: true)],
      requests: SampleLog(calls.map { ExampleRun.request("exam_read", at: $0) })
    )
    run.samples.tenSecondLimits = limits
    return try value("quota_unused", run)
  }

  private let four = [LimitStep(from: .start, limit: 4)]

  @Test("is unused where no call counts, from the second second on")
  func idle() throws {
    #expect(try unused(calls: [], limits: four) == .number(1))
    // From 2 s to 10 s two of four are used, from 10 s to 12 s none.
    #expect(try unused(calls: [0, 0], limits: four) == .number((8 * 0.5 + 2) / 10))
  }

  @Test("is all used by as many calls as the limit, and by more of them no more than that")
  func full() throws {
    #expect(try unused(calls: [2, 2, 2, 2], limits: four) == .number(0))
    #expect(try unused(calls: [2, 2, 2, 2, 2], limits: four) == .number(0))
  }

  @Test("is that of the limit as it is at the time")
  func changing() throws {
    let halved = four + [LimitStep(from: VirtualInstant(7 * ExampleRun.second), limit: 2)]
    #expect(try unused(calls: [2, 2], limits: halved) == .number(0.25))
  }

  @Test("has no value when nobody waited for more than 2 s, or nobody knows the limit")
  func nobody() throws {
    #expect(try unused(calls: [], limits: four, seconds: 2) == .missing)
    #expect(try unused(calls: [], limits: four, seconds: 3) == .number(1))
    #expect(try unused(calls: [], limits: []) == .missing)
  }

  @Test("is not used by searches and refused calls")
  func others() throws {
    var run = ExampleRun.run(
      wishes: [ExampleRun.wish(0, at: 0, seconds: 12, .confirmed, isFirst: true)],
      requests: [
        ExampleRun.request("duplicate_search", at: 2, isSearch: true),
        ExampleRun.request("exam_read", at: 2, refusedBy: .tenSecond),
      ]
    )
    run.samples.tenSecondLimits = four
    #expect(try value("quota_unused", run) == .number(1))
  }
}

import HubSpotAPI
import LiteralTimes
import Testing
import VirtualTime

@testable import Measures

private func value(_ text: String, _ run: MeasuredRun) throws -> MeasureValue {
  try Measure(parsing: text).value(in: run)
}

@Suite("A visitor who browses, books at 10 s and is confirmed at 13 s")
struct BookedWithoutTests {
  private func run(searchedAt second: Int64, byVisitor visitor: Int = 0) -> MeasuredRun {
    ExampleRun.run(
      wishes: [ExampleRun.wish(0, at: 10, seconds: 3, .confirmed, isFirst: true)],
      requests: [
        ExampleRun.request("duplicate_search", at: second, isSearch: true, origin: .visitor(visitor, request: 0))
      ]
    )
  }

  private let measure = "booked_without{call:duplicate_search}"

  @Test("has booked without the search that the page sent before")
  func before() throws {
    #expect(try value(measure, run(searchedAt: 9)) == .share(events: 1, trials: 1))
  }

  @Test("has booked with one that is sent between the first request and the confirmation, both included")
  func during() throws {
    #expect(try value(measure, run(searchedAt: 10)) == .share(events: 0, trials: 1))
    #expect(try value(measure, run(searchedAt: 13)) == .share(events: 0, trials: 1))
    #expect(try value(measure, run(searchedAt: 14)) == .share(events: 1, trials: 1))
  }

  @Test("has nothing to do with other calls and other visitors")
  func others() throws {
    #expect(try value("booked_without{call:exam_read}", run(searchedAt: 11)) == .share(events: 1, trials: 1))
    #expect(try value(measure, run(searchedAt: 11, byVisitor: 1)) == .share(events: 1, trials: 1))
  }

  @Test("counts among confirmed wishes only")
  func confirmedOnly() throws {
    #expect(try value(measure, ExampleRun.run(wishes: ExampleRun.wishes)) == .share(events: 2, trials: 2))
    #expect(try value(measure, ExampleRun.run()) == .missing)
  }
}

@Suite("A job of two instances that made 40 passes in a run of 100 s")
struct PassIntervalTests {
  private var run: MeasuredRun {
    var run = ExampleRun.run()
    run.summary.instances = 2
    run.summary.jobs = [JobNumbers(name: "associations", passes: 40, passesWithWork: 3)]
    return run
  }

  @Test("passed every 5 s in each of them")
  func interval() throws {
    #expect(try value("pass_interval{job:associations}", run) == .number(5))
    #expect(try value("pass_interval", run) == .number(5))
  }

  @Test("says nothing of a job that there is not")
  func absent() throws {
    #expect(try value("pass_interval{job:notes}", run) == .missing)
  }
}

@Suite("A bound on memory")
struct MemoryBoundTests {
  @Test("is in bytes, or in KB and MB of 1024 each")
  func units() throws {
    #expect(try Threshold(parsing: "store_memory < 1500").bound == 1_500)
    #expect(try Threshold(parsing: "store_memory < 2 KB").bound == 2_048)
    #expect(try Threshold(parsing: "store_memory < 1.5 MB").bound == 1_572_864)
  }

  @Test("has no other units")
  func otherUnits() {
    #expect(throws: MeasureSyntaxError.self) { try Threshold(parsing: "store_memory < 2 GB") }
    #expect(throws: MeasureSyntaxError.self) { try Threshold(parsing: "store_memory < 2 ms") }
  }
}

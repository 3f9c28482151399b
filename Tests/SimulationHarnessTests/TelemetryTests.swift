import BookingCore
import DeterministicRuntime
import Fixtures
import Logging
import Measures
import Scenarios
import Testing
import VirtualTime

@testable import SimulationHarness

@Suite("What instances report of themselves")
struct TelemetryTests {
  private struct Watched {
    let run: MeasuredRun
    let metrics: [MetricSeries]
    let lines: [String]

    func sum(_ name: String, _ label: (String, String)? = nil) -> Double {
      metrics.filter { series in
        series.name.metric == name && (label.map { series.label($0.0) == $0.1 } ?? true)
      }.reduce(0) { $0 + $1.sum }
    }

    func values(_ name: String, _ label: (String, String)) -> [Double] {
      metrics.filter { $0.name.metric == name && $0.label(label.0) == label.1 }.flatMap(\.values)
    }
  }

  private func watch(_ design: String, users: Int = 30, level: String = "trace") throws -> Watched {
    let (metrics, lines) = (RunMetrics(), Collected<String>())
    let log = try #require(RunLog(level: level, write: lines.append))
    let telemetry = CoreTelemetry(logger: log.logger, metrics: metrics)
    let run = try ScenarioRun(
      Scenario.rush(users: users),
      DesignRegistry.design(design),
      seed: 1,
      telemetry: telemetry
    ).measured()
    return Watched(run: run, metrics: metrics.series, lines: lines.all)
  }

  private static let designs = ["baseline", "phase2", "coalesced", "phase2+lists=paged+cache=shared"]

  @Test("changes nothing in the run", arguments: designs)
  func unchanged(_ design: String) throws {
    let watched = try watch(design)
    let alone = try ScenarioRun(Scenario.rush(users: 30), DesignRegistry.design(design), seed: 1).summary()
    #expect(watched.run.summary.digest == alone.digest)
  }

  @Test("is in numbers what the report says: calls, 429s, answers and their times", arguments: designs)
  func numbers(_ design: String) throws {
    let watched = try watch(design)
    let (summary, samples) = (watched.run.summary, watched.run.samples)
    #expect(watched.sum("hubspot_calls_total") == Double(summary.hubSpot.total.sent))
    #expect(watched.sum("hubspot_calls_total", ("status", "429")) == Double(summary.hubSpot.total.refused))
    for (call, numbers) in summary.hubSpot.byLabel {
      #expect(watched.sum("hubspot_calls_total", ("call", call)) == Double(numbers.sent), "\(call)")
    }
    let answers = samples.answers.filter { $0.endpoint == AnswerSample.creation }
    #expect(watched.sum("booking_requests_total", ("endpoint", "create")) == Double(answers.count))
    let confirmed = answers.count { $0.code == "CONFIRMED" }
    #expect(watched.sum("booking_requests_total", ("code", "CONFIRMED")) == Double(confirmed))
    let times = answers.map { Double(($0.answeredAt - $0.at).nanoseconds) }.sorted()
    #expect(watched.values("booking_response_seconds", ("endpoint", "create")).sorted() == times)
    for queue in summary.queues {
      let lengths = watched.values("queue_items", ("queue", queue.name))
      #expect(lengths.max() == Double(queue.longest), "\(queue.name)")
    }
    for job in summary.jobs { #expect(watched.sum("job_passes_total", ("job", job.name)) == Double(job.passes)) }
  }

  @Test("is the same text for equal runs, with a type for each metric")
  func text() throws {
    let texts = try (0..<2).map { _ in PrometheusText(try watch("phase2").metrics).text }
    #expect(texts[0] == texts[1])
    #expect(texts[0].contains("# TYPE hubspot_calls_total counter\n"))
    #expect(texts[0].contains("# TYPE booking_response_seconds summary\n"))
    #expect(texts[0].contains("booking_requests_total{code=\"CONFIRMED\",endpoint=\"create\"} "))
    #expect(texts[0].contains("booking_response_seconds{endpoint=\"create\",quantile=\"0.95\"} "))
    #expect(texts[0].contains("# TYPE queue_items gauge\n"))
  }

  @Test("is in a log a line for each request: endpoint, numbers and trace, as the documents want it")
  func lines() throws {
    let watched = try watch("baseline", users: 1, level: "info")
    #expect(try watch("baseline", users: 1, level: "info").lines == watched.lines)
    let line = try #require(watched.lines.first { $0.contains("action=create") })
    for part in [
      " info create ", "code=CONFIRMED", "endpoint=/api/bookings", "metrics.apiCalls=11", "metrics.itemsProcessed=1",
      "metrics.responseTime=", "service=booking-api", "traceId=visitor-0/0",
    ] { #expect(line.contains(part), "\(line)") }
    #expect(!watched.lines.contains { $0.contains(" debug ") })
  }

  @Test("has the levels of the documents: 429s warn, failures are errors, passes without work are details")
  func levels() throws {
    let lines = try watch("phase2", users: 100).lines
    func some(_ parts: String...) -> Bool { lines.contains { line in parts.allSatisfy(line.contains) } }
    #expect(some(" warning ", "status=429"))
    #expect(some(" debug ", "status=200"))
    #expect(some(" error create", "code=CRM_UNAVAILABLE"))
    #expect(some(" debug notes", "worked=false"))
    #expect(some(" info notes", "worked=true", "traceId=notes/"))
  }
}

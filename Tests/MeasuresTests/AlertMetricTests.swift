import HubSpotAPI
import LiteralTimes
import Testing
import VirtualTime

@testable import Measures

private func value(_ text: String, _ run: MeasuredRun) throws -> MeasureValue {
  try Measure(parsing: text).value(in: run)
}

private func alert(
  _ at: Double,
  until end: Double?,
  _ severity: String,
  _ name: String,
  of subject: String? = nil,
  by source: AlertRecord.Source = .monitoring
) -> AlertRecord {
  AlertRecord(
    atSeconds: at,
    endedAtSeconds: end,
    severity: severity,
    source: source,
    name: name,
    subject: subject,
    value: 2,
    threshold: 1
  )
}

@Suite("Alerts of a run")
struct AlertMetricTests {
  private let run: MeasuredRun

  init() {
    var run = ExampleRun.run(
      wishes: ExampleRun.wishes,
      attempts: [ExampleRun.attempt(at: 9, milliseconds: 1_000, .failed, "CRM_UNAVAILABLE")]
    )
    run.summary.alerts = [
      alert(1, until: 3, "warning", "refused_percent"), alert(2, until: 4, "critical", "refused_percent"),
      alert(5, until: nil, "warning", "queue_items", of: "notes_queue"),
      alert(0.5, until: 0.5, "warning", "counter_drift", by: .instance),
    ]
    self.run = run
  }

  @Test("are counted by kind, severity, subject, and who raised them")
  func counts() throws {
    #expect(try value("alerts", run) == .number(4))
    #expect(try value("alerts{alert:refused_percent}", run) == .number(2))
    #expect(try value("alerts{severity:critical}", run) == .number(1))
    #expect(try value("alerts{subject:notes_queue}", run) == .number(1))
    #expect(try value("alerts{source:monitoring}", run) == .number(3))
    #expect(try value("alerts{name:counter_drift}", run) == .number(1))
    #expect(try value("alerts{name:counter_drift,source:monitoring}", run) == .number(0))
  }

  @Test("last from their raising to their end, and for ever without one")
  func times() throws {
    #expect(try value("alert_time{alert:refused_percent} max", run) == .number(2_000))
    #expect(try value("alert_time{alert:queue_items} max", run) == .never)
    #expect(try value("alert_time{alert:dead_letters} max", run) == .missing)
  }

  @Test("come before visitors notice, or after: the first of a kind decides")
  func lead() throws {
    #expect(try value("first_alert{source:monitoring}", run) == .number(1))
    #expect(try value("first_alert{alert:queue_items}", run) == .number(5))
    #expect(try value("first_alert{alert:dead_letters}", run) == .missing)
    // The third wish, begun at 2 s, is seen to take longer than 3 s at 5 s.
    #expect(try value("visitors_notice", run) == .number(5))
    #expect(try value("alert_lead{alert:refused_percent}", run) == .number(4))
    #expect(try value("alert_lead{alert:queue_items}", run) == .number(0))
    #expect(try value("alert_lead{alert:dead_letters}", run) == .missing)
  }

  @Test("are no measure of their own when their name is unknown")
  func unknown() {
    #expect(throws: MeasureSyntaxError.self) { try Measure(parsing: "alerts{alert:refused_share}") }
    #expect(throws: MeasureSyntaxError.self) { try Measure(parsing: "alerts{source:operator}") }
  }
}

@Suite("Visitors notice")
struct NoticeTests {
  private func wishes(slow: Int, of count: Int) -> [WishSample] {
    (0..<count).map {
      ExampleRun.wish($0, at: Int64($0), seconds: $0 < count - slow ? 3 : 4, .confirmed, isFirst: true)
    }
  }

  @Test("nothing while everybody waits for 3 s at the most, and nothing is answered with a failure")
  func quiet() {
    #expect(RunSamples(wishes: wishes(slow: 0, of: 20)).noticed == nil)
    #expect(RunSamples().noticed == nil)
  }

  @Test("when more than 5 % of what they asked for takes longer than 3 s, 3 s after it began")
  func waiting() {
    #expect(RunSamples(wishes: wishes(slow: 1, of: 20)).noticed == nil)
    let noticed = RunSamples(wishes: wishes(slow: 1, of: 19)).noticed
    #expect(noticed == Notice(at: VirtualInstant(21 * ExampleRun.second), sign: .waiting))
  }

  @Test("when a wish is still open at the end of the run")
  func open() {
    let wish = ExampleRun.wish(0, at: 1, seconds: 1, .inFlight, isFirst: false)
    #expect(RunSamples(wishes: [wish]).noticed?.at == VirtualInstant(4 * ExampleRun.second))
  }

  @Test("a look-up that is slow as a booking, and the first failure of any endpoint, but no webhook's")
  func others() {
    func samples(_ answer: AnswerSample) -> RunSamples { RunSamples(answers: [answer]) }
    let slow = ExampleRun.attempt(at: 1, milliseconds: 3_001, .answered, "FREE", endpoint: "list")
    #expect(samples(slow).noticed == Notice(at: VirtualInstant(4 * ExampleRun.second), sign: .waiting))
    let failed = ExampleRun.attempt(at: 1, milliseconds: 500, .failed, "TIMEOUT", endpoint: "list")
    #expect(samples(failed).noticed?.sign == .failure)
    #expect(samples(failed).noticed?.at == VirtualInstant(1_500 * ExampleRun.millisecond))
    let webhook = AnswerSample(
      endpoint: "booking-sync",
      origin: .webhook(0, delivery: 0),
      subject: "",
      at: .start,
      answeredAt: VirtualInstant(9 * ExampleRun.second),
      outcome: .failed,
      code: "TIMEOUT"
    )
    #expect(samples(webhook).noticed == nil)
  }
}

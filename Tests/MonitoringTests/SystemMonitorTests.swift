import Measures
import Testing
import VirtualTime

@testable import Monitoring

/// Thresholds as documented: phase 1, 6.3; phase 2, 11.2; batch and cache, 13.2.
@Suite("The monitoring")
struct SystemMonitorTests {
  private var monitor = Self.make()

  private static func make(_ change: (inout MonitoringSettings) -> Void = { _ in }) -> SystemMonitor {
    var settings = MonitoringSettings()
    change(&settings)
    return SystemMonitor(settings, tenSecondLimit: 100, requestDeadline: VirtualSpan(.seconds(60)))
  }

  /// An alert in short.
  private struct Told: Equatable, CustomStringConvertible {
    let description: String

    init(_ record: AlertRecord) {
      let end = record.endedAtSeconds.map { "\($0)" } ?? "-"
      let subject = record.subject.map { " of \($0)" } ?? ""
      description =
        "\(record.atSeconds)..\(end) \(record.severity) \(record.name)\(subject) \(record.value)/\(record.threshold)"
    }
  }

  private func told(_ monitor: SystemMonitor, _ kind: AlertKind? = nil, until end: VirtualInstant) -> [String] {
    var monitor = monitor
    return monitor.finished(at: end).filter { kind == nil || $0.name == kind?.rawValue }.map { Told($0).description }
  }

  private func call(isRefused: Bool = false, isSearch: Bool = false) -> MonitoredCall {
    MonitoredCall(isRefused: isRefused, countsInTenSeconds: !isSearch)
  }

  // MARK: Limits

  @Test("warns of more than 80 calls in ten seconds, calls for help at more than 95, and ends both when they are old")
  mutating func calls() {
    for _ in 0..<80 { monitor.tell(call(), at: .seconds(0.5)) }
    #expect(told(monitor, until: .seconds(9)) == [])
    monitor.tell(call(), at: .seconds(1.5))
    for _ in 0..<15 { monitor.tell(call(), at: .seconds(2.5)) }
    #expect(
      told(monitor, until: .seconds(60)) == [
        "2.0..11.0 warning ten_second_calls_percent 81/80", "3.0..11.0 critical ten_second_calls_percent 96/95",
      ]
    )
  }

  @Test("does not count searches among the calls that the ten-second limit judges")
  mutating func searches() {
    for _ in 0..<200 { monitor.tell(call(isSearch: true), at: .seconds(0.5)) }
    #expect(told(monitor, until: .seconds(60)) == [])
  }

  @Test("takes 80 of 100 for 80 of 190 no alarm: what counts is the account's limit")
  func otherLimit() {
    var monitor = SystemMonitor(
      MonitoringSettings(),
      tenSecondLimit: 190,
      requestDeadline: VirtualSpan(.seconds(60))
    )
    for _ in 0..<152 { monitor.tell(call(), at: .seconds(0.5)) }
    #expect(told(monitor, until: .seconds(60)) == [])
    monitor.tell(call(), at: .seconds(60.5))
    for _ in 0..<152 { monitor.tell(call(), at: .seconds(60.5)) }
    #expect(told(monitor, until: .seconds(62)) == ["61.0..- warning ten_second_calls_percent 81/80"])
  }

  @Test("warns below 20 % of what a reply says is left, calls for help below 5 %, and trusts a better one after 10 s")
  mutating func left() {
    func call(_ left: Int) -> MonitoredCall {
      MonitoredCall(isRefused: false, countsInTenSeconds: true, tenSecondLeftPercent: left)
    }
    monitor.tell(call(20), at: .seconds(0.5))
    monitor.tell(call(19), at: .seconds(1.5))
    monitor.tell(call(5), at: .seconds(2.5))
    monitor.tell(call(4), at: .seconds(3.5))
    monitor.tell(call(90), at: .seconds(4.5))
    monitor.tell(call(90), at: .seconds(13.5))
    #expect(
      told(monitor, until: .seconds(60)) == [
        "2.0..14.0 warning ten_second_left_percent 19/20", "4.0..14.0 critical ten_second_left_percent 4/5",
      ]
    )
  }

  @Test("calls for help at a single 429, and once while they go on")
  mutating func refused() {
    for second in [1.5, 5, 14.9] { monitor.tell(call(isRefused: true), at: .seconds(second)) }
    monitor.tell(call(isRefused: true), at: .seconds(25))
    #expect(
      told(monitor, .refusedCalls, until: .seconds(60)) == [
        "2.0..25.0 critical refused_calls 1/1", "26.0..36.0 critical refused_calls 1/1",
      ]
    )
  }

  @Test(
    "judges the share of 429s of a minute from 20 calls on",
    arguments: [
      (1, 19, []), (1, 100, []), (1, 99, ["1.0..- warning refused_percent 2/1"]),
      (5, 100, ["1.0..- warning refused_percent 5/1"]), (6, 100, ["1.0..- critical refused_percent 6/5"]),
    ]
  )
  func share(_ refused: Int, _ calls: Int, _ alerts: [String]) {
    var monitor = Self.make()
    for number in 0..<calls { monitor.tell(call(isRefused: number < refused), at: .seconds(0.5)) }
    #expect(told(monitor, .refusedShare, until: .seconds(2)) == alerts)
  }

  @Test("warns when less than a fifth of the day's calls is left, until more is")
  mutating func daily() {
    for (second, left) in [(1.5, 20), (2.5, 19), (4_000.5, 100)] {
      monitor.tell(
        MonitoredCall(isRefused: false, countsInTenSeconds: true, dailyLeftPercent: left),
        at: .seconds(second)
      )
    }
    #expect(told(monitor, until: .seconds(5_000)) == ["3.0..4001.0 warning daily_left_percent 19/20"])
  }

  @Test("warns of batches of which more than a tenth failed")
  mutating func batches() {
    func batch(_ failed: Int) -> MonitoredCall {
      MonitoredCall(isRefused: false, countsInTenSeconds: true, inputs: 100, failedInputs: failed)
    }
    monitor.tell(batch(10), at: .seconds(0.5))
    monitor.tell(batch(11), at: .seconds(1.5))
    #expect(told(monitor, until: .seconds(90)) == ["2.0..62.0 warning batch_failures_percent 11/10"])
  }

  @Test("warns when more than a fifth of the last calls took longer than a second, from five calls on")
  mutating func slowCalls() {
    func call(_ took: Duration) -> MonitoredCall {
      MonitoredCall(isRefused: false, took: VirtualSpan(took), countsInTenSeconds: true)
    }
    for _ in 0..<4 { monitor.tell(call(.seconds(5)), at: .seconds(0.5)) }
    #expect(told(monitor, until: .seconds(20)) == [])
    for took in [Duration.seconds(1), .seconds(1), .seconds(1), .milliseconds(1_001)] {
      monitor.tell(call(took), at: .seconds(30.5))
    }
    monitor.tell(call(.seconds(2)), at: .seconds(31.5))
    #expect(told(monitor, until: .seconds(60)) == ["32.0..41.0 warning slow_calls_percent 40/20"])
  }

  // MARK: Queues

  @Test("warns of a queue of more than 50 and more than 500 items, and calls for help above 1000")
  mutating func queue() {
    let lengths = [(1.5, 50), (2.5, 51), (3.5, 500), (4.5, 501), (5.5, 1_000), (6.5, 1_001), (7.5, 501), (8.5, 0)]
    for (second, length) in lengths { monitor.tell(length: length, ofQueue: "notes", at: .seconds(second)) }
    #expect(
      told(monitor, until: .seconds(90)) == [
        "3.0..9.0 warning queue_items of notes 51/50", "5.0..9.0 warning queue_backlog_items of notes 501/500",
        "7.0..8.0 critical queue_backlog_items of notes 1001/1000",
      ]
    )
  }

  @Test("says that a warning holds when what was critical from the start is critical no longer")
  mutating func better() {
    for (second, length) in [(1.5, 1_001), (3.5, 600), (5.5, 0)] {
      monitor.tell(length: length, ofQueue: "notes", at: .seconds(second))
    }
    #expect(
      told(monitor, .queueBacklog, until: .seconds(90)) == [
        "2.0..4.0 critical queue_backlog_items of notes 1001/1000",
        "4.0..6.0 warning queue_backlog_items of notes 600/500",
      ]
    )
  }

  @Test("counts dead letters, and tells each queue's own")
  mutating func deadLetters() {
    for number in 0..<51 {
      monitor.tellDeadLetter(ofQueue: "notes", at: .seconds(number < 10 ? 1 : number < 50 ? 2 : 3))
    }
    monitor.tellDeadLetter(ofQueue: "associations", at: .seconds(4))
    #expect(
      told(monitor, until: .seconds(10)) == [
        "3.0..- warning dead_letters of notes 50/10", "4.0..- critical dead_letters of notes 51/50",
      ]
    )
  }

  private func pass(isTaken: Bool = true, settled: Int = 0, waiting: Int = 0) -> MonitoredPass {
    MonitoredPass(
      queue: "notes",
      interval: VirtualSpan(.seconds(10)),
      isTaken: isTaken,
      settled: settled,
      waiting: waiting,
      batch: 100
    )
  }

  @Test("warns when a worker has had no success for more than a minute beyond its interval, and calls after five")
  mutating func worker() {
    monitor.tell(pass(), at: .seconds(10))
    for second in stride(from: 20, through: 400, by: 10) { monitor.tell(pass(isTaken: false), at: .seconds(second)) }
    monitor.tell(pass(), at: .seconds(410.5))
    #expect(
      told(monitor, until: .seconds(420)) == [
        "81.0..411.0 warning worker_down_seconds of notes 61/60",
        "321.0..411.0 critical worker_down_seconds of notes 301/300",
      ]
    )
  }

  @Test("is not content with a worker that nobody hears of any more")
  mutating func deadWorker() {
    monitor.tell(pass(), at: .seconds(10))
    #expect(told(monitor, until: .seconds(80)) == [])
    #expect(told(monitor, until: .seconds(81)) == ["81.0..- warning worker_down_seconds of notes 61/60"])
  }

  @Test(
    "holds what a worker with a backlog settles in a minute against what it could",
    arguments: [
      (50, 101, []), (49, 101, ["warning processing_percent of notes 49/50"]),
      (24, 101, ["critical processing_percent of notes 24/25"]), (10, 100, []),
    ]
  )
  func rate(_ settled: Int, _ waiting: Int, _ alerts: [String]) {
    var monitor = Self.make()
    for number in 1...13 {
      monitor.tell(pass(settled: settled, waiting: waiting), at: .seconds(Double(number) * 10 + 0.5))
    }
    let found = told(monitor, until: .seconds(131)).map { $0.split(separator: " ").dropFirst().joined(separator: " ") }
    #expect(found == alerts)
  }

  @Test("calls for help when a scheduled job has failed")
  mutating func cron() {
    monitor.tellFailure(ofJob: "sync-counters", at: .seconds(1))
    #expect(told(monitor, until: .seconds(400)) == ["2.0..302.0 critical cron_failures of sync-counters 1/1"])
  }

  // MARK: Caches and webhooks

  @Test(
    "warns when less than half of the looks at a cache were hits for half an hour, and ends with the first better one"
  )
  mutating func cache() {
    for second in 0..<2_400 {
      let isGood = second >= 2_100
      monitor.tellLook(isHit: isGood || second % 5 == 0, at: .seconds(Double(second) + 0.5))
    }
    let found = told(monitor, until: .seconds(2_400))
    #expect(found == ["1820.0..2213.0 warning cache_hit_percent 20/50"])
  }

  @Test("calls for help when a comparison of the cache with HubSpot finds a difference, until one finds none")
  mutating func differences() {
    monitor.tell(cacheDifferences: 0, at: .seconds(1))
    monitor.tell(cacheDifferences: 2, at: .seconds(2))
    monitor.tell(cacheDifferences: 0, at: .seconds(3_600))
    #expect(told(monitor, until: .seconds(4_000)) == ["3.0..3601.0 critical cache_differences 2/1"])
  }

  @Test("warns of a webhook that took more than 30 s")
  mutating func webhooks() {
    monitor.tell(webhookDelay: VirtualSpan(.seconds(30)), at: .seconds(40))
    monitor.tell(webhookDelay: VirtualSpan(.milliseconds(30_001)), at: .seconds(50))
    monitor.tell(webhookDelay: VirtualSpan(.seconds(2)), at: .seconds(51))
    #expect(told(monitor, until: .seconds(200)) == ["51.0..111.0 warning webhook_delay_seconds 31/30"])
  }

  // MARK: Answers

  private func answer(_ endpoint: String = "create", _ took: Duration = .seconds(1), hasFailed: Bool = false)
    -> MonitoredAnswer
  {
    MonitoredAnswer(endpoint: endpoint, took: VirtualSpan(took), hasFailed: hasFailed)
  }

  @Test("calls for help when the p95 of an endpoint has been beyond 3 s for ten minutes, and not a second before")
  mutating func slow() {
    for second in 0..<700 {
      monitor.tell(answer("create", .milliseconds(3_001)), at: .seconds(second))
      monitor.tell(answer("list", .seconds(3)), at: .seconds(second))
    }
    #expect(
      told(monitor, .slowAnswers, until: .seconds(800)) == [
        "601.0..760.0 critical slow_answers_percent of create 100/5"
      ]
    )
  }

  @Test("calls for help when more than 5 % of an endpoint's answers have failed for five minutes without a break")
  mutating func failed() {
    for second in 0..<700 where second != 200 {
      for number in 0..<19 { monitor.tell(answer(hasFailed: number == 0), at: .seconds(second)) }
    }
    // A minute without failures is a break.
    for second in 700..<800 { monitor.tell(answer(), at: .seconds(second)) }
    #expect(
      told(monitor, .failedAnswers, until: .seconds(800)) == [
        "301.0..730.0 critical failed_answers_percent of create 6/5"
      ]
    )
  }

  @Test("takes 5 % of failures for no alarm")
  mutating func fewFailures() {
    for second in 0..<700 {
      for number in 0..<20 { monitor.tell(answer(hasFailed: number == 0), at: .seconds(second)) }
    }
    #expect(told(monitor, until: .seconds(800)) == [])
  }

  @Test("tells of slow and failed answers of the last ten seconds at once")
  mutating func now() {
    monitor.tell(answer("create", .seconds(4), hasFailed: true), at: .seconds(1))
    #expect(
      told(monitor, until: .seconds(60)) == [
        "2.0..12.0 critical slow_answers_now_percent of create 100/5",
        "2.0..12.0 critical failed_answers_now_percent of create 100/5",
      ]
    )
  }

  @Test("warns of an answer that took more than 83 % of the host's limit")
  mutating func nearLimit() {
    monitor.tell(answer("create", .milliseconds(49_800)), at: .seconds(50))
    #expect(told(monitor, .answersNearLimit, until: .seconds(60)) == [])
    monitor.tell(answer("create", .milliseconds(49_801)), at: .seconds(70))
    #expect(
      told(monitor, .answersNearLimit, until: .seconds(200)) == ["71.0..131.0 warning answers_near_limit of create 1/1"]
    )
  }

  // MARK: Settings

  @Test("follows its settings: thresholds, window, hold and the fewest things")
  func settings() {
    var monitor = Self.make { settings in
      settings[.refusedShare] = AlertSettings(
        warning: 40,
        critical: nil,
        window: .seconds(2),
        hold: .seconds(3),
        atLeast: 2
      )
    }
    for second in 0..<10 {
      monitor.tell(call(isRefused: true), at: .seconds(Double(second) + 0.5))
      if second > 4 { monitor.tell(call(), at: .seconds(Double(second) + 0.5)) }
    }
    #expect(told(monitor, .refusedShare, until: .seconds(60)) == ["5.0..12.0 warning refused_percent 100/40"])
  }

  @Test("says the same whenever it is asked in between", arguments: [1, 3, 60])
  func asked(every seconds: Int) {
    var (often, once) = (Self.make(), Self.make())
    for second in 0..<120 {
      let call = call(isRefused: second % 7 == 0)
      often.tell(call, at: .seconds(second))
      once.tell(call, at: .seconds(second))
      if second % seconds == 0 { _ = often.finished(at: .seconds(second)) }
    }
    #expect(told(often, until: .seconds(300)) == told(once, until: .seconds(300)))
  }

  @Test("knows a kind by its name, and every kind has a threshold that its form can reach")
  func kinds() {
    for kind in AlertKind.allCases {
      let usual = kind.usual
      let thresholds = [usual.warning, usual.critical].compactMap(\.self)
      #expect(!thresholds.isEmpty, "\(kind.rawValue)")
      #expect(thresholds.allSatisfy { $0 > 0 }, "\(kind.rawValue)")
      #expect(AlertKind.allCases[kind.position] == kind)
    }
  }
}

extension VirtualInstant {
  fileprivate static func seconds(_ seconds: Double) -> VirtualInstant {
    VirtualInstant(nanoseconds: Int64(seconds * 1e9))
  }

  fileprivate static func seconds(_ seconds: Int) -> VirtualInstant { self.seconds(Double(seconds)) }
}

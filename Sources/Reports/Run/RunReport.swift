package import Measures
package import Results

/// One run: what became of the bookings, the times, the calls, and whether it is sound.
package struct RunReport: DocumentedReport, ChartedReport {
  /// More alerts, and more findings, than these are counted only.
  private static let (mostAlerts, mostFindings) = (20, 20)

  private let run: RunSummary
  private let fold: ReplicationFold

  /// - Parameter fold: the run as an experiment of its own, with `MeasureSet.screenSupport`.
  package init(_ run: RunSummary, _ fold: ReplicationFold) { (self.run, self.fold) = (run, fold) }

  package var documentFormat: DataFormat { .run }

  package var document: any Encodable { run }

  package var content: ReportContent {
    ReportContent(
      [header, Paragraph(.heading("Bookings"), .table(bookings))]
        + [Paragraph(.heading("Time"), .table(latencies))] + switches + hubSpot
        + [
          Paragraph(.heading("Calls"), .table(calls)),
          Paragraph(.heading(RunCharts.windowTitle), RunCharts.window(of: run)),
          Paragraph(.heading(RunCharts.policyTitle), RunCharts.refusals(run.hubSpot.refusalsByPolicyPerSecond)),
          Paragraph(.heading("429s over time, by call"), RunCharts.refusals(run.hubSpot.refusalsByLabelPerSecond)),
        ] + background + [alerts, integrity]
    )
  }

  package var screen: ReportContent {
    let visitor = min(7, run.bookings.visitors - 1)
    let story = visitor < 0 ? "" : ", --explain visitor-\(visitor)"
    let more: Phrase = "More: --full, --charts\(story); digest \(code: run.digest)."
    return ComparisonScreen(fold, subject: "seed \(run.seed)", more: more).content
  }

  package var charts: ReportContent {
    ReportContent(RunCharts.paragraphs(of: [("\(run.scenario), \(run.design), seed \(run.seed)", run)]))
  }

  private var header: Paragraph {
    let end = run.isConverged ? "at rest after" : "not at rest after"
    return Paragraph(
      .title("\(run.scenario), design \(run.design), seed \(run.seed)"),
      .lines([
        "digest \(code: run.digest), \(end) \(run.endedAtSeconds.text(decimals: 1)) s of virtual time",
        "replay: \(code: run.replay)",
      ])
    )
  }

  private var bookings: Table {
    let numbers = run.bookings
    var table = Table(["", "count"])
    func sorted(_ counts: [String: Int]) -> [(key: String, value: Int)] { counts.sorted { $0.key < $1.key } }
    table.add(["offered", .count(numbers.offered)])
    table.add(["confirmed", .count(numbers.confirmed)])
    for (reason, count) in sorted(numbers.refused) { table.add(["refused \(reason)", .count(count)]) }
    if numbers.failed > 0 { table.add(["failed", .count(numbers.failed)]) }
    table.add(["abandoned", .count(numbers.abandoned)])
    if numbers.inFlight > 0 { table.add(["in flight", .count(numbers.inFlight)]) }
    table.add(["success", .percent(numbers.successShare)])
    table.add(["success at the first attempt", .percent(numbers.firstAttemptSuccessShare)])
    table.add(["attempts", .count(numbers.attempts)])
    for (reason, count) in sorted(numbers.failedAttempts) { table.add(["failed attempts \(reason)", .count(count)]) }
    if numbers.cancelled + numbers.cancellationsAbandoned + numbers.cancellationsRefused > 0 {
      table.add(["cancelled", .count(numbers.cancelled)])
      table.add(["cancellations refused", .count(numbers.cancellationsRefused)])
      table.add(["cancellations abandoned", .count(numbers.cancellationsAbandoned)])
    }
    for (what, count) in sorted(numbers.recovered) { table.add(["recovered: \(what)", .count(count)]) }
    return table
  }

  private var latencies: Table {
    let numbers = run.latency
    var table = Table(["", "count", "p50", "p90", "p95", "p99", "max"])
    func add(_ name: String, _ summary: LatencySummary) {
      guard !summary.isEmpty else { return }
      table.add([.text(name), .count(summary.count)] + summary.cells)
    }
    add("time to booking", numbers.timeToBooking)
    add("response, all", numbers.responseAll)
    add("response, confirmed", numbers.responseConfirmed)
    add("response, refused", numbers.responseRefused)
    add("response, failed", numbers.responseFailed)
    add("association delay", numbers.associationDelay)
    add("note delay", numbers.noteDelay)
    add("counter delay", numbers.counterDelay)
    add("credit delay", numbers.creditDelay)
    return table
  }

  private var switches: [Paragraph] {
    guard !run.switchSpans.isEmpty else { return [] }
    var table = Table(["from", "switched", "wishes", "success", "p50", "p95", "429", "calls"])
    for span in run.switchSpans {
      table.add([
        .number(span.fromSeconds, shown: span.fromSeconds.text(decimals: 0) + " s"),
        .text(span.switches.isEmpty ? "-" : span.switches.joined(separator: ", ")), .count(span.offered),
        .percent(span.success),
        .number(span.timeToBookingP50, shown: span.timeToBookingP50.duration(isEmpty: span.offered == 0)),
        .number(span.timeToBookingP95, shown: span.timeToBookingP95.duration(isEmpty: span.offered == 0)),
        .percent(span.share429),
        .number(span.callsPerBooking, shown: span.callsPerBooking.map { $0.text(decimals: 2) } ?? "-"),
      ])
    }
    return [
      Paragraph(
        .heading("Before and after each switch"),
        .line("Wishes count where they began, calls where they were sent, for each booking."),
        .table(table)
      )
    ]
  }

  private var hubSpot: [Paragraph] {
    let numbers = run.hubSpot
    var totals = Table(["", "count"])
    totals.add(["sent", .count(numbers.total.sent)])
    totals.add(["  by visitors' requests", .count(numbers.foregroundSent)])
    totals.add(["  by jobs", .count(numbers.backgroundSent)])
    totals.add(["  by recovery", .count(numbers.recoverySent)])
    totals.add(["admitted", .count(numbers.total.admitted)])
    totals.add(["answered 429", "\(numbers.total.refused) (\(numbers.total.share429.percent))"])
    totals.add(["calls that failed after their retries", .count(numbers.logicalFailures)])
    let perBooking = numbers.callsPerBooking
    totals.add(["sent per booking", .number(perBooking, shown: perBooking.map { $0.text(decimals: 2) } ?? "-")])
    let effective = numbers.effectiveCalls
    for (name, number) in [("in the foreground", effective.foreground), ("in the background", effective.background)] {
      totals.add([
        .text("  until their last effect, \(name)"),
        .number(number, shown: number.map { $0.text(decimals: 2) } ?? "-"),
      ])
    }
    var peaks = Table(["busiest window", "limit", "demanded", "sent", "admitted"])
    for peak in numbers.peaks {
      peaks.add([
        "\(peak.bucket), \(peak.windowSeconds.text(decimals: 0)) s", .count(peak.limit), .count(peak.demanded),
        .count(peak.sent), .count(peak.admitted),
      ])
    }
    return [Paragraph(.heading("HubSpot"), .table(totals)), Paragraph(.table(peaks))]
  }

  private var calls: Table {
    var table = Table(["call", "sent", "429", "p50", "p90", "p95", "p99", "max"])
    for (name, numbers) in run.hubSpot.byLabel.sorted(by: { $0.key < $1.key }) {
      table.add([.text(name), .count(numbers.sent), .count(numbers.refused)] + numbers.time.cells)
    }
    return table
  }

  private var background: [Paragraph] {
    var queues = Table(["queue", "longest", "at the end"])
    for queue in run.queues { queues.add([.text(queue.name), .count(queue.longest), .count(queue.lengthAtEnd)]) }
    var jobs = Table(["job", "passes", "with work"])
    for job in run.jobs { jobs.add([.text(job.name), .count(job.passes), .count(job.passesWithWork)]) }
    let store = run.store
    return [
      Paragraph(.heading("Queues and jobs"), .table(queues)), Paragraph(.table(jobs)),
      Paragraph(
        .line("store: \(store.commands) commands, \(store.keys) keys and \(store.usedMemoryBytes) bytes at the end")
      ),
    ]
  }

  private var alerts: Paragraph {
    guard !run.alerts.isEmpty else { return Paragraph(.heading("Alerts"), .line("none")) }
    var table = Table(["at", "until", "seen by", "severity", "alert", "of", "value", "threshold"])
    for alert in run.alerts.prefix(Self.mostAlerts) {
      let times = [alert.atSeconds, alert.endedAtSeconds].map { seconds in
        Cell.number(seconds, shown: seconds.map { $0.text(decimals: 1) + " s" } ?? "-")
      }
      table.add(
        times + [
          .text(alert.source.rawValue), .text(alert.severity), .text(alert.name), .text(alert.subject ?? ""),
          .count(alert.value), .count(alert.threshold),
        ]
      )
    }
    let rest = run.alerts.count - Self.mostAlerts
    let more: [Block] = rest > 0 ? [.line("and \(rest) more (all are in the JSON report)")] : []
    return Paragraph([.heading("Alerts"), .table(table)] + more)
  }

  private var integrity: Paragraph {
    var lines: [Line] = []
    if run.isSound {
      lines.append("\(good: "sound: nothing lost, nothing doubled, nothing left over")")
    } else {
      // What must hold at every moment was judged, and what the core does not have in hand.
      lines.append("\(bad: run.audit.isEmpty ? "not at rest; what was finished is sound" : "violated")")
      lines += run.leftovers.map { "not at rest: \($0)" }
      lines += run.audit.prefix(Self.mostFindings).map { "\($0.kind.rawValue): \($0.detail)" }
      let rest = run.audit.count - Self.mostFindings
      if rest > 0 { lines.append("and \(rest) more (all are in the JSON report)") }
    }
    return Paragraph(.heading("Integrity"), .lines(lines))
  }
}

extension LatencySummary {
  fileprivate var isEmpty: Bool { count + never == 0 }

  /// p50, p90, p95, p99 and max.
  fileprivate var cells: [Cell] {
    [p50, p90, p95, p99, max].map { .number($0, shown: $0.duration(isEmpty: isEmpty)) }
  }
}

extension Cell {
  fileprivate static func percent(_ share: Double?) -> Cell { .number(share, shown: share.percent) }
}

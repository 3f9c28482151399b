package import Measurements

/// One run as text.
package struct RunReport {
  private let run: RunSummary
  private let style: TerminalStyle

  package init(_ run: RunSummary, _ style: TerminalStyle) {
    self.run = run
    self.style = style
  }

  package var text: String {
    let sections = [
      header, section("Bookings", bookings), section("Time", latencies), section("HubSpot", hubSpot),
      section("Calls", calls),
      section(WindowChart.title, WindowChart.text(of: run)),
      section("429s over time, by policy", RefusalChart(run.hubSpot.refusalsByPolicyPerSecond).text),
      section("429s over time, by call", RefusalChart(run.hubSpot.refusalsByLabelPerSecond).text),
      section("Queues and jobs", background), section("Alerts", alerts), section("Integrity", integrity),
    ]
    return sections.joined(separator: "\n\n") + "\n"
  }

  private var header: String {
    let title = "\(run.scenario), design \(run.design), seed \(run.seed)"
    let end = run.isConverged ? "at rest after" : "not at rest after"
    return """
      \(style.heading(title))
      digest \(run.digest), \(end) \(run.endedAtSeconds.text(decimals: 1)) s of virtual time
      replay: \(run.replay)
      """
  }

  private func section(_ title: String, _ body: String) -> String { style.heading(title) + "\n" + body }

  private var bookings: String {
    let numbers = run.bookings
    var grid = Grid(["", "count"])
    grid.add(["offered", String(numbers.offered)])
    grid.add(["confirmed", String(numbers.confirmed)])
    for (reason, count) in numbers.refused.sorted(by: { $0.key < $1.key }) {
      grid.add(["refused " + reason, String(count)])
    }
    if numbers.failed > 0 { grid.add(["failed", String(numbers.failed)]) }
    grid.add(["abandoned", String(numbers.abandoned)])
    if numbers.inFlight > 0 { grid.add(["in flight", String(numbers.inFlight)]) }
    grid.add(["success", numbers.successShare.percent])
    grid.add(["success at the first attempt", numbers.firstAttemptSuccessShare.percent])
    grid.add(["attempts", String(numbers.attempts)])
    for (reason, count) in numbers.failedAttempts.sorted(by: { $0.key < $1.key }) {
      grid.add(["failed attempts " + reason, String(count)])
    }
    if numbers.cancelled + numbers.cancellationsAbandoned + numbers.cancellationsRefused > 0 {
      grid.add(["cancelled", String(numbers.cancelled)])
      grid.add(["cancellations refused", String(numbers.cancellationsRefused)])
      grid.add(["cancellations abandoned", String(numbers.cancellationsAbandoned)])
    }
    for (what, count) in numbers.recovered.sorted(by: { $0.key < $1.key }) {
      grid.add(["recovered: " + what, String(count)])
    }
    return grid.text
  }

  private var latencies: String {
    let numbers = run.latency
    var grid = Grid(["", "count", "p50", "p90", "p95", "p99", "max"])
    func add(_ name: String, _ summary: LatencySummary) {
      guard !summary.isEmpty else { return }
      grid.add([name, String(summary.count)] + summary.cells)
    }
    add("time to booking", numbers.timeToBooking)
    add("response, all", numbers.responseAll)
    add("response, confirmed", numbers.responseConfirmed)
    add("response, refused", numbers.responseRefused)
    add("response, failed", numbers.responseFailed)
    add("association delay", numbers.associationDelay)
    add("note delay", numbers.noteDelay)
    return grid.text
  }

  private var hubSpot: String {
    let numbers = run.hubSpot
    var totals = Grid(["", "count"])
    totals.add(["sent", String(numbers.total.sent)])
    totals.add(["  by visitors' requests", String(numbers.foregroundSent)])
    totals.add(["  by jobs", String(numbers.backgroundSent)])
    totals.add(["  by recovery", String(numbers.recoverySent)])
    totals.add(["admitted", String(numbers.total.admitted)])
    totals.add(["answered 429", "\(numbers.total.refused) (\(numbers.total.share429.percent))"])
    totals.add(["calls that failed after their retries", String(numbers.logicalFailures)])
    totals.add(["sent per booking", numbers.callsPerBooking.map { $0.text(decimals: 2) } ?? "-"])
    var peaks = Grid(["busiest window", "limit", "demanded", "sent", "admitted"])
    for peak in numbers.peaks {
      peaks.add([
        "\(peak.bucket), \(peak.windowSeconds.text(decimals: 0)) s", peak.limit.map(String.init) ?? "-",
        peak.demanded.map(String.init) ?? "-", String(peak.sent), String(peak.admitted),
      ])
    }
    return totals.text + "\n\n" + peaks.text
  }

  private var calls: String {
    var grid = Grid(["call", "sent", "429", "p50", "p90", "p95", "p99", "max"])
    for (name, numbers) in run.hubSpot.byLabel.sorted(by: { $0.key < $1.key }) {
      grid.add([name, String(numbers.sent), String(numbers.refused)] + numbers.time.cells)
    }
    return grid.text
  }

  private var background: String {
    var queues = Grid(["queue", "longest", "at the end"])
    for queue in run.queues { queues.add([queue.name, String(queue.longest), String(queue.lengthAtEnd)]) }
    var jobs = Grid(["job", "passes", "with work"])
    for job in run.jobs { jobs.add([job.name, String(job.passes), String(job.passesWithWork)]) }
    let store =
      "store: \(run.store.commands) commands, \(run.store.keys) keys and \(run.store.usedMemoryBytes) bytes at the end"
    return [queues.text, jobs.text, store].joined(separator: "\n\n")
  }

  private var alerts: String {
    guard !run.alerts.isEmpty else { return "none" }
    let shown = 12
    var grid = Grid(["at", "severity", "alert", "value", "threshold"])
    for alert in run.alerts.prefix(shown) {
      grid.add([
        alert.atSeconds.text(decimals: 1) + " s", alert.severity, alert.name, String(alert.value),
        String(alert.threshold),
      ])
    }
    let rest = run.alerts.count - shown
    return rest > 0 ? grid.text + "\nand \(rest) more (all are in the JSON report)" : grid.text
  }

  private var integrity: String {
    guard !run.isSound else { return style.good("sound: nothing lost, nothing doubled, nothing left over") }
    var lines = run.leftovers.map { "not at rest: \($0)" }
    for finding in run.audit.prefix(20) { lines.append("\(finding.kind.rawValue): \(finding.detail)") }
    if run.audit.count > 20 { lines.append("and \(run.audit.count - 20) more (all are in the JSON report)") }
    // What must hold at every moment was judged, and what the core does not have in hand.
    let verdict = run.audit.isEmpty ? "not at rest; what was finished is sound" : "violated"
    return style.bad(verdict) + "\n" + lines.joined(separator: "\n")
  }
}

package import Measurements

/// Several designs on one scenario and seed, side by side; the best value of a row is marked with an asterisk.
package struct ComparisonReport {
  private let runs: [RunSummary]
  private let style: TerminalStyle

  /// - Parameter runs: one for each design, at least one.
  package init(_ runs: [RunSummary], _ style: TerminalStyle) {
    precondition(!runs.isEmpty, "a comparison of no runs")
    self.runs = runs
    self.style = style
  }

  package var text: String {
    var grid = Grid([""] + runs.map(\.design))
    for row in Self.rows { grid.add([row.title] + cells(row)) }
    let charts = runs.map { "\($0.design)\n" + RefusalChart($0.hubSpot.refusalsByPolicyPerSecond).text }
    return """
      \(style.heading("\(runs[0].scenario), seed \(runs[0].seed)"))
      \(grid.text)
      * best of the row

      \(style.heading("429s over time, by policy"))
      \(charts.joined(separator: "\n\n"))

      \(style.heading("Integrity"))
      \(integrity)

      """
  }

  private var integrity: String {
    runs.map { run in
      let verdict = run.isSound ? style.good("sound") : style.bad("\(run.audit.count) findings")
      return "\(pad(run.design, 10)) \(verdict), digest \(run.digest), replay: \(run.replay)"
    }.joined(separator: "\n")
  }

  private func cells(_ row: Row) -> [String] {
    let values = runs.map(row.value)
    let best = row.best(values)
    return zip(runs, values).map { run, value in
      let text = value.map(row.format) ?? row.missing(run)
      return best != nil && value == best && runs.count > 1 ? text + " *" : text + "  "
    }
  }

  /// A line of the comparison.
  private struct Row {
    enum Better { case higher, lower, neither }

    let title: String
    let better: Better
    let format: (Double) -> String
    let value: (RunSummary) -> Double?
    var missing: (RunSummary) -> String = { _ in "-" }

    /// Nil when all are equal, or nothing is better.
    func best(_ values: [Double?]) -> Double? {
      let known = values.compactMap(\.self)
      guard Set(known).count > 1 || known.count < values.count else { return nil }
      switch better {
      case .higher: return known.max()
      case .lower: return known.min()
      case .neither: return nil
      }
    }

    static func count(_ title: String, _ better: Better, _ value: @escaping (RunSummary) -> Int?) -> Row {
      Row(title: title, better: better, format: { $0.text(decimals: 0) }, value: { value($0).map(Double.init) })
    }

    static func share(_ title: String, _ better: Better, _ value: @escaping (RunSummary) -> Double?) -> Row {
      Row(title: title, better: better, format: \.percent, value: value)
    }

    static func time(
      _ title: String,
      _ percentile: @escaping (LatencySummary) -> Double?,
      of summary: @escaping (RunSummary) -> LatencySummary
    ) -> Row {
      Row(
        title: title,
        better: .lower,
        format: \.duration,
        value: { percentile(summary($0)) },
        missing: { Double?.none.duration(isEmpty: summary($0).isEmpty) }
      )
    }
  }

  private static var rows: [Row] {
    [
      .count("bookings offered", .neither) { $0.bookings.offered },
      .count("confirmed", .higher) { $0.bookings.confirmed },
      .count("refused", .neither) { $0.bookings.refused.values.reduce(0, +) },
      .count("failed or abandoned", .lower) { $0.bookings.failed + $0.bookings.abandoned },
      .share("success", .higher) { $0.bookings.successShare },
      .share("success at the first attempt", .higher) { $0.bookings.firstAttemptSuccessShare },
      .time("time to booking p50", \.p50) { $0.latency.timeToBooking },
      .time("time to booking p95", \.p95) { $0.latency.timeToBooking },
      .time("time to booking p99", \.p99) { $0.latency.timeToBooking },
      .time("response p50, confirmed", \.p50) { $0.latency.responseConfirmed },
      .time("response p99, confirmed", \.p99) { $0.latency.responseConfirmed },
      .time("response p50, failed", \.p50) { $0.latency.responseFailed },
      .count("calls sent", .lower) { $0.hubSpot.total.sent },
      .count("calls admitted", .neither) { $0.hubSpot.total.admitted },
      .share("429 share", .lower) { $0.hubSpot.total.share429 },
      Row(
        title: "calls sent per booking",
        better: .lower,
        format: { $0.text(decimals: 1) },
        value: { $0.hubSpot.callsPerBooking }
      ),
      .count("demanded in 10 s", .lower) { peak("ten_second", $0)?.demanded },
      .count("sent in 10 s", .lower) { peak("ten_second", $0)?.sent },
      .count("admitted in 10 s", .neither) { peak("ten_second", $0)?.admitted },
      .count("ten-second limit", .neither) { peak("ten_second", $0)?.limit },
      .count("searches demanded in 1 s", .lower) { peak("search", $0)?.demanded },
      .count("searches sent in 1 s", .lower) { peak("search", $0)?.sent },
      .count("search limit", .neither) { peak("search", $0)?.limit },
      .time("association delay p95", \.p95) { $0.latency.associationDelay },
      .time("note delay p95", \.p95) { $0.latency.noteDelay },
      .count("alerts", .neither) { $0.alerts.count },
      .count("integrity findings", .lower) { $0.audit.count },
    ]
  }

  private static func peak(_ bucket: String, _ run: RunSummary) -> PeakNumbers? {
    run.hubSpot.peaks.first { $0.bucket == bucket }
  }
}

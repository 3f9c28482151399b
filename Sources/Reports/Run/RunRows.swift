import HubSpotAPI
package import Measures
import Results
import VirtualTime

/// One run as tables of comma-separated values, for spreadsheets and plots. Times are virtual, from the start of the run.
package struct RunRows {
  private let run: MeasuredRun

  package init(_ run: MeasuredRun) { self.run = run }

  /// The fullest rolling windows of each second and the 429s in it: the series of the charts.
  package var windows: String {
    let windows = run.summary.hubSpot.windowsPerSecond
    let refusals = run.summary.hubSpot.refusalsByPolicyPerSecond.sorted { $0.key < $1.key }
    var titles = ["second"]
    for window in windows { titles += ["sent", "admitted", "limit"].map { "\(window.bucket)_\($0)" } }
    titles += refusals.map { "refused_\($0.key)" }
    let seconds = (windows.map(\.sent.count) + refusals.map(\.value.counts.count)).max() ?? 0
    return table(.windowRows, titles, 0..<seconds) { second in
      var cells = [String(second)]
      for window in windows {
        cells += [text(window.sent, second), text(window.admitted, second), window.limit.map(String.init) ?? ""]
      }
      return cells + refusals.map { text($0.value.counts, second) }
    }
  }

  /// A row for each booking request of a visitor.
  package var attempts: String {
    let titles = ["visitor", "request", "exam"] + Self.answerTitles
    return table(.attemptRows, titles, run.samples.answers.lazy.filter { $0.endpoint == AnswerSample.creation }) {
      attempt in
      [attempt.visitor.map(String.init) ?? "", String(attempt.request), attempt.subject] + cells(attempt)
    }
  }

  /// A row for each request to the booking API, of every endpoint; the visitor is left empty for a webhook.
  package var answers: String {
    let titles = ["endpoint", "visitor", "request", "subject"] + Self.answerTitles
    return table(.answerRows, titles, run.samples.answers) { answer in
      [answer.endpoint, answer.visitor.map(String.init) ?? "", String(answer.request), answer.subject] + cells(answer)
    }
  }

  private static let answerTitles = ["intended_at_seconds", "answered_at_seconds", "response_ms", "outcome", "code"]

  private func cells(_ answer: AnswerSample) -> [String] {
    [
      seconds(answer.at), seconds(answer.answeredAt), milliseconds(answer.answeredAt - answer.at),
      answer.outcome.rawValue, answer.code,
    ]
  }

  /// A row for each request to HubSpot.
  package var requests: String {
    let titles = [
      "sent_at_seconds", "judged_at_seconds", "answered_at_seconds", "time_ms", "call", "origin", "try", "bucket",
      "inputs", "status", "refused_by",
    ]
    return table(.requestRows, titles, run.samples.requests) { request in
      [
        seconds(request.at), seconds(request.judgedAt), seconds(request.answeredAt),
        milliseconds(request.answeredAt - request.at), request.call, "\(request.origin)", String(request.tryNumber),
        request.bucket ?? "", String(request.inputs), String(request.status), request.refusedBy?.name ?? "",
      ]
    }
  }

  /// Each row says of which run it is, for rows of several runs are soon in one table.
  private func table<Row>(
    _ format: DataFormat,
    _ titles: [String],
    _ rows: some Sequence<Row>,
    _ cells: (Row) -> [String]
  ) -> String {
    let run = [run.summary.design, String(run.summary.seed)]
    var table = CSVText(format, ["design", "seed"] + titles)
    for row in rows { table.add(run + cells(row)) }
    return table.text
  }

  private func text<Counts: RandomAccessCollection<Int>>(_ counts: Counts, _ second: Int) -> String
  where Counts.Index == Int {
    second < counts.count ? String(counts[second]) : "0"
  }

  private func seconds(_ instant: VirtualInstant) -> String { decimal(instant.nanoseconds, 1_000_000_000, digits: 9) }

  private func milliseconds(_ span: VirtualSpan) -> String { decimal(span.nanoseconds, 1_000_000, digits: 6) }

  /// All digits, for the rows are for computing with.
  private func decimal(_ nanoseconds: Int64, _ unit: Int64, digits: Int) -> String {
    let fraction = String(nanoseconds % unit)
    return "\(nanoseconds / unit)." + String(repeating: "0", count: digits - fraction.count) + fraction
  }
}

import BulkSync
import Measures
import SyncSimulation

/// What is said at the end of a run.
struct SyncPage {
  /// More findings than this are counted, not listed.
  private static let mostLines = 10

  let journal: String
  let source: String
  let start: SyncStart
  let summary: SyncSummary
  let stopAfter: Int?

  /// A run that was stopped has work left on purpose, and nothing to be judged yet.
  private var isStopped: Bool {
    stopAfter != nil && summary.findings.contains { $0.kind == .unfinishedWork }
  }

  var isSound: Bool { isStopped || summary.findings.isEmpty }

  var text: String {
    var rows: [(String, String)] = [
      ("source", source),
      ("design", summary.design),
      ("journal", "\(journal), HubSpot's records in \(journal)\(SyncFiles.accountEnding)"),
      ("resumed", start.remainder ?? "nothing: no work was left from before"),
      ("took", Words.seconds(summary.durationSeconds) + " of virtual time"),
      ("calls", calls),
      ("429s", Words.count(summary.hubSpot.total.refused)),
      ("dead letters", Words.count(summary.deadLetters.count)),
    ]
    rows += limited(summary.deadLetters.map { "\($0.key): \($0.reason)" })
    rows.append(("audit", verdict))
    if !isStopped { rows += limited(summary.findings.map(\.detail)) }
    let width = rows.map(\.0.count).max() ?? 0
    return rows.map { name, words in
      name + String(repeating: " ", count: width - name.count + 2) + words + "\n"
    }.joined()
  }

  private var calls: String {
    let parts = summary.hubSpot.byLabel.sorted { $0.key < $1.key }.map { "\(Words.count($0.value.sent)) \($0.key)" }
    let total = Words.count(summary.hubSpot.total.sent)
    return parts.isEmpty ? total : "\(total) (\(parts.joined(separator: ", ")))"
  }

  private var verdict: String {
    if isStopped {
      return "not yet: stopped after \(stopAfter ?? 0) s, as asked; the same command goes on where this one stopped"
    }
    guard summary.findings.isEmpty else { return "not sound: \(Words.count(summary.findings.count, "finding"))" }
    let exception = summary.deadLetters.isEmpty ? "" : ", the dead letters aside"
    return "sound: each record of the source is in HubSpot once, with the content last given\(exception)"
  }

  private func limited(_ lines: [String]) -> [(String, String)] {
    let rest = lines.count - Self.mostLines
    return lines.prefix(Self.mostLines).map { ("", $0) } + (rest > 0 ? [("", "and \(Words.count(rest)) more")] : [])
  }
}

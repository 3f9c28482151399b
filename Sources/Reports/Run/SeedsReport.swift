package import Measures
package import Results

/// One scenario and design under many seeds: whether every run was sound.
package struct SeedsReport: DocumentedReport {
  private let runs: [RunSummary]
  private let replay: String

  /// - Parameters:
  ///   - runs: one for each seed, at least one.
  ///   - replay: the command that repeats all of them.
  package init(_ runs: [RunSummary], replay: String) {
    precondition(!runs.isEmpty, "a report of no runs")
    self.runs = runs
    self.replay = replay
  }

  package var isSound: Bool { runs.allSatisfy(\.isSound) }

  package var documentFormat: DataFormat { .seeds }

  package var document: any Encodable { Document(digest: digest.description, replay: replay, runs: runs) }

  private struct Document: Encodable {
    let digest: String
    let replay: String
    let runs: [RunSummary]
  }

  package var content: ReportContent {
    let unsound = runs.filter { !$0.isSound }
    let verdict: Phrase = unsound.isEmpty ? "\(good: "all sound")" : "\(bad: "\(unsound.count) not sound")"
    let seeds = "\(runs.count) \(runs.count == 1 ? "seed" : "seeds")"
    let head: [Line] = [
      "\(runs[0].scenario), design \(runs[0].design): \(seeds), \(verdict), digest \(code: digest.description)",
      "replay: \(code: replay)",
    ]
    return ReportContent(Paragraph(.lines(head + unsound.flatMap(lines))))
  }

  private func lines(_ run: RunSummary) -> [Line] {
    let findings = run.audit.prefix(5).map { Line("\($0.kind.rawValue): \($0.detail)", depth: 1) }
    return ["seed \(run.seed): \(run.audit.count) findings\(run.isConverged ? "" : ", not at rest")"] + findings
      + run.leftovers.map { Line("not at rest: \($0)", depth: 1) } + [Line("replay: \(code: run.replay)", depth: 1)]
  }

  /// The runs' digests folded in the order of the seeds.
  private var digest: DigestFold {
    var folded = DigestFold()
    for run in runs { folded.add(run.digest) }
    return folded
  }
}

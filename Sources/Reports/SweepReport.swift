package import Measurements

/// One scenario and design under many seeds: whether every run was sound.
package struct SweepReport {
  private let runs: [RunSummary]
  private let replay: String
  private let style: TerminalStyle

  /// - Parameters:
  ///   - runs: one for each seed, at least one.
  ///   - replay: the command that repeats all of them.
  package init(_ runs: [RunSummary], replay: String, _ style: TerminalStyle) {
    precondition(!runs.isEmpty, "a sweep of no runs")
    self.runs = runs
    self.replay = replay
    self.style = style
  }

  package var isSound: Bool { runs.allSatisfy(\.isSound) }

  package var text: String {
    let unsound = runs.filter { !$0.isSound }
    let verdict = unsound.isEmpty ? style.good("all sound") : style.bad("\(unsound.count) not sound")
    var lines = [
      "\(runs[0].scenario), design \(runs[0].design): \(runs.count) \(runs.count == 1 ? "seed" : "seeds"), \(verdict), digest \(digest)",
      "replay: \(replay)",
    ]
    for run in unsound {
      lines.append("seed \(run.seed): \(run.audit.count) findings\(run.isConverged ? "" : ", not at rest")")
      for finding in run.audit.prefix(5) { lines.append("  \(finding.kind.rawValue): \(finding.detail)") }
      for leftover in run.leftovers { lines.append("  not at rest: \(leftover)") }
      lines.append("  replay: \(run.replay)")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The runs' digests folded in the order of the seeds.
  private var digest: DigestFold {
    var folded = DigestFold()
    for run in runs { folded.add(run.digest) }
    return folded
  }
}

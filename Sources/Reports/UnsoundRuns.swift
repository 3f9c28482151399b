import Findings

/// What of an experiment was not sound, with the command that repeats it.
struct UnsoundRuns {
  let fold: ReplicationFold
  let style: TerminalStyle

  /// One line when all is well; otherwise the first bad run of each cell.
  var text: String {
    let unsound = fold.cells.filter { !$0.unsound.isEmpty }
    guard !unsound.isEmpty else { return style.good("all \(fold.experiment.runs) runs sound") }
    return unsound.map { cell in
      let run = cell.unsound[0]
      let problems = run.problems.map { "  \($0)" }.joined(separator: "\n")
      return style.bad("\(cell.cell.design): \(cell.unsound.count) of \(cell.runs) runs not sound")
        + "\n\(problems)\n  replay: \(cell.cell.replay) --seed \(run.seed)"
    }.joined(separator: "\n")
  }
}

import Results

/// What of an experiment was not sound, with the command that repeats it.
struct UnsoundRuns {
  let fold: ReplicationFold

  /// One line when all is well; otherwise the first bad run of each cell.
  var paragraph: Paragraph {
    let unsound = fold.cells.filter { !$0.unsound.isEmpty }
    guard !unsound.isEmpty else {
      return Paragraph(.line("\(good: "all \(fold.experiment.runs) runs sound")"))
    }
    let lines = unsound.flatMap { cell -> [Line] in
      let run = cell.unsound[0]
      return ["\(bad: "\(cell.cell.name): \(cell.unsound.count) of \(cell.runs) runs not sound")"]
        + run.problems.map { Line("\($0)", depth: 1) }
        + [Line("replay: \(code: "\(cell.cell.replay) --seed \(run.seed)")", depth: 1)]
    }
    return Paragraph(.lines(lines))
  }
}

package import Results

/// What a check found, as lines that GitHub's runner makes annotations of.
package enum WorkflowCommands {
  /// GitHub shows no more of each kind from one step; nobody reads more lines of one either.
  private static let most = 10

  /// Errors for failing cases, then notices for measures that moved within their tolerance; of each kind at most ten, the
  /// last of which tells how many are left out.
  package static func text(_ result: CheckResult) -> String {
    let errors = result.failing.map { failing in
      command(
        "error",
        file: failing.cell.path,
        title: "\(failing.failed.verdict.name): \(failing.name)",
        message(failing)
      )
    }
    let notices = result.cells.flatMap { cell in
      cell.moved.map { moved in
        command(
          "notice",
          file: cell.cell.path,
          title: "within tolerance: \(cell.cell.name(seed: moved.seed))",
          moved.difference.text
        )
      }
    }
    return (limited(errors, "error") + limited(notices, "notice")).map { $0 + "\n" }.joined()
  }

  /// GitHub cuts long messages, and what replays the run stands at the end.
  private static func message(_ failing: FailingCase) -> String {
    let lines = failing.failed.failureLines
    let rest = lines.count > most ? ["and \(lines.count - most) more"] : []
    let replay = failing.replay.map { ["replay: \($0)"] } ?? []
    return (lines.prefix(most) + rest + replay).joined(separator: "\n")
  }

  private static func limited(_ commands: [String], _ kind: String) -> [String] {
    guard commands.count > most else { return commands }
    let rest = commands.count - (most - 1)
    let remark =
      "::\(kind) title=booking-sim check::and \(rest) more; the summary of the job and the log have all of them"
    return commands.prefix(most - 1) + [remark]
  }

  private static func command(_ kind: String, file: String, title: String, _ message: String) -> String {
    "::\(kind) file=\(property(file)),title=\(property(title))::\(data(message))"
  }

  private static func data(_ text: String) -> String {
    text.replacing("%", with: "%25").replacing("\r\n", with: "%0D%0A").replacing("\r", with: "%0D")
      .replacing("\n", with: "%0A")
  }

  private static func property(_ text: String) -> String {
    data(text).replacing(":", with: "%3A").replacing(",", with: "%2C")
  }
}

package import Results

/// What a check found, as lines that GitHub's runner makes annotations of.
package enum WorkflowCommands {
  /// GitHub shows no more of each kind from one step; nobody reads more lines of one either.
  private static let most = 10

  /// Errors for what failed, notices for measures that moved within their tolerance and for what is not in the baseline;
  /// of each kind at most ten, the last of which tells how many are left out.
  package static func text(_ result: CheckResult) -> String {
    let errors = result.failures.map { group in
      command(
        "error",
        file: group.cell.path,
        title: "\(group.verdict.name): \(group.name)",
        message(group, diff: result.diff)
      )
    }
    let within = result.cells.flatMap { cell in
      cell.shifts.filter { !$0.isBeyond }.map { shift in
        command(
          "notice",
          file: cell.cell.path,
          title: "within tolerance: \(shift.scenario), \(shift.design)",
          shift.text
        )
      }
    }
    let notices = gaps(result) + within
    return (limited(errors, "error") + limited(notices, "notice")).map { $0 + "\n" }.joined()
  }

  private static func gaps(_ result: CheckResult) -> [String] {
    guard let baseline = result.baseline else { return [] }
    return result.gaps.map { gap in
      command(
        "notice",
        file: baseline,
        title: "not in the baseline: \(gap.what)",
        "add it with: \(gap.command(baseline: baseline))"
      )
    }
  }

  /// GitHub cuts long messages, and what replays the run stands at the end.
  private static func message(_ group: CheckFailureGroup, diff: CheckCommandLine?) -> String {
    let lines = group.lines(diff: diff)
    let rest = lines.count > most ? ["and \(lines.count - most) more"] : []
    let replay = group.replay.map { ["replay: \($0)"] } ?? []
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

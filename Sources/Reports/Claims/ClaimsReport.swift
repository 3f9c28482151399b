package import Findings
import Measures

/// Claims and what became of them, for a terminal.
package struct ClaimsReport {
  private let findings: [ClaimFinding]
  private let style: TerminalStyle

  package init(_ findings: [ClaimFinding], _ style: TerminalStyle) {
    self.findings = findings
    self.style = style
  }

  package var text: String {
    let parts = [table, legend, style.heading("Why"), reasons, ClaimsTally(findings).text, integrity]
    return parts.joined(separator: "\n\n") + "\n"
  }

  private var table: String {
    var grid = Grid(["claim", "design", "load", "measure", "claimed", "measured", "verdict"])
    for finding in findings {
      for promise in finding.promises {
        grid.add([
          finding.claim.id, promise.promise.design, promise.promise.load ?? finding.claim.load,
          promise.promise.measure.shortText,
          promise.claimed, promise.measuredText, promise.verdict.rawValue,
        ])
      }
    }
    return grid.text
  }

  private var legend: String {
    """
    a (b to c)  median of the runs' values, with the 95 % interval that their order gives     =  the same in every run
    holds: the whole interval is as claimed; fails: none of it is; undecided: some of it is
    """
  }

  private var reasons: String {
    findings.map { finding in
      let verdict =
        finding.verdict == .holds ? style.good(finding.verdict.rawValue) : style.bad(finding.verdict.rawValue)
      var lines = ["\(finding.claim.id) \(verdict): \(finding.claim.says)"]
      var shown: Set<String> = []
      for promise in finding.promises {
        let reason = PromiseReason(promise).text
        if !reason.isEmpty, shown.insert(reason).inserted { lines.append("  \(reason)") }
      }
      for (variant, found) in zip(finding.claim.variants, finding.variants) {
        let measure = variant.promise.measure.shortText
        lines.append("  \(variant.says), \(measure): \(found.measuredText), which \(found.verdict.clause)")
      }
      lines += finding.turns.map { "  turns on \($0.key): \($0.text)" }
      if finding.isOpenToDoubt { lines.append("  " + style.bad(ClaimFinding.doubt)) }
      return lines.joined(separator: "\n")
    }.joined(separator: "\n")
  }

  private var integrity: String {
    let unsound = findings.flatMap(\.unsound)
    return unsound.isEmpty
      ? style.good("every run sound") : ([style.bad("not sound")] + unsound).joined(separator: "\n")
  }
}

package import Findings
import Measures

/// Claims and what became of them, as a page of Markdown: equal findings give equal bytes.
package struct ClaimsPage {
  private let findings: [ClaimFinding]
  private let command: String

  /// - Parameter command: writes this page.
  package init(_ findings: [ClaimFinding], command: String) {
    self.findings = findings
    self.command = command
  }

  package var text: String {
    let unsound = findings.flatMap(\.unsound).map { "- \(Self.escaped($0))" }
    let parts = [head, guide] + documents.map(section) + (unsound.isEmpty ? [] : ["## Runs that are not sound"])
    return (parts + (unsound.isEmpty ? [] : [unsound.joined(separator: "\n")])).joined(separator: "\n\n") + "\n"
  }

  /// In the order in which they first appear.
  private var documents: [String] {
    findings.reduce(into: []) { names, finding in
      if !names.contains(finding.claim.document) { names.append(finding.claim.document) }
    }
  }

  private var head: String {
    """
    # The customer's promises, put to the test

    \(ClaimsTally(findings).text).

    This page is written by `\(command)`; do not edit it. The claims themselves are data: `scenarios/claims`.
    """
  }

  private var guide: String {
    """
    - Every number is measured: the median of the runs' values with its 95 % interval, which their order gives, and `=` for \
    the same value in every run: of 20 runs that leaves less than 16.9 % of all in which it may be another.
    - A promise **holds** when the whole interval is as claimed, and **fails** when none of it is; between the two it is \
    undecided, with the number of seeds that would decide. A percentile among visitors who gave up was not reached, and fails.
    - A claim holds when all of its promises do. What needs a part that does not exist is not yet testable.
    - What the documents say of today's system is taken with both ends of its range; of what shall improve only the worse end \
    binds.
    - A demand is what the same visitors would send if nothing were refused; a comparison with another design is made seed by \
    seed.
    - What is within 10 % of a bound is so near that the verdict may turn on an input: it is said which, or how else the words can \
    be taken.
    - "Why" is made of measured numbers, by the same rules for every claim.
    """
  }

  private func section(_ document: String) -> String {
    let own = findings.filter { $0.claim.document == document }
    var lines = ["## \(Self.escaped(document))", "", Self.row(Self.titles), Self.row(Self.titles.map { _ in "---" })]
    for finding in own {
      for (number, promise) in finding.promises.enumerated() { lines.append(Self.row(cells(finding, promise, number))) }
    }
    lines.append("")
    for finding in own { lines += remarks(finding) }
    return lines.joined(separator: "\n")
  }

  private static let titles = ["claim", "design", "load", "measure", "claimed", "measured", "verdict", "why"]

  private func cells(_ finding: ClaimFinding, _ promise: PromiseFinding, _ number: Int) -> [String] {
    let isFirst = number == 0
    let load = promise.promise.load ?? (isFirst ? finding.claim.load : "")
    let measure = "`\(promise.promise.measure.shortText)`"
    let verdict = promise.verdict == .holds ? promise.verdict.rawValue : "**\(promise.verdict.rawValue)**"
    return [isFirst ? finding.claim.id : "", promise.promise.design, load].map(Self.escaped)
      + [measure, Self.escaped(promise.claimed), Self.escaped(promise.measuredText), verdict]
      + [Self.escaped(PromiseReason(promise).text)]
  }

  private func remarks(_ finding: ClaimFinding) -> [String] {
    let claim = finding.claim
    var lines = ["- **\(claim.id)** (section \(claim.section)) \(Self.escaped(claim.says))"]
    if let note = claim.note { lines.append("  Measured so: \(Self.escaped(note))") }
    for (variant, found) in zip(claim.variants, finding.variants) {
      let measured = Self.escaped("\(found.measuredText), which \(found.verdict.clause)")
      lines.append("  \(Self.escaped(variant.says)), `\(variant.promise.measure.shortText)`: \(measured).")
    }
    lines += finding.turns.map { "  Turns on `\($0.key)`: \($0.text)." }
    if finding.isOpenToDoubt { lines.append("  " + ClaimFinding.doubt) }
    return lines
  }

  private static func row(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |" }

  /// What would be taken for Markdown, as it is.
  private static func escaped(_ text: String) -> String {
    var escaped = ""
    for character in text {
      if "\\|*_`<>[]".contains(character) { escaped.append("\\") }
      escaped.append(character)
    }
    return escaped
  }
}

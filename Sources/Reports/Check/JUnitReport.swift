package import Results

/// What a check found, in the XML that JUnit's readers understand: a suite for each scenario, a case for everything that
/// was judged of each design, over all its seeds. But for the times equal runs give equal bytes.
package struct JUnitReport {
  private let result: CheckResult
  private let times: CheckTimes

  /// - Parameter times: of the runs, on the machine that did them; zero without.
  package init(_ result: CheckResult, times: CheckTimes = CheckTimes()) {
    self.result = result
    self.times = times
  }

  package var text: String {
    let suites = result.scenarios.map { (name: $0.name, cells: $0.cells, cases: $0.cells.flatMap(cases)) }
    return """
      <?xml version="1.0" encoding="UTF-8"?>
      <testsuites name="booking-sim check" \(Self.counts(suites.flatMap(\.cases)))>
      \(suites.map { suite($0.name, $0.cells, $0.cases) + "\n" }.joined())</testsuites>

      """
  }

  private func suite(_ name: String, _ cells: [CheckedCell], _ cases: [JUnitCase]) -> String {
    let properties = [
      ("scenario", cells.first?.cell.path ?? ""), ("scenario_hash", cells.first?.cell.scenarioHash ?? ""),
      ("model_revision", "\(result.modelRevision)"),
    ]
    return """
        <testsuite name="\(XMLText.attribute(name))" \(Self.counts(cases))>
          <properties>
      \(properties.map { "      <property name=\"\($0)\" value=\"\(XMLText.attribute($1))\"/>" }.joined(separator: "\n"))
          </properties>
      \(cases.map(\.text).joined(separator: "\n"))
        </testsuite>
      """
  }

  private func cases(_ checked: CheckedCell) -> [JUnitCase] {
    var titles: [String] = []
    var cases: [JUnitCase] = []
    let failures = checked.failures
    for judged in checked.cases where !titles.contains(judged.title) {
      titles.append(judged.title)
      cases.append(
        JUnitCase(
          classname: "\(checked.cell.scenario).\(checked.cell.design)",
          name: judged.title,
          time: time(judged.subject, checked.cell),
          groups: failures.filter(judged.subject.covers),
          diff: result.diff
        )
      )
    }
    return cases
  }

  /// The runs are done once for all that is judged of them, so one case has their time.
  private func time(_ subject: CheckCase.Subject, _ cell: CheckCell) -> Duration {
    switch subject {
    case .integrity: times.runs(of: cell)
    case .determinism: times.repetitions(of: cell)
    case .threshold, .baseline: .zero
    }
  }

  private static func counts(_ cases: [JUnitCase]) -> String {
    let time = cases.map(\.time).reduce(.zero, +)
    return "tests=\"\(cases.count)\" failures=\"\(cases.count { $0.isFailure })\" "
      + "errors=\"\(cases.count { $0.isError })\" time=\"\(JUnitCase.seconds(time))\""
  }
}

/// One thing that was judged of a scenario and a design.
private struct JUnitCase {
  let classname: String
  let name: String
  let time: Duration
  /// What failed of it; none when it passed.
  let groups: [CheckFailureGroup]
  let diff: CheckCommandLine?

  var isError: Bool { !groups.isEmpty && groups.allSatisfy { $0.verdict == .unfitBaseline } }

  var isFailure: Bool { !groups.isEmpty && !isError }

  var text: String {
    let head =
      "    <testcase classname=\"\(XMLText.attribute(classname))\" "
      + "name=\"\(XMLText.attribute(name))\" time=\"\(Self.seconds(time))\""
    guard let first = groups.first(where: { $0.verdict != .unfitBaseline }) ?? groups.first else { return head + "/>" }
    let lines = groups.flatMap { $0.lines(diff: diff) }
    let message = (lines.first ?? "") + (lines.count > 1 ? " (and \(lines.count - 1) more)" : "")
    let replays = groups.compactMap(\.replay).map { "replay: \($0)" }
    let body = (lines + replays.enumerated().filter { !replays[..<$0].contains($1) }.map(\.element))
      .joined(separator: "\n")
    let element = isError ? "error" : "failure"
    return """
      \(head)>
            <\(element) message="\(XMLText.attribute(message))" type="\(first.verdict.name)">\(XMLText.content(body))</\(element)>
          </testcase>
      """
  }

  /// To the millisecond; what took no time is a bare 0.
  static func seconds(_ time: Duration) -> String {
    let (seconds, attoseconds) = time.components
    return time == .zero ? "0" : (Double(seconds) + Double(attoseconds) / 1e18).text(decimals: 3)
  }
}

extension CheckCase.Subject {
  fileprivate func covers(_ group: CheckFailureGroup) -> Bool {
    switch (self, group.kind) {
    case (.integrity, .problems), (.baseline, .shifted), (.baseline, .unfit), (.determinism, .digests): true
    case (.threshold(let own), .missed(let missed, _)): own == missed
    default: false
    }
  }
}

package import Results

/// What a check found, in the XML that JUnit's readers understand: a suite for each scenario, a case for everything that
/// was judged of each design and seed. No times are in it, so that equal runs give equal bytes.
package struct JUnitReport {
  private let result: CheckResult

  package init(_ result: CheckResult) { self.result = result }

  package var text: String {
    let suites = result.scenarios.map { suite($0.name, $0.cells) }
    let counts = Counts(result.cells.flatMap(\.cases))
    return """
      <?xml version="1.0" encoding="UTF-8"?>
      <testsuites name="booking-sim check" \(counts.attributes)>
      \(suites.map { $0 + "\n" }.joined())</testsuites>

      """
  }

  private func suite(_ name: String, _ cells: [CheckedCell]) -> String {
    let cases = cells.flatMap { cell in cell.cases.map { self.testcase(cell.cell, $0) } }
    let properties = [
      ("scenario", cells.first?.cell.path ?? ""), ("scenario_hash", cells.first?.cell.scenarioHash ?? ""),
      ("model_revision", "\(result.modelRevision)"),
    ]
    return """
        <testsuite name="\(XMLText.attribute(name))" \(Counts(cells.flatMap(\.cases)).attributes)>
          <properties>
      \(properties.map { "      <property name=\"\($0)\" value=\"\(XMLText.attribute($1))\"/>" }.joined(separator: "\n"))
          </properties>
      \(cases.joined(separator: "\n"))
        </testsuite>
      """
  }

  private func testcase(_ cell: CheckCell, _ checked: CheckCase) -> String {
    let name = "\(checked.title), seed \(checked.seed)"
    let head =
      "    <testcase classname=\"\(XMLText.attribute("\(cell.scenario).\(cell.design)"))\" "
      + "name=\"\(XMLText.attribute(name))\" time=\"0\""
    let element: String
    switch checked.outcome {
    case .passed: return head + "/>"
    case .failed: element = "failure"
    case .unjudged: element = "error"
    }
    let lines = checked.failureLines
    let message = (lines.first ?? "") + (lines.count > 1 ? " (and \(lines.count - 1) more)" : "")
    let body = (lines + ["replay: \(cell.replay(seed: checked.seed))"]).joined(separator: "\n")
    return """
      \(head)>
            <\(element) message="\(XMLText.attribute(message))" type="\(checked.verdict.name)">\(XMLText.content(body))</\(element)>
          </testcase>
      """
  }

  private struct Counts {
    let tests: Int
    let failures: Int
    let errors: Int

    init(_ cases: [CheckCase]) {
      tests = cases.count
      failures = cases.count { if case .failed = $0.outcome { true } else { false } }
      errors = cases.count { if case .unjudged = $0.outcome { true } else { false } }
    }

    var attributes: String { "tests=\"\(tests)\" failures=\"\(failures)\" errors=\"\(errors)\" time=\"0\"" }
  }
}

package import Results

/// Every value of a scenario, and where it comes from.
package struct ResolvedReport: DocumentedReport, TabulatedReport {
  private let scenario: ResolvedScenario

  package init(_ scenario: ResolvedScenario) { self.scenario = scenario }

  package var documentFormat: DataFormat { .resolved }

  package var document: any Encodable { scenario }

  package var content: ReportContent {
    // Key and value together, for the longest of both would not fit a line.
    var table = Table(texts: ["from", "value"])
    for value in scenario.values { table.add([.text(value.source.text), "\(value.key): \(value.value.text)"]) }
    return ReportContent(
      Paragraph(.title("\(scenario.path), resolved to \(scenario.hash)")),
      Paragraph(.table(table))
    )
  }

  package var rows: CSVText {
    var rows = CSVText(.resolvedRows, ["scenario_hash", "key", "value", "source", "line", "from"])
    for value in scenario.values {
      let line = if case .file(let line) = value.source { String(line) } else { "" }
      let from = if case .follows(let key) = value.source { key } else { "" }
      rows.add([scenario.hash, value.key, value.value.text, value.source.name, line, from])
    }
    return rows
  }
}

extension ResolvedScenario.Source {
  /// `line 6`, `--set`, `default`, `by tier`
  fileprivate var text: String {
    switch self {
    case .file(let line): "line \(line)"
    case .set: "--set"
    case .usual: "default"
    case .follows(let key): "by " + (key.split(separator: ".").last ?? "")
    }
  }
}

extension ResolvedScenario.Plain {
  /// As a file writes it.
  fileprivate var text: String {
    switch self {
    case .none: "none"
    case .flag(let flag): "\(flag)"
    case .number(let text), .text(let text): text
    case .list(let items): "[" + items.map(\.text).joined(separator: ", ") + "]"
    }
  }
}

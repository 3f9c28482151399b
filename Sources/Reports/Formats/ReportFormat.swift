import Results

/// The formats that there are, and of which results each is offered. A new one is a case here and a renderer; what
/// `--format` takes, and its help, follow from this.
package enum ReportFormat: String, CaseIterable, Sendable {
  /// For terminals.
  case text
  case markdown
  /// For programs: the result's document.
  case json
  /// For spreadsheets: the result's rows.
  case csv

  /// Whether a result is offered in it, beside the views of its own.
  func isOffered(of report: any ResultReport.Type) -> Bool {
    switch self {
    case .text, .markdown: true
    case .json: report is any DocumentedReport.Type
    case .csv: report is any TabulatedReport.Type
    }
  }

  /// - Parameter content: what to say; the data formats have the whole result instead.
  func text(of report: some ResultReport, _ content: ReportContent, _ layout: ReportLayout) throws -> String {
    switch self {
    case .text: return TextRenderer(layout.style, width: layout.width).text(content)
    case .markdown: return MarkdownRenderer().text(content)
    case .json:
      guard let report = report as? any DocumentedReport else {
        preconditionFailure("\(type(of: report)) has no document")
      }
      return try JSONRenderer.text(VersionedDocument(report.documentFormat, report.document))
    case .csv:
      guard let report = report as? any TabulatedReport else { preconditionFailure("\(type(of: report)) has no rows") }
      return report.rows.text
    }
  }
}

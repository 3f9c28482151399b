package import Results

/// What designs of the sync would send for a source, and how long that takes at least.
package struct SyncForecastReport: DocumentedReport {
  private let result: SyncForecastResult

  package init(_ result: SyncForecastResult) { self.result = result }

  package var documentFormat: DataFormat { .syncForecast }

  package var document: any Encodable { SyncForecastDocument(result) }

  package var content: ReportContent {
    ReportContent(
      Paragraph(.title("\(SyncTexts.records(result.subject)). \(SyncTexts.limits(result.subject)).")),
      Paragraph(.table(SyncDetails.forecasts(result.forecasts))),
      Paragraph(.line("\(SyncDetails.forecastLegend)"))
    )
  }
}

package import Results

/// Replications that are over, told as what they were made for.
package struct StudyReport: DocumentedReport, TabulatedReport, ChartedReport {
  package enum Purpose: Sendable {
    /// Several designs on one scenario.
    case comparison
    /// What each part of a design buys.
    case ablation
    /// A grid of settings, a row for each cell.
    case grid
    /// A grid of settings, two of which make the rows and columns of several tables.
    case pivot(PivotAxes)
  }

  private let fold: ReplicationFold
  private let purpose: Purpose
  /// What else is to be said, a line each.
  private let remarks: [String]

  /// - Parameter fold: of a whole experiment; of an ablation its pairs are a whole design and a variant of it.
  package init(_ fold: ReplicationFold, _ purpose: Purpose, remarks: [String] = []) {
    self.fold = fold
    self.purpose = purpose
    self.remarks = remarks
  }

  package var content: ReportContent {
    switch purpose {
    case .comparison: ComparisonContent(fold, remarks: remarks).content
    case .ablation: AblationContent(fold, remarks: remarks).content
    case .grid: GridContent(fold, remarks: remarks).content
    case .pivot(let axes): PivotContent(fold, axes, remarks: remarks).content
    }
  }

  package var screen: ReportContent {
    switch purpose {
    case .comparison:
      let more: Phrase = "More: --full, --charts, --measure."
      return ComparisonScreen(fold, subject: subject, remarks: remarks, more: more).content
    case .ablation, .grid, .pivot: return content
    }
  }

  private var subject: String { fold.experiment.seeds == 1 ? "one seed" : "median of \(fold.seedsText)" }

  package var charts: ReportContent {
    switch purpose {
    case .comparison: ReportContent(ComparisonContent(fold, remarks: remarks).charts)
    case .ablation, .grid, .pivot: content
    }
  }

  package var documentFormat: DataFormat {
    switch purpose {
    case .comparison: .comparison
    case .ablation: .ablation
    case .grid, .pivot: .sweep
    }
  }

  package var document: any Encodable { ReplicationDocument(fold) }

  package var rows: CSVText { StudyRows.rows(fold) }
}

extension ReplicationFold {
  /// `20 seeds`
  var seedsText: String { "\(experiment.seeds) \(experiment.seeds == 1 ? "seed" : "seeds")" }
}

/// A run with the single observations behind its summary.
package struct MeasuredRun: Sendable {
  package var summary: RunSummary
  package var samples: RunSamples

  package init(summary: RunSummary, samples: RunSamples) {
    self.summary = summary
    self.samples = samples
  }
}

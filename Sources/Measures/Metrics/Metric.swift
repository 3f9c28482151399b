/// Something that a run can be measured by: `time_to_booking`, `share_429`, ...
package struct Metric: Sendable {
  /// What its observations are; decides which aggregates it has. The words are k6's.
  package enum Kind: String, Hashable, Sendable {
    /// Numbers of single things, lengths of time in most cases.
    case trend
    /// Events among trials.
    case rate
    /// Events.
    case counter
    /// One number for the run.
    case gauge
  }

  package let name: String
  package let kind: Kind
  package let unit: MeasureUnit
  package let better: Preference
  /// One line for lists.
  package let summary: String
  /// The tags that select among its observations.
  package let tags: [MetricTag]
  /// Whether a window of time can select among its observations.
  package let takesWindow: Bool
  /// Whether it needs a run of the same visitors without limits.
  package let needsDemand: Bool
  private let observer: Observer

  /// How it sees a run of its product.
  private enum Observer: Sendable {
    case booking(@Sendable (MeasuredRun, Selection) -> Observations)
    case bulkSync(@Sendable (SyncSummary, Selection) -> Observations)
  }

  init(
    _ name: String,
    _ kind: Kind,
    _ unit: MeasureUnit,
    _ better: Preference,
    _ summary: String,
    tags: [MetricTag] = [],
    takesWindow: Bool = true,
    needsDemand: Bool = false,
    _ observe: @escaping @Sendable (MeasuredRun, Selection) -> Observations
  ) {
    self.name = name
    self.kind = kind
    self.unit = unit
    self.better = better
    self.summary = summary
    self.tags = tags
    self.takesWindow = takesWindow
    self.needsDemand = needsDemand
    observer = .booking(observe)
  }

  /// A metric of the sync, whose runs are told by their numbers.
  init(
    ofSync name: String,
    _ kind: Kind,
    _ unit: MeasureUnit,
    _ better: Preference,
    _ summary: String,
    tags: [MetricTag] = [],
    _ observe: @escaping @Sendable (SyncSummary, Selection) -> Observations
  ) {
    self.name = name
    self.kind = kind
    self.unit = unit
    self.better = better
    self.summary = summary
    self.tags = tags
    takesWindow = false
    needsDemand = false
    observer = .bulkSync(observe)
  }

  package var product: Product {
    switch observer {
    case .booking: .booking
    case .bulkSync: .bulkSync
    }
  }

  /// nil of a run of another product.
  func observe(_ run: ProductRun, _ selection: Selection) -> Observations? {
    switch (observer, run) {
    case (.booking(let observe), .booking(let run)): observe(run, selection)
    case (.bulkSync(let observe), .bulkSync(let summary)): observe(summary, selection)
    default: nil
    }
  }

  /// The aggregates that its kind has, as they are written.
  package var aggregates: String {
    switch kind {
    case .trend: "avg, min, max, med or p(N)"
    case .rate: "rate"
    case .counter: "count or rate"
    case .gauge: "value"
    }
  }

  /// What stands for it when only its name is given; nil for those of single things, of which no number speaks for all.
  var usualAggregate: Aggregate? {
    switch kind {
    case .trend: nil
    case .rate: .rate
    case .counter: .count
    case .gauge: .value
    }
  }

  func takes(_ aggregate: Aggregate) -> Bool {
    switch (kind, aggregate) {
    case (.trend, .average), (.trend, .least), (.trend, .greatest), (.trend, .median), (.trend, .percentile): true
    case (.rate, .rate), (.counter, .count), (.counter, .rate), (.gauge, .value): true
    default: false
    }
  }

  /// The unit of an aggregate of it.
  func unit(of aggregate: Aggregate) -> MeasureUnit { kind == .counter && aggregate == .rate ? .perSecond : unit }
}

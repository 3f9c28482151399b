/// A number that can be taken of every run: a metric, what of it counts, and how it becomes one number. It is written
/// as in k6: `time_to_booking p(99)`, `share_429{policy:SECONDLY} rate`.
package struct Measure: Hashable, Sendable, CustomStringConvertible {
  package let metric: Metric
  package let selection: Selection
  package let aggregate: Aggregate
  /// The design that it is meant for; nil for every one.
  package let design: String?

  init(_ metric: Metric, _ selection: Selection, _ aggregate: Aggregate, design: String? = nil) {
    self.metric = metric
    self.selection = selection
    self.aggregate = aggregate
    self.design = design
  }

  /// - Throws: `MeasureSyntaxError`: no such metric of the product, tag or aggregate, or not of this form.
  package init(parsing text: String, of product: Product = .booking) throws(MeasureSyntaxError) {
    var parser = MeasureParser(text, of: product)
    self = try parser.measure()
    try parser.end()
  }

  /// `.missing` in a run of another product, or of another design than the one that it is meant for.
  package func value(in run: ProductRun) -> MeasureValue {
    guard concerns(design: run.design), let observations = metric.observe(run, selection) else { return .missing }
    return observations.value(aggregate)
  }

  package func value(in run: MeasuredRun) -> MeasureValue { value(in: .booking(run)) }

  /// Whether it is meant for a design. One with parts replaced, `phase2+reads=sequential`, is another design.
  package func concerns(design name: String) -> Bool { design.map { $0 == name } ?? true }

  /// Every length of time that the measure is made of, and how many never came to an end; nil for other measures,
  /// and in a run of a design that it is not meant for.
  package func durations(in run: MeasuredRun) -> Durations? {
    guard concerns(design: run.summary.design),
      case .durations(let durations) = metric.observe(.booking(run), selection)
    else { return nil }
    return durations
  }

  package var unit: MeasureUnit { metric.unit(of: aggregate) }

  package var needsDemand: Bool { metric.needsDemand }

  /// The metric with its tags, without the aggregate.
  package var subject: String {
    guard let design else { return metric.name + selection.text }
    var tagged = selection
    tagged.tags["design"] = design
    return metric.name + tagged.text
  }

  /// As it is written; two measures with the same text are equal.
  package var description: String { subject + " " + aggregate.text }

  /// As it is written where space is short: without the aggregate that its name alone stands for.
  package var shortText: String { metric.usualAggregate == aggregate ? subject : description }

  package static func == (left: Measure, right: Measure) -> Bool { left.description == right.description }

  package func hash(into hasher: inout Hasher) { hasher.combine(description) }
}

extension Measure: Codable {
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    do throws(MeasureSyntaxError) { self = try Measure(parsing: text) } catch {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: error.message)
    }
  }
}

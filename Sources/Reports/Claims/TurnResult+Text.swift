import Results

extension TurnResult {
  /// `fails up to 79, holds from 80 on`; `holds at every value tried, 0 to 100`.
  var text: String {
    let spans = spans
    guard spans.count > 1, let first = spans.first, let last = spans.last else {
      let ends = "\(trials[0].value.shortest) to \(trials[trials.count - 1].value.shortest)"
      return "\(spans[0].verdict.rawValue) at every value tried, \(ends)"
    }
    let middle = spans.dropFirst().dropLast().map { "from \($0.first.shortest) to \($0.last.shortest)" }
    let values = ["up to \(first.last.shortest)"] + middle + ["from \(last.first.shortest) on"]
    return zip(spans, values).map { span, values in
      "\(span.verdict.rawValue) \(span.first == span.last ? "at \(span.first.shortest)" : values)"
    }.joined(separator: ", ")
  }
}

extension Double {
  /// Without superfluous decimals.
  fileprivate var shortest: String {
    let text = "\(self)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}

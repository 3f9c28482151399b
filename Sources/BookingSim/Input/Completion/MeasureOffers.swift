import Measures

/// Measures as a user may go on to write them.
enum MeasureOffers {
  private static let aggregates = ["avg", "min", "max", "med", "p(50)", "p(95)", "p(99)", "rate", "count", "value"]

  /// Every metric; behind its name its aggregates, and behind a brace its tags. What the user has quoted stays quoted.
  static func one(_ word: String) -> [String] {
    let quote = word.first.map { "\"'".contains($0) ? String($0) : "" } ?? ""
    let text = String(word.dropFirst(quote.count))
    let named = MetricCatalogue.booking.all.filter { text.hasPrefix($0.name) }.max { $0.name.count < $1.name.count }
    return (MetricCatalogue.booking.names + (named.map(continuations) ?? [])).map { quote + $0 }
  }

  /// The same of the last threshold of a list with commas; those within braces separate tags.
  static func list(_ word: String) -> [String] {
    var (start, depth) = (word.startIndex, 0)
    for index in word.indices {
      switch word[index] {
      case "{": depth += 1
      case "}": depth -= 1
      case "," where depth == 0: start = word.index(after: index)
      default: break
      }
    }
    while start < word.endIndex, word[start] == " " { start = word.index(after: start) }
    return one(String(word[start...])).map { word[..<start] + $0 }
  }

  private static func continuations(_ metric: Metric) -> [String] {
    let measures = aggregates.map { "\(metric.name) \($0)" }.filter { (try? Measure(parsing: $0)) != nil }
    let tagged = metric.tags.flatMap { tag in (tag.values ?? [""]).map { "\(metric.name){\(tag.name):\($0)" } }
    return measures + tagged
  }
}

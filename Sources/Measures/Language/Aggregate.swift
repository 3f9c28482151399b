import Texts

/// How the observations of a metric become one number. The words are k6's.
package enum Aggregate: Hashable, Sendable {
  case average
  case least
  case greatest
  case median
  /// In 0...100, nearest rank.
  case percentile(Double)
  /// Of a rate metric: the share. Of a counter: events a second.
  case rate
  case count
  case value

  package var text: String {
    switch self {
    case .average: "avg"
    case .least: "min"
    case .greatest: "max"
    case .median: "med"
    case .percentile(let percent): "p(\(DoubleText.shortest(percent)))"
    case .rate: "rate"
    case .count: "count"
    case .value: "value"
    }
  }

  /// The words that need no number.
  static let words: [String: Aggregate] = [
    "avg": .average, "min": .least, "max": .greatest, "med": .median, "rate": .rate, "count": .count, "value": .value,
  ]
}

package import Measures
package import Results
import Statistics

/// When replications are enough: every interval is so narrow.
package struct HalfWidthGoal: Hashable, Sendable {
  /// Half of an interval, of the median's magnitude; above 0.
  package let relative: Double

  /// As it was asked for.
  package let text: String

  package init(relative: Double, text: String? = nil) {
    precondition(relative > 0, "a half-width of \(relative) of the median")
    self.relative = relative
    self.text = text ?? "\(relative)"
  }

  /// Near a median of 0 no share of it can be reached; a half-width of this is narrow enough whatever the median.
  package static func floor(_ unit: MeasureUnit) -> Double {
    switch unit {
    case .milliseconds: 10
    case .share: 0.005
    case .count: 0.5
    case .perSecond, .perBooking, .perRequest: 0.05
    case .perMinute: 0.5
    case .bytes: 1_024
    case .seconds: 0.1
    }
  }

  /// The measures whose interval is wider yet, as "design: measure"; those that are not reached have none.
  package func unmet(_ fold: ReplicationFold) -> [String] {
    fold.cells.flatMap { cell in
      fold.experiment.measures.indices.compactMap { index -> String? in
        let measure = fold.experiment.measures[index]
        let isNarrow =
          switch cell.measures[index].estimate {
          case .median(let median, let interval, _):
            interval.halfWidth <= max(relative * abs(median), Self.floor(measure.unit))
          case .few: false
          case .constant, .single, .notReached, .nothing: true
          }
        return isNarrow ? nil : "\(cell.cell.design): \(measure.shortText)"
      }
    }
  }
}

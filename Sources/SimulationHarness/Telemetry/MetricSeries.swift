/// Numbers that were reported under one name with the same labels, in the order of time.
package struct MetricSeries: Hashable, Sendable {
  package enum Kind: String, Hashable, Sendable {
    case counter, gauge
    /// Numbers of which how they are spread matters.
    case summary
    /// As a summary, of lengths of time in nanoseconds.
    case time
  }

  package struct Label: Hashable, Comparable, Sendable {
    package let name: String
    package let value: String

    package static func < (left: Label, right: Label) -> Bool { (left.name, left.value) < (right.name, right.value) }
  }

  package struct Name: Hashable, Comparable, Sendable {
    package let metric: String
    /// By name.
    package let labels: [Label]
    package let kind: Kind

    package static func < (left: Name, right: Name) -> Bool {
      left.metric == right.metric
        ? left.labels.lexicographicallyPrecedes(right.labels) : left.metric < right.metric
    }
  }

  package let name: Name
  package let values: [Double]

  package var sum: Double { values.reduce(0, +) }

  package func label(_ name: String) -> String? { self.name.labels.first { $0.name == name }?.value }
}

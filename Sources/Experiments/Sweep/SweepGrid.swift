package import Results

/// The cells of a sweep: every combination of the values of its axes, the last axis running fastest.
package struct SweepGrid: Hashable, Sendable {
  package let axes: [VaryAxis]

  /// - Throws: `VaryError.keyTwice`.
  package init(_ axes: [VaryAxis]) throws(VaryError) {
    for (index, axis) in axes.enumerated() where axes[..<index].contains(where: axis.isLike) {
      throw .keyTwice(axis.name == "tier" ? axis.name : axis.key)
    }
    self.axes = axes
  }

  /// `Int.max` when there are more.
  package var count: Int {
    axes.reduce(1) { count, axis in
      let (product, isTooLarge) = count.multipliedReportingOverflow(by: axis.values.count)
      return isTooLarge ? .max : product
    }
  }

  /// - Parameter number: in 0..<`count`.
  package func settings(_ number: Int) -> [ExperimentCell.Setting] {
    var (rest, settings) = (number, [ExperimentCell.Setting]())
    for axis in axes.reversed() {
      settings.append(.init(key: axis.key, value: axis.values[rest % axis.values.count]))
      rest /= axis.values.count
    }
    return settings.reversed()
  }

  /// The largest number that a key is given; nil when it is not varied, or not by numbers.
  package func largest(of key: String) -> Int? {
    axes.first { $0.key == key }?.values.compactMap { Int($0) }.max()
  }
}

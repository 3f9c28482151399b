import Measures
package import Results

/// What an update has changed in a baseline.
package enum BaselineChanges {
  /// One line for each change of a design, for each value that changed, and for what is added or dropped.
  ///
  /// - Parameter path: of the baseline.
  package static func content(_ changes: [BaselineChange], path: String) -> ReportContent {
    guard !changes.isEmpty else { return ReportContent(Paragraph(.line("\(path): nothing has changed"))) }
    let noun = changes.count == 1 ? "change" : "changes"
    let lines = changes.map { Line("\($0.text)", depth: 1) }
    return ReportContent(Paragraph(.lines(["\(path): \(changes.count) \(noun)"] + lines)))
  }
}

extension BaselineChange {
  var text: String {
    switch self {
    case .revision(let old, let new): "model revision \(old) -> \(new)"
    case .path(let scenario, let old, let new): "\(scenario): file \(old) -> \(new)"
    case .scenario(let name, let old, let new): "\(name): another scenario, \(old) -> \(new)"
    case .added(let place, let seeds): "\(place.name): added \(CheckSeeds.text(seeds))"
    case .dropped(let place, let seeds): "\(place.name): dropped \(CheckSeeds.text(seeds))"
    case .value(let place, let seed, let difference):
      "\(place.name), seed \(seed): \(difference.measure.shortText) \(values(difference))"
    }
  }

  /// The same beside another result, to which nothing is added and from which nothing is dropped.
  func text(beside path: String) -> String {
    switch self {
    case .added(let place, let seeds): "\(place.name): only here, \(CheckSeeds.text(seeds))"
    case .dropped(let place, let seeds): "\(place.name): only in \(path), \(CheckSeeds.text(seeds))"
    case .revision, .path, .scenario, .value: text
    }
  }

  private func values(_ difference: MeasureDifference) -> String {
    let (before, after) = difference.shownValues
    return "\(before) -> \(after)"
  }
}

extension BaselineChange.Place {
  fileprivate var name: String { "\(scenario), \(design)" }
}

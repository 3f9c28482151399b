package import Measures

/// What a kind of alert was good for, over many runs.
package struct AlertTally: Hashable, Sendable {
  package enum Verdict: String, Hashable, Sendable {
    /// It came before visitors noticed in at least half of the runs in which they did, and was silent in at least half of the
    /// others.
    case helps
    /// It came first, but in fewer than half of the runs in which visitors noticed.
    case sometimes
    /// Where it came before visitors noticed, it comes as often where they never do.
    case always
    /// Visitors always noticed first.
    case late = "too late"
    /// It came only where visitors never noticed anything.
    case idle = "for nothing"
    case never
  }

  package let kind: AlertKind
  /// Runs in which visitors noticed, by when it came.
  package private(set) var ahead = 0
  package private(set) var late = 0
  package private(set) var missed = 0
  /// Runs in which visitors never noticed anything, with it and without.
  package private(set) var idle = 0
  package private(set) var silent = 0
  private var leads: [Double] = []

  package init(_ kind: AlertKind, _ cases: [AlertCase]) {
    self.kind = kind
    for each in cases {
      switch (each.first(kind), each.noticed) {
      case (nil, nil): silent += 1
      case (.some, nil): idle += 1
      case (nil, .some): missed += 1
      case (.some, .some):
        guard let lead = each.lead(kind) else { continue }
        leads.append(lead)
        if lead > 0 { ahead += 1 } else { late += 1 }
      }
    }
  }

  /// Runs in which it came.
  package var fired: Int { ahead + late + idle }

  /// From the alert until visitors noticed, the median of the runs with both, in seconds; nil without any.
  package var medianLead: Double? { leads.isEmpty ? nil : leads.sorted()[(leads.count - 1) / 2] }

  package var verdict: Verdict {
    if fired == 0 { return .never }
    if ahead + late == 0 { return .idle }
    if ahead == 0 { return .late }
    if idle > silent { return .always }
    return ahead * 2 >= ahead + late + missed ? .helps : .sometimes
  }
}

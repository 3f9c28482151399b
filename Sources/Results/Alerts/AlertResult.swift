package import Measures

/// Which alerts came in which runs, and what each kind was good for.
package struct AlertResult: Sendable {
  /// When a kind of alert is raised, as all of the runs had it.
  package struct Rule: Hashable, Sendable {
    package let kind: AlertKind
    package let warning: Int?
    package let critical: Int?
    /// In seconds; nil of a value that stands until it changes.
    package let window: Int?
    /// In seconds; 0 for at once.
    package let hold: Int

    package init(_ kind: AlertKind, warning: Int?, critical: Int?, window: Int?, hold: Int) {
      self.kind = kind
      self.warning = warning
      self.critical = critical
      self.window = window
      self.hold = hold
    }
  }

  package let rules: [Rule]
  /// In the order of scenarios, designs and seeds.
  package let cases: [AlertCase]

  package init(_ rules: [Rule], _ cases: [AlertCase]) {
    self.rules = rules
    self.cases = cases
  }

  package var tallies: [AlertTally] { rules.map { AlertTally($0.kind, cases) } }

  /// The runs of one scenario and design stand together.
  package var groups: [[AlertCase]] {
    cases.reduce(into: []) { groups, each in
      if let last = groups.last?.last, last.scenario == each.scenario, last.design == each.design {
        groups[groups.count - 1].append(each)
      } else {
        groups.append([each])
      }
    }
  }

  package var unsound: [String] { cases.flatMap(\.unsound) }
}

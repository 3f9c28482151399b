package import BookingCore
import LoadGeneration
import Measures
package import Results
package import Scenarios
import Settings
import SimulationHarness
import Texts

/// What a check runs: scenarios with designs under seeds, and what is expected of each.
package struct CheckPlan: Sendable {
  /// A scenario and the path of its file, as the user or the baseline named it.
  package struct Subject: Sendable {
    package let path: String
    /// Where the file is from here.
    package let foundAt: String
    package let scenario: Scenario

    /// - Parameter foundAt: nil for the path itself.
    package init(path: String, foundAt: String? = nil, scenario: Scenario) {
      self.path = path
      self.foundAt = foundAt ?? path
      self.scenario = scenario
    }
  }

  /// What the user asked for; nil for what the baseline has, or what is usual where it has nothing.
  package struct Selection: Sendable {
    package var designs: [Design]?
    package var seeds: ClosedRange<UInt64>?

    package init(designs: [Design]? = nil, seeds: ClosedRange<UInt64>? = nil) {
      self.designs = designs
      self.seeds = seeds
    }
  }

  /// A cell with what runs it.
  package struct Entry: Sendable {
    package let cell: CheckCell
    package let scenario: Scenario
    package let design: Design
  }

  package static let usualSeeds: ClosedRange<UInt64> = 1...3

  package let entries: [Entry]
  package let baseline: Baseline?
  /// Registered designs that the baseline lacks; only of a check that was not asked for certain designs.
  package let gaps: [BaselineGap]

  package var cells: [CheckCell] { entries.map(\.cell) }

  /// - Parameters:
  ///   - baseline: nil when there is none.
  ///   - isJudged: whether the runs are held against the baseline; otherwise it only says what to run.
  /// - Throws: `CheckPlanError`: scenarios of one name, and every threshold for a design that does not exist.
  package init(
    _ subjects: [Subject],
    _ selection: Selection,
    baseline: Baseline?,
    isJudged: Bool
  ) throws(CheckPlanError) {
    try Self.refuseEqualNames(subjects)
    try Self.refuseUnknownDesigns(subjects)
    self.baseline = baseline
    var entries: [Entry] = []
    for subject in subjects {
      let known = baseline?.scenarios[subject.scenario.name]?.designs ?? [:]
      for design in selection.designs ?? Self.designs(known, for: subject.scenario) {
        let seeds = selection.seeds.map(Array.init) ?? known[design.name].map { $0.keys.sorted() }
        var cell = subject.cell(design, seeds: seeds ?? Array(Self.usualSeeds))
        if isJudged, let baseline {
          cell.expectation = baseline.expectation(of: cell, modelRevision: ScenarioRun.modelRevision)
        }
        entries.append(Entry(cell: cell, scenario: subject.scenario, design: design))
      }
    }
    self.entries = entries
    let isAsked = !isJudged || selection.designs != nil
    gaps = baseline.map { isAsked ? [] : Self.gaps(subjects, $0) } ?? []
  }

  private static func gaps(_ subjects: [Subject], _ baseline: Baseline) -> [BaselineGap] {
    let known = subjects.filter { baseline.scenarios[$0.scenario.name] != nil }
    return DesignRegistry.all.compactMap { design in
      let lacking = known.filter { subject in
        subject.scenario.designs.contains { $0.name == design.name }
          && baseline.scenarios[subject.scenario.name]?.designs[design.name] == nil
      }
      guard !lacking.isEmpty else { return nil }
      return .design(
        design.name,
        paths: lacking.map(\.foundAt),
        isEverywhere: lacking.count == baseline.scenarios.count
      )
    }
  }

  /// The designs that a baseline has of a scenario, the registered ones first; those that it is for when it has none.
  private static func designs(_ known: [String: some Any], for scenario: Scenario) -> [Design] {
    guard !known.isEmpty else { return scenario.designs }
    let registered = DesignRegistry.all.filter { known[$0.name] != nil }
    let others = known.keys.sorted().filter { name in !registered.contains { $0.name == name } }
    return registered + others.compactMap { try? DesignRegistry.design($0) }
  }

  private static func refuseEqualNames(_ subjects: [Subject]) throws(CheckPlanError) {
    for (index, subject) in subjects.enumerated() {
      guard let earlier = subjects[..<index].first(where: { $0.scenario.name == subject.scenario.name }) else {
        continue
      }
      throw .equalNames(subject.scenario.name, earlier.path, subject.path)
    }
  }

  private static func refuseUnknownDesigns(_ subjects: [Subject]) throws(CheckPlanError) {
    let problems = subjects.flatMap { $0.unknownDesigns }
    guard problems.isEmpty else { throw .unknownDesigns(problems) }
  }
}

extension CheckPlan.Subject {
  /// A line for each threshold that is for a design that does not exist.
  package var unknownDesigns: [String] {
    scenario.thresholds.compactMap { threshold in
      guard let name = threshold.measure.design else { return nil }
      do {
        _ = try DesignRegistry.design(name)
        return nil
      } catch {
        let near = NearestName(candidates: DesignRegistry.all.map(\.name)).match(name).map { " Did you mean \($0)?" }
        return "\(path): thresholds.\(threshold.measure.subject) is for no design: \(error)\(near ?? "")"
      }
    }
  }

  fileprivate func cell(_ design: Design, seeds: [UInt64]) -> CheckCell {
    CheckCell(
      scenario: scenario.name,
      path: path,
      foundAt: foundAt,
      scenarioHash: scenario.hash,
      design: design.name,
      seeds: seeds,
      thresholds: scenario.thresholds.filter { $0.concerns(design: design.name) }
    )
  }
}

/// Why a check cannot be done as it was asked for.
package enum CheckPlanError: Error, Hashable, Sendable, CustomStringConvertible {
  case equalNames(String, String, String)
  /// One line for each threshold.
  case unknownDesigns([String])

  package var description: String {
    switch self {
    case .equalNames(let name, let first, let second) where first == second:
      "\(first) is given twice; expected each scenario once (\(name))."
    case .equalNames(let name, let first, let second):
      "\(first) and \(second) are both called \(name); expected scenarios of different names."
    case .unknownDesigns(let problems): problems.joined(separator: "\n")
    }
  }
}

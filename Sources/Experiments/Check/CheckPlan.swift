import BookingCore
import Measures
package import Results
import SimulationHarness
import Texts

/// What a check runs: scenarios with designs under seeds, and what is expected of each.
package struct CheckPlan: Sendable {
  /// A scenario and the path of its file, as the user or the baseline named it.
  package struct Subject: Sendable {
    package let path: String
    /// Where the file is from here.
    package let foundAt: String
    package let scenario: ProductScenario

    /// - Parameter foundAt: nil for the path itself.
    package init(path: String, foundAt: String? = nil, scenario: ProductScenario) {
      self.path = path
      self.foundAt = foundAt ?? path
      self.scenario = scenario
    }
  }

  /// What the user asked for; nil for what the baseline has, or what is usual where it has nothing.
  package struct Selection: Sendable {
    /// Names, each of a design of some product; a scenario is run with those of its own.
    package var designs: [String]?
    package var seeds: ClosedRange<UInt64>?

    package init(designs: [String]? = nil, seeds: ClosedRange<UInt64>? = nil) {
      self.designs = designs
      self.seeds = seeds
    }
  }

  /// A cell with what runs it.
  package struct Entry: Sendable {
    package let cell: CheckCell
    package let subject: RunSubject
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
  /// - Throws: `CheckPlanError`: scenarios of one name, every threshold for a design that does not exist, and a scenario of
  ///   which none of the designs that were asked for is one.
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
      // What a baseline has of another product under this name says nothing of its designs.
      let entry = baseline?.scenarios[subject.scenario.name]
      let known = entry?.product == subject.scenario.product ? entry?.designs ?? [:] : [:]
      for design in try selection.designs.map({ names throws(CheckPlanError) in try Self.own(names, of: subject) })
        ?? Self.designs(known, for: subject.scenario)
      {
        // Names have been judged, those of a baseline by who has read it.
        guard let run = try? subject.scenario.subject(design: design) else { continue }
        let seeds = selection.seeds.map(Array.init) ?? known[design].map { $0.keys.sorted() }
        var cell = subject.cell(design, seeds: seeds ?? Array(Self.usualSeeds))
        if isJudged, let baseline {
          cell.expectation = baseline.expectation(of: cell, modelRevision: ScenarioRun.modelRevision)
        }
        entries.append(Entry(cell: cell, subject: run))
      }
    }
    self.entries = entries
    let isAsked = !isJudged || selection.designs != nil
    gaps = baseline.map { isAsked ? [] : Self.gaps(subjects, $0) } ?? []
  }

  private static func gaps(_ subjects: [Subject], _ baseline: Baseline) -> [BaselineGap] {
    let known = subjects.filter { baseline.scenarios[$0.scenario.name] != nil }
    return Product.allCases.flatMap { product in
      product.registeredDesigns.compactMap { design -> BaselineGap? in
        let lacking = known.filter { subject in
          subject.scenario.product == product && subject.scenario.designs.contains(design)
            && baseline.scenarios[subject.scenario.name]?.designs[design] == nil
        }
        guard !lacking.isEmpty else { return nil }
        return .design(
          design,
          paths: lacking.map(\.foundAt),
          isEverywhere: lacking.count == baseline.scenarios.count
        )
      }
    }
  }

  /// Those of some designs that are of a scenario's product.
  private static func own(_ designs: [String], of subject: Subject) throws(CheckPlanError) -> [String] {
    let own = designs.filter { subject.scenario.product.objection(toDesign: $0) == nil }
    guard own.isEmpty else { return own }
    throw .noDesign(subject.path, designs, subject.scenario.product.registeredDesigns)
  }

  /// The designs that a baseline has of a scenario, the registered ones first; those that it is for when it has none.
  private static func designs(_ known: [String: some Any], for scenario: ProductScenario) -> [String] {
    guard !known.isEmpty else { return scenario.designs }
    let registered = scenario.product.registeredDesigns.filter { known[$0] != nil }
    return registered + known.keys.sorted().filter { !registered.contains($0) }
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
    let product = scenario.product
    return scenario.thresholds.compactMap { threshold in
      guard let name = threshold.measure.design, let error = product.objection(toDesign: name) else { return nil }
      let near = NearestName(candidates: product.registeredDesigns).match(name).map { " Did you mean \($0)?" }
      return "\(path): thresholds.\(threshold.measure.subject) is for no design: \(error)\(near ?? "")"
    }
  }

  fileprivate func cell(_ design: String, seeds: [UInt64]) -> CheckCell {
    CheckCell(
      product: scenario.product,
      scenario: scenario.name,
      path: path,
      foundAt: foundAt,
      scenarioHash: scenario.hash,
      design: design,
      seeds: seeds,
      thresholds: scenario.thresholds.filter { $0.concerns(design: design) }
    )
  }
}

/// Why a check cannot be done as it was asked for.
package enum CheckPlanError: Error, Hashable, Sendable, CustomStringConvertible {
  case equalNames(String, String, String)
  /// One line for each threshold.
  case unknownDesigns([String])
  /// The scenario's path, the designs that were asked for, and those of its product.
  case noDesign(String, [String], [String])

  package var description: String {
    switch self {
    case .equalNames(let name, let first, let second) where first == second:
      "\(first) is given twice; expected each scenario once (\(name))."
    case .equalNames(let name, let first, let second):
      "\(first) and \(second) are both called \(name); expected scenarios of different names."
    case .unknownDesigns(let problems): problems.joined(separator: "\n")
    case .noDesign(let path, let asked, let known):
      "\(path): none of its designs is asked for (\(asked.joined(separator: ", "))); expected some of "
        + "\(known.joined(separator: ", ")), or leave the scenario out."
    }
  }
}

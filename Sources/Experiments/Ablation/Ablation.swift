package import BookingCore
package import Results
package import Scenarios
import Settings

/// One thing of a design and of what it meets changed at a time: each of its parts replaced by each other that there is for
/// the role, and what is no part at all, the arrivals and the tier.
package struct Ablation: Sendable {
  /// What to run: each whole design before its variants.
  package let subjects: [ExperimentSubject]
  /// Each variant with its whole, by their numbers among the subjects.
  package let pairs: [ReplicationFold.Pair]
  /// Variants that cannot be, with the reason, those with the same reason on one line.
  package let refused: [String]

  /// - Parameters:
  ///   - settings: keys that were set beside the scenario, for the commands that repeat runs.
  ///   - path: the scenario as the user named it.
  package init(_ scenario: Scenario, _ wholes: [Design], settings: [ExperimentCell.Setting] = [], path: String) {
    var (subjects, pairs) = ([ExperimentSubject](), [ReplicationFold.Pair]())
    var refused: [(reason: String, names: [String])] = []
    func refuse(_ name: String, _ reason: String) {
      let known = refused.firstIndex { $0.reason == reason }
      if let known { refused[known].names.append(name) } else { refused.append((reason, [name])) }
    }
    let changes = ScenarioChange.all(of: scenario)
    for whole in wholes {
      let number = subjects.count
      func add(_ scenario: Scenario, _ design: Design, _ settings: [ExperimentCell.Setting], _ change: String?) {
        if change != nil { pairs.append(ReplicationFold.Pair(number, subjects.count)) }
        subjects.append(ExperimentSubject(scenario, design, settings: settings, change: change, path: path))
      }
      add(scenario, whole, settings, nil)
      for variant in Self.variants(of: whole) {
        if let objection = variant.design.objection ?? scenario.objection(to: variant.design) {
          refuse(variant.design.name, objection)
        } else {
          add(scenario, variant.design, settings, variant.change)
        }
      }
      for change in changes {
        switch change.scenario {
        case .success(let changed): add(changed, whole, change.settings(beside: settings), change.name)
        case .failure(let problems): refuse("\(whole.name) with \(change.name)", problems.description)
        }
      }
    }
    self.subjects = subjects
    self.pairs = pairs
    self.refused = refused.map { "refused: \($0.names.joined(separator: ", ")): \($0.reason)" }
  }

  /// A design with another part in one role.
  private struct Variant {
    let design: Design
    let change: String
  }

  private static func variants(of whole: Design) -> [Variant] {
    DesignRole.listed.flatMap { role in
      role.partNames.filter { $0 != whole.partName(role) }.compactMap { part in
        whole.replacing(role, with: part).map { Variant(design: $0, change: "\(role.name)=\(part)") }
      }
    }
  }
}

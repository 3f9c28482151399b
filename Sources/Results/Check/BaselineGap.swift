import Texts

/// Something that is there to be checked and that the baseline does not have, so that the gate passes over it.
package enum BaselineGap: Hashable, Sendable {
  /// A file beside the scenarios of the baseline; its path from here.
  case scenario(path: String)
  /// A registered design.
  ///
  /// - paths: of the scenarios, from here, that are for it and of which the baseline lacks it.
  /// - isEverywhere: whether these are all scenarios of the baseline.
  case design(String, paths: [String], isEverywhere: Bool)

  /// The command that takes it over.
  package func command(baseline: String) -> String {
    switch self {
    case .scenario(let path): CheckCommandLine(scenarios: [path], baseline: baseline, flag: .update).text
    case .design(let design, let paths, let isEverywhere):
      CheckCommandLine(
        scenarios: isEverywhere ? [] : paths,
        designs: [design],
        baseline: baseline,
        flag: .update
      ).text
    }
  }
}

/// A check as a user would type it.
package struct CheckCommandLine: Hashable, Sendable {
  package enum Flag: String, Hashable, Sendable {
    case diff, update
  }

  /// Empty for those that the baseline has.
  package var scenarios: [String] = []
  /// Empty for those that the baseline has.
  package var designs: [String] = []
  /// nil for those that the baseline has.
  package var seeds: ClosedRange<UInt64>?
  package var baseline: String
  package var flag: Flag

  package init(
    scenarios: [String] = [],
    designs: [String] = [],
    seeds: ClosedRange<UInt64>? = nil,
    baseline: String,
    flag: Flag
  ) {
    (self.scenarios, self.designs, self.seeds) = (scenarios, designs, seeds)
    (self.baseline, self.flag) = (baseline, flag)
  }

  package var text: String {
    let designs = designs.isEmpty ? [] : ["--designs", ShellWord.quoted(designs.joined(separator: ","))]
    let seeds = seeds.map { ["--seeds", $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)"] }
    let words = ["booking-sim", "check"] + scenarios.map(ShellWord.path) + designs + (seeds ?? [])
    return (words + ["--baseline", ShellWord.path(baseline), "--\(flag.rawValue)"]).joined(separator: " ")
  }
}

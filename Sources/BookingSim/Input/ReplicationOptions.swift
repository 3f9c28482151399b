import ArgumentParser

/// How often a study repeats its runs.
struct ReplicationOptions: ParsableArguments {
  @Option(
    help: "Runs of each design, each under a seed of its own; the designs share the seeds. (default: 20)",
    transform: OptionText.whole
  )
  var replications: Int?

  @Option(help: "The first seed.", transform: OptionText.seed)
  var seed: UInt64 = 1

  /// More would take days, and intervals hardly narrow any more.
  static let most = 1_000_000

  func validate() throws {
    if let replications, !(1...Self.most).contains(replications) {
      throw ValidationError("--replications is \(replications); expected 1 to \(Self.most).")
    }
    guard seed <= UInt64.max - UInt64(Self.most) else {
      throw ValidationError("--seed is \(seed); expected at most \(UInt64.max - UInt64(Self.most)).")
    }
  }

  var seeds: Int { replications ?? 20 }
}

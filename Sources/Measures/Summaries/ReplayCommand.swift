import Texts

/// The command that repeats runs exactly, as this user would type it.
package struct ReplayCommand: Hashable, Sendable {
  /// The path of the scenario's file, as it was given.
  package var path: String
  package var design: String
  /// Keys that were set from outside of the file, in their order, as `key=value`.
  package var settings: [String]
  /// Nil for the scenario's own number.
  package var instances: Int?
  package var product: Product

  package init(
    path: String,
    design: String,
    settings: [String] = [],
    instances: Int? = nil,
    product: Product = .booking
  ) {
    self.path = path
    self.design = design
    self.settings = settings
    self.instances = instances
    self.product = product
  }

  /// All but the seeds.
  package var withoutSeed: String {
    let set = settings.map { " --set " + ShellWord.quoted($0) }.joined()
    let instances = instances.map { " --instances \($0)" } ?? ""
    let command =
      switch product {
      case .booking: "booking-sim run \(ShellWord.path(path)) --design"
      case .bulkSync: "booking-sim sync \(ShellWord.path(path)) --designs"
      }
    return "\(command) \(ShellWord.quoted(design))\(set)\(instances)"
  }

  /// The command of one run.
  package func text(seed: UInt64) -> String { "\(withoutSeed) --seed \(seed)" }

  /// The command of the runs whose digests are told as one.
  package func text(seeds: ClosedRange<UInt64>) -> String { withoutSeed + Self.option(seeds) }

  /// The option that goes behind all else, with its blank: a single run is told with its whole report.
  package static func option(_ seeds: ClosedRange<UInt64>) -> String {
    seeds.count == 1 ? " --seed \(seeds.lowerBound)" : " --seeds \(seeds.lowerBound)-\(seeds.upperBound)"
  }
}

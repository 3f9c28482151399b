/// Something that an update of a baseline has changed in it.
package enum BaselineChange: Hashable, Sendable {
  /// Where the values of a design under a scenario stand.
  package struct Place: Hashable, Sendable {
    package let scenario: String
    package let design: String

    package init(scenario: String, design: String) {
      self.scenario = scenario
      self.design = design
    }
  }

  case revision(from: Int, to: Int)
  /// The file of a scenario has moved.
  case path(scenario: String, from: String, to: String)
  /// A scenario itself is another one.
  case scenario(String, from: String, to: String)
  case added(Place, seeds: [UInt64])
  /// Seeds of a scenario that is another one now, which were not run again.
  case dropped(Place, seeds: [UInt64])
  case value(Place, seed: UInt64, MeasureDifference)
}

package import Measures
import VirtualTime

/// A run with what its operator was told, and when its visitors noticed.
package struct AlertCase: Sendable {
  package let scenario: String
  package let design: String
  package let seed: UInt64
  /// nil when they never did.
  package let noticed: Notice?
  /// Those of the monitoring, in the order of time.
  package let alerts: [AlertRecord]
  /// What was wrong with the run, each with the command that repeats it; empty for a sound one.
  package let unsound: [String]

  package init(
    scenario: String,
    design: String,
    seed: UInt64,
    noticed: Notice?,
    alerts: [AlertRecord],
    unsound: [String] = []
  ) {
    self.scenario = scenario
    self.design = design
    self.seed = seed
    self.noticed = noticed
    self.alerts = alerts.filter { $0.source == .monitoring }
    self.unsound = unsound
  }

  /// When visitors noticed, in seconds.
  package var noticedAt: Double? { noticed?.at.seconds }

  /// When the first alert of a kind was raised, in seconds; nil when none was.
  package func first(_ kind: AlertKind) -> Double? { alerts.first { $0.name == kind.rawValue }?.atSeconds }

  /// From the first alert of a kind until visitors noticed, in seconds: negative when they noticed first. nil without either.
  package func lead(_ kind: AlertKind) -> Double? {
    first(kind).flatMap { first in noticedAt.map { $0 - first } }
  }
}

package import Measures

/// What the monitoring is told: of each kind of alert when it is raised.
package struct MonitoringSettings: Hashable, Sendable {
  private var kinds = AlertKind.allCases.map(\.usual)
  /// An answer that takes longer is slow.
  package var slow: Duration = .seconds(3)
  /// A call to HubSpot that takes longer is slow.
  package var slowCall: Duration = .seconds(1)
  /// An answer that takes longer than this share of the host's limit is near it, in percent: the documents' 50 of 60 s.
  package var nearLimitPercent = 83

  package init() {}

  package subscript(kind: AlertKind) -> AlertSettings {
    get { kinds[kind.position] }
    set { kinds[kind.position] = newValue }
  }
}

extension AlertKind {
  /// The place among all kinds, from 0.
  var position: Int { Self.positions[self] ?? 0 }

  private static let positions = Dictionary(uniqueKeysWithValues: zip(allCases, 0...))
}

import Measures

/// The alerts that the monitoring has raised.
struct MonitoringLog: Sendable {
  private(set) var records: [AlertRecord] = []

  /// - Returns: the alert's place in the log.
  mutating func raise(_ watch: AlertWatch, isCritical: Bool, _ value: Int, _ threshold: Int?, at second: Int) -> Int {
    records.append(
      AlertRecord(
        atSeconds: Double(second),
        severity: isCritical ? "critical" : "warning",
        source: .monitoring,
        name: watch.kind.rawValue,
        subject: watch.subject,
        value: value,
        threshold: threshold ?? 0
      )
    )
    return records.count - 1
  }

  /// - Parameter place: of the alert, if there is one; none any more afterwards.
  mutating func end(_ place: inout Int?, at second: Int) {
    guard let open = place else { return }
    records[open].endedAtSeconds = Double(second)
    place = nil
  }
}

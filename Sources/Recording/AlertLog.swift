import HubSpotClient
package import Measures
import VirtualTime

/// What the instances of a product have raised of their own accord, and when it was over.
package struct AlertLog: Sendable {
  /// In the order in which they were raised.
  package private(set) var records: [AlertRecord] = []
  /// Those that are not over: who raised each, and its place among the records.
  private var open: [(instance: Int?, place: Int)] = []

  mutating func raise(_ alert: Alert, of instance: Int?, at now: VirtualInstant) {
    open.append((instance, records.count))
    records.append(
      AlertRecord(
        atSeconds: now.seconds,
        severity: alert.severity.rawValue,
        name: alert.name,
        value: alert.value,
        threshold: alert.threshold
      )
    )
  }

  /// Ends what the instance has raised under the alert's name, of its severity or a greater one. What an instance has raised
  /// that is gone by now nobody ends.
  mutating func end(_ alert: Alert, of instance: Int?, at now: VirtualInstant) {
    open.removeAll { raised in
      let record = records[raised.place]
      guard raised.instance == instance, record.name == alert.name,
        alert.severity == .warning || record.severity == alert.severity.rawValue
      else { return false }
      records[raised.place].endedAtSeconds = now.seconds
      return true
    }
  }
}

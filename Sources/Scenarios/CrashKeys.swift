package import AccountScenarios
import Settings

extension Scenario {
  package typealias Crash = CrashSettings
}

extension ScenarioDraft {
  /// Nobody dies who is not there.
  func checkCrashes(_ reading: inout SettingsReading) {
    guard let crashes, reading.areSound("crashes", "core.host", "core.instances") else { return }
    guard core.host == .resident else {
      reading.report(
        "lets instances die by their places, and with core.host \(core.host.rawValue) they have none; expected no such "
          + "key, or core.host resident.",
        at: reading.place(of: "crashes"),
        besides: "core.host"
      )
      return
    }
    for crash in crashes {
      guard let instance = crash.instance, instance >= core.instances else { continue }
      reading.report(
        "names instance \(instance), and there \(core.instances == 1 ? "is 1" : "are \(core.instances)"), from 0; "
          + "expected at most \(core.instances - 1).",
        at: reading.place(of: "crashes"),
        besides: "core.instances"
      )
    }
  }
}

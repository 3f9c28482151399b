import Settings
import Texts

extension Scenario {
  /// The death of resident instances at a moment of a run, and the start of others in their places.
  package struct Crash: Hashable, Sendable {
    /// Since the start of the run.
    package internal(set) var at: Duration = .zero
    /// By its place, from 0; nil for all.
    package internal(set) var instance: Int?
    package internal(set) var backAfter: Duration = .zero
  }
}

/// The keys of an item of `crashes`: a moment, an instance, and how long until there is another.
enum CrashKeys {
  /// A run does not end before the last one is back, and every job runs until then.
  private static var length: ValueForm<Duration> { .duration(.seconds, .zero ... .seconds(86_400)) }

  static var form: ValueForm<[Scenario.Crash]> {
    .list(of: .section(Scenario.Crash(), settings), 1...1_000).checked(objection)
  }

  /// Who reads the list from the top reads what happens.
  private static func objection(_ crashes: [Scenario.Crash]) -> String? {
    for (number, crash) in crashes.enumerated().dropFirst() {
      let earlier = crashes[number - 1]
      if crash.at < earlier.at {
        return
          "goes back from \(TimeUnit.seconds.text(earlier.at)) s to \(TimeUnit.seconds.text(crash.at)) s at its item "
          + "\(number); expected crashes in the order of time."
      }
      let together = crashes[..<number].filter { $0.at == crash.at }
      if together.contains(where: { $0.instance == crash.instance || $0.instance == nil || crash.instance == nil }) {
        return
          "lets \(crash.instance.map { "instance \($0)" } ?? "all instances") die at \(TimeUnit.seconds.text(crash.at)) s, "
          + "when \(crash.instance == nil ? "some of them die" : "it dies") already; expected one death of an instance at a time."
      }
    }
    return nil
  }

  private static var settings: [Setting<Scenario.Crash>] {
    [
      Setting("at_seconds", \.at, length, isRequired: true, "The moment, in virtual time."),
      Setting(
        "instance",
        optional: \.instance,
        .count(0...999),
        "The instance that dies, by its place, from 0; without this key all of them."
      ),
      Setting(
        "back_after_seconds",
        \.backAfter,
        length,
        isRequired: true,
        "How long until another, which remembers nothing, is in its place."
      ),
    ]
  }
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

package import Settings
import Texts

/// The death of resident instances at a moment of a run, and the start of others in their places.
package struct CrashSettings: Hashable, Sendable {
  /// Since the start of the run.
  package var at: Duration = .zero
  /// By its place, from 0; nil for all.
  package var instance: Int?
  package var backAfter: Duration = .zero

  package init(at: Duration = .zero, instance: Int? = nil, backAfter: Duration = .zero) {
    self.at = at
    self.instance = instance
    self.backAfter = backAfter
  }
}

/// The keys of an item of `crashes`: a moment, an instance, and how long until there is another.
package enum CrashKeys {
  /// A run does not end before the last one is back, and every job runs until then.
  private static var length: ValueForm<Duration> { .duration(.seconds, .zero ... .seconds(86_400)) }

  package static var form: ValueForm<[CrashSettings]> {
    .list(of: .section(CrashSettings(), settings), 1...1_000).checked(objection)
  }

  /// Who reads the list from the top reads what happens.
  private static func objection(_ crashes: [CrashSettings]) -> String? {
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

  private static var settings: [Setting<CrashSettings>] {
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

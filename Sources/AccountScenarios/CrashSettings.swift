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
  private static var length: ValueForm<Duration> { .duration(.seconds, .zero ... .seconds(30 * 86_400)) }

  package static var form: ValueForm<[CrashSettings]> { .list(of: .section(CrashSettings(), settings), 1...1_000) }

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

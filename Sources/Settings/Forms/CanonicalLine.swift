/// A line of the text by which files that say the same are known: a name and a value, such as
/// `core.request_deadline_ns = 60000000000`. Lengths of time are in nanoseconds, whatever unit the key has.
package struct CanonicalLine: Hashable, Sendable {
  /// What is added to the name of the key around it: `_ns`, `.users`, or nothing.
  package let name: String
  package let value: String

  package init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }

  /// A length of time. Its name ends in `_ns`.
  package init(_ name: String, _ duration: Duration) {
    self.init(name + "_ns", Self.nanoseconds(duration))
  }

  static func nanoseconds(_ duration: Duration) -> String {
    let (seconds, attoseconds) = duration.components
    return "\(Int128(seconds) * 1_000_000_000 + Int128(attoseconds / 1_000_000_000))"
  }

  /// The same under a key.
  func within(_ key: String) -> CanonicalLine { CanonicalLine(key + name, value) }
}

/// How a key shows in the canonical text.
package enum CanonicalForm: Hashable, Sendable {
  /// By its value, under its name without the unit.
  case asWritten
  /// The same under another name.
  case named(String)
  /// By its value, and by this text while it has none.
  case orWhenAbsent(String)
  /// Not by itself: the section around it says what it comes to (`SettingSection.resolved`).
  case resolved
  /// Not at all, for it decides nothing.
  case left
}

/// What the names of keys end in that have a unit: in files the unit in which they are written, in the canonical text the
/// one that all have in common.
package struct KeyEnding: Hashable, Sendable {
  let written: String
  let canonical: String

  package init(written: String, canonical: String) {
    self.written = written
    self.canonical = canonical
  }

  package static let none = KeyEnding(written: "", canonical: "")
}

import VirtualTime

/// Virtual time as timelines and logs write it.
enum VirtualSeconds {
  /// Seconds to the microsecond, right-aligned: `   1.234567 s`.
  static func text(_ instant: VirtualInstant) -> String {
    let microseconds = instant.nanoseconds / 1_000
    let fraction = String(microseconds % 1_000_000)
    let text = "\(microseconds / 1_000_000)." + String(repeating: "0", count: 6 - fraction.count) + fraction + " s"
    return String(repeating: " ", count: max(0, 13 - text.count)) + text
  }
}

package import VirtualTime

/// Which observations of a metric count: those with all of these tags, begun within a window of time.
package struct Selection: Hashable, Sendable {
  /// By name.
  package var tags: [String: String] = [:]
  /// The upper bound is not within.
  package var window: Range<VirtualInstant>?

  package init(tags: [String: String] = [:], window: Range<VirtualInstant>? = nil) {
    self.tags = tags
    self.window = window
  }

  /// Whether a sample counts.
  func contains(_ sample: some Sample) -> Bool {
    if let window, !window.contains(sample.at) { return false }
    for (name, value) in tags where sample.tag(name) != value { return false }
    return true
  }

  /// `{call:exam_read,window:0ms..10000ms}`; empty when everything counts.
  package var text: String {
    var parts = tags.sorted { $0.key < $1.key }.map { "\($0.key):\($0.value)" }
    if let window { parts.append("window:\(Self.text(window.lowerBound))..\(Self.text(window.upperBound))") }
    return parts.isEmpty ? "" : "{" + parts.joined(separator: ",") + "}"
  }

  /// A length of time in the largest unit that leaves no fraction.
  private static func text(_ instant: VirtualInstant) -> String {
    let nanoseconds = instant.nanoseconds
    for (unit, length) in [("s", Int64(1_000_000_000)), ("ms", 1_000_000), ("us", 1_000)]
    where nanoseconds % length == 0 { return "\(nanoseconds / length)\(unit)" }
    return "\(nanoseconds)ns"
  }
}

extension Selection {
  /// The seconds in which the selected things could happen: the window, or from the start until the last visitor had
  /// an answer; what jobs do after that is not counted as time.
  func seconds(in run: MeasuredRun) -> Double {
    if let window { return (window.upperBound - window.lowerBound).seconds }
    if let last = run.samples.wishes.map(\.endedAt).max() { return last.seconds }
    // Of visitors who book nothing.
    return (run.samples.answers.lazy.map(\.answeredAt).max() ?? .start).seconds
  }
}

import Settings

/// A rule between settings each of which is right by itself.
///
/// A scenario that cannot be sound, or cannot come to rest, is refused; one that is merely slow or hopeless is warned of.
/// Messages name the rule. Each rule that refuses has a test in which a run that breaks it is not sound.
struct ScenarioRule: Sendable {
  enum Consequence: Sendable { case refused, warned }

  let name: String
  let consequence: Consequence
  /// The settings that the rule binds; the first is the one to change.
  let keys: [String]
  /// What is wrong and what would be right, as whole sentences; nil when the rule is kept.
  let objection: @Sendable (ScenarioDraft) -> String?

  init(
    _ name: String,
    _ consequence: Consequence,
    binding keys: [String],
    _ objection: @escaping @Sendable (ScenarioDraft) -> String?
  ) {
    self.name = name
    self.consequence = consequence
    self.keys = keys
    self.objection = objection
  }

  /// Those of every scenario, whatever the design; `merging`, `queueing` and `counting` have those of designs that do so.
  static let all = leases + lifetimes + quotas + cron + switches

  /// Those of designs with a part, by its role and what tells it from the others of the role.
  static let ofParts: [(role: String, binds: @Sendable (_ part: String) -> Bool, rules: [ScenarioRule])] = [
    ("coalescing", { $0 != "none" }, merging), ("admission", { $0.hasPrefix("queue") }, queueing),
    ("seats", { $0 == "store" }, counting),
  ]

  /// Reports the rule if it is broken.
  func check(_ draft: ScenarioDraft, _ reading: inout SettingsReading) {
    guard consequence == .refused, reading.areSound(keys), let objection = objection(draft) else { return }
    reading.report("breaks the rule \(name): \(objection)", at: reading.place(of: keys), besides: keys)
  }

  /// The warning, if the rule is broken.
  func warning(_ draft: ScenarioDraft) -> String? {
    guard consequence == .warned, let objection = objection(draft) else { return nil }
    return "\(keys[0]) breaks the rule \(name): \(objection)"
  }
}

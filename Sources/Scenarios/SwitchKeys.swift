import BookingCore
import Settings
import Texts

/// The keys of an item of `switches`: a moment, a role, a part, and for how many contacts.
enum SwitchKeys {
  static var form: ValueForm<[SwitchChange]> { .list(of: change, 1...1_000).checked(objection) }

  private static var change: ValueForm<SwitchChange> {
    ValueForm.section(SwitchChange(), settings).checked { change in
      guard let role = SwitchableRole.named(change.role), !role.partNames.contains(change.part) else { return nil }
      return
        "names the part \"\(change.part)\" for the role \(role.name), which has none of this name; expected one of "
        + "\(role.partNames.joined(separator: ", "))."
    }
  }

  /// Who reads the list from the top reads what happens.
  private static func objection(_ changes: [SwitchChange]) -> String? {
    var parts: [String: String] = [:]
    for (number, change) in changes.enumerated() {
      if let earlier = changes[..<number].last, change.at < earlier.at {
        return
          "goes back from \(TimeUnit.seconds.text(earlier.at)) s to \(TimeUnit.seconds.text(change.at)) s at its item "
          + "\(number); expected changes in the order of time."
      }
      if changes[..<number].contains(where: { $0.role == change.role && $0.at == change.at }) {
        return
          "changes \(change.role) twice at \(TimeUnit.seconds.text(change.at)) s; expected one change of a role at a time."
      }
      if let part = parts[change.role], part != change.part {
        return
          "switches \(change.role) to \(part) and to \(change.part); expected one part of a role beside the design's own."
      }
      parts[change.role] = change.part
    }
    return nil
  }

  private static var settings: [Setting<SwitchChange>] {
    [
      Setting(
        "at_seconds",
        \.at,
        .duration(.seconds, .zero ... .seconds(30 * 86_400)),
        isRequired: true,
        "The moment, in virtual time."
      ),
      Setting(
        "role",
        \.role,
        .choice(SwitchableRole.all.map { ($0.name, $0.name) }),
        isRequired: true,
        "The role that has two parts from then on."
      ),
      Setting(
        "part",
        \.part,
        .line(atMost: 100),
        isRequired: true,
        "The part that contacts use who are switched on; the others use the design's own."
      ),
      Setting(
        "percent",
        \.percent,
        .count(0...100),
        isRequired: true,
        "How many of a hundred contacts are switched on; 0 takes the switch back, and what waits in queues is worked off. Of a "
          + "role that owns a truth, seats or credits, 0 or 100."
      ),
    ]
  }
}

import BookingCore
import Settings
import Texts

extension ScenarioRule {
  static let switches = [
    ScenarioRule("truth-is-one", .refused, binding: ["switches"]) { draft in
      for change in draft.switches ?? [] where !(change.percent == 0 || change.percent == 100) {
        guard SwitchableRole.named(change.role)?.ownsTruth == true else { continue }
        return
          "\(change.role) at \(TimeUnit.seconds.text(change.at)) s would be \(change.part) for \(change.percent) % of the "
          + "contacts, and of two truths both sell the last \(change.role == "credits" ? "credit" : "seat"); expected percent 0 or "
          + "100, for all at once."
      }
      return nil
    }
  ]
}

extension ScenarioDraft {
  /// A switch to a part that a design cannot have, or has already.
  func switchObjection(to design: Design) -> String? {
    for change in switches ?? [] {
      guard let role = DesignRole.listed.first(where: { $0.name == change.role }) else { continue }
      let switched = "switches has \(role.name)=\(change.part)"
      guard design.partName(role) != change.part else {
        return
          "\(switched), which is what \(design.name) has already; expected another part, or a design with another one."
      }
      if !(change.percent == 0 || change.percent == 100), let other = design.replacing(role, with: change.part),
        other.queuesAlike(design, whichDiffersIn: change.role)
      {
        return
          "\(switched) for \(change.percent) % of the contacts, and \(design.name) has a queue already, which has one pace for "
          + "all; expected percent 0 or 100, or a design without a queue."
      }
      if let objection = design.replacing(role, with: change.part)?.objection {
        return "\(switched), and \(objection); expected another part, or another design."
      }
    }
    return nil
  }
}

import AccountScenarios
package import BookingCore
import HubSpotClient
import Settings
import SimulatedHubSpot

extension Scenario {
  /// Why a design cannot be right in this scenario, in whole sentences; nil when nothing is known against it.
  package func objection(to design: Design) -> String? { draft.objection(to: design) }
}

extension ScenarioDraft {
  func objection(to design: Design) -> String? {
    pacingObjection(to: design) ?? ruleObjection(to: design) ?? switchObjection(to: design)
  }

  /// A rule that binds designs for one of their parts.
  private func ruleObjection(to design: Design) -> String? {
    for (role, binds, rules) in ScenarioRule.ofParts {
      guard let part = parts(of: role, design).first(where: binds) else { continue }
      for rule in rules {
        if let objection = rule.objection(self) { return "\(role)=\(part) breaks the rule \(rule.name): \(objection)" }
      }
    }
    return nil
  }

  /// The part of the design, and those that it is switched to.
  private func parts(of role: String, _ design: Design) -> [String] {
    [Self.part(of: role, design)].compactMap(\.self) + (switches ?? []).filter { $0.role == role }.map(\.part)
  }

  private static func part(of role: String, _ design: Design) -> String? {
    DesignRole.listed.first { $0.name == role }.flatMap { design.partName($0) }
  }

  /// A way to pace calls that lets more go than HubSpot allows, or nothing at all.
  private func pacingObjection(to design: Design) -> String? {
    let limits = hubSpot.limits
    let settings = core.settings.client.pacing.completed(
      tenSecond: limits.tenSecond.limit,
      search: limits.search.limit,
      burst: limits.burst?.limit,
      instances: core.instances
    )
    switch Self.part(of: "pacing", design) {
    case "reservoir": return reservoirObjection(settings, limits)
    case "gcra": return bucketObjection(settings, limits)
    case "window-share": return shareObjection(settings, limits)
    default: return nil
    }
  }

  /// Reports designs of the scenario's own list that cannot be right in it.
  func checkDesigns(_ reading: inout SettingsReading) {
    for name in designs ?? [] {
      guard let design = try? DesignRegistry.design(name), let objection = objection(to: design) else { continue }
      reading.report("names \(name), which cannot be right here: \(objection)", at: reading.place(of: "designs"))
    }
  }

  private func reservoirObjection(_ settings: PacingSettings, _ limits: HubSpotLimits) -> String? {
    let (amount, limit) = (settings.reservoir ?? settings.believed.tenSecond, limits.tenSecond)
    let fillings = max(1, Int((limit.window / settings.reservoirInterval).rounded(.up)))
    guard amount * fillings > limit.limit else { return nil }
    return "pacing=reservoir lets \(amount) calls go every \(ScenarioRule.seconds(settings.reservoirInterval)) s, and "
      + "HubSpot takes \(limit.limit) in any 10 s; expected core.pacing.reservoir of at most "
      + "\(limit.limit / fillings), or a longer core.pacing.reservoir_refresh_seconds."
  }

  private func bucketObjection(_ settings: PacingSettings, _ limits: HubSpotLimits) -> String? {
    let (size, rate, limit) = (settings.bucketSize, settings.bucketRate, limits.tenSecond)
    let most = Double(size) + rate * (limit.window / .seconds(1))
    guard most > Double(limit.limit) else { return nil }
    return
      "pacing=gcra lets \(size) calls go at once and \((rate * 1_000).rounded() / 1_000) a second after that, which is "
      + "\(Int(most.rounded(.up))) in 10 s, and HubSpot takes \(limit.limit); expected core.pacing.bucket_tokens plus ten "
      + "times core.pacing.bucket_tokens_per_second of at most \(limit.limit)."
  }

  private func shareObjection(_ settings: PacingSettings, _ limits: HubSpotLimits) -> String? {
    guard core.host == .resident else {
      return
        "pacing=window-share gives each instance an even share of the limits, and with core.host \(core.host.rawValue) "
        + "nobody knows among how many; expected pacing=store-window, or core.host resident."
    }
    let shares = [
      ("calls in 10 s", settings.believed.tenSecond), ("searches a second", settings.believed.search),
      ("calls a second", settings.burstLimit ?? .max),
    ]
    guard let (what, limit) = shares.first(where: { $0.1 < settings.instances }) else { return nil }
    return
      "pacing=window-share gives each of \(settings.instances) instances an even share of \(limit) \(what), and that is "
      + "none; expected at most \(limit) core.instances, or pacing=store-window."
  }
}

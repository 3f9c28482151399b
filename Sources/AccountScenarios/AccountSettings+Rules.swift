package import Settings
import SimulatedHubSpot
import Texts

extension AccountSettings {
  /// Reports what is wrong between keys that are right by themselves.
  package func check(_ reading: inout SettingsReading) {
    let profile = "hubspot.latency.profile"
    for key in latency.contradictions where reading.areSound(profile) {
      reading.report(
        "is not 0, but the constant profile has no variation; expected 0, no such key, or another profile.",
        at: reading.place(of: "hubspot.latency.\(key)"),
        besides: profile
      )
    }
    let scales = (episodes ?? []).latencyScale.values.map { $0 * latency.scale }
    if let scale = scales.first(where: { !(0.001...1_000).contains($0) }),
      reading.areSound("hubspot.episodes", "hubspot.latency.scale")
    {
      reading.report(
        "let calls take \(DoubleText.shortest(scale)) times as long where they overlap, hubspot.latency.scale included; "
          + "expected 0.001 to 1000.",
        at: reading.place(of: "hubspot.episodes"),
        besides: "hubspot.latency.scale"
      )
    }
    if tier == .marketplace, limitIncreases > 0 {
      reading.report(
        "is \(limitIncreases), but HubSpot sells no increase for marketplace apps; expected 0.",
        at: reading.place(of: "hubspot.limit_increases"),
        besides: "hubspot.tier"
      )
    }
  }
}

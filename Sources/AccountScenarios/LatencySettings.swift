package import HubSpotAPI
package import Settings
package import SimulatedHubSpot
import Texts

/// The keys of `hubspot.latency` as they are written.
package struct LatencySettings {
  package enum Profile: String, CaseIterable {
    /// What was measured, with variation.
    case customer
    /// The same medians each time, judged the moment a call is sent: for comparison with theory.
    case constant
  }

  /// The medians, by the labels of calls.
  package struct Medians {
    package var byLabel: [CallLabel: Duration]
    package var otherCalls: Duration
  }

  package var profile = Profile.customer
  /// What every length of time is multiplied by.
  package var scale = 1.0
  package var sigma: Double?
  package var wayUp: Duration?
  package var wayUpSigma: Double?
  package var refusal: Duration
  package var batchExtraPerInput: Duration
  package var medians: Medians
  /// What a file says nothing of.
  private let measured: LatencyProfile

  /// - Parameter measured: what a file differs from.
  package init(_ measured: LatencyProfile) {
    self.measured = measured
    refusal = measured.refusal
    batchExtraPerInput = measured.batchExtraPerInput
    medians = Medians(byLabel: measured.medians, otherCalls: measured.fallback)
  }

  private static let longest: Duration = .seconds(3_600)

  /// - Parameter labels: of the calls that have a median of their own, in the order of the format.
  package func settings(_ labels: [CallLabel]) -> [Setting<Self>] {
    let length = ValueForm<Duration>.duration(.milliseconds, .zero...Self.longest)
    let sigma = ValueForm<Double>.number("0", "5")
    return [
      Setting(
        "profile",
        \.profile,
        .choice,
        canonical: .resolved,
        "With variation (customer), or without any (constant)."
      ),
      Setting(
        "scale",
        \.scale,
        .number("0.001", "1000"),
        canonical: .resolved,
        "Every call, refusal and way up takes so many times as long: 2 for a HubSpot half as fast."
      ),
      Setting(
        "sigma",
        optional: \.sigma,
        sigma,
        canonical: .resolved,
        "Standard deviation of the logarithm of a call's time: 0.25 unless the profile is constant."
      ),
      Setting(
        "way_up_ms",
        optional: \.wayUp,
        length,
        canonical: .resolved,
        "Median of the way up to HubSpot, contained in the medians below: 10 unless the profile is constant. A call that is "
          + "answered sooner than its way up would take is judged when it is answered."
      ),
      Setting("way_up_sigma", optional: \.wayUpSigma, sigma, canonical: .resolved, "Like sigma, of the way up: 0.5."),
      Setting("refusal_ms", \.refusal, length, "A refusal (429) takes this long in all."),
      Setting(
        "batch_extra_per_input_ms",
        \.batchExtraPerInput,
        length,
        "What a batch call takes more for each input after the first."
      ),
      Setting(
        "median_ms",
        \.medians,
        .section(medians, Self.medianSettings(labels)),
        canonical: .named("median"),
        "Half of all calls are faster, as seen from the one who calls."
      ),
    ]
  }

  private static func medianSettings(_ labels: [CallLabel]) -> [Setting<Medians>] {
    let length = ValueForm<Duration>.duration(.milliseconds, .nanoseconds(1_000)...longest)
    return labels.map { label in
      Setting(label.name, optional: \.byLabel[label], length, "Calls of this name.")
    } + [Setting("other_calls", \.otherCalls, length, "Every other call.")]
  }

  /// The keys by which a constant profile would vary after all.
  package var contradictions: [String] {
    guard profile == .constant else { return [] }
    let keys = [
      ("sigma", (sigma ?? 0) != 0), ("way_up_ms", (wayUp ?? .zero) != .zero), ("way_up_sigma", (wayUpSigma ?? 0) != 0),
    ]
    return keys.filter(\.1).map(\.0)
  }

  /// What the profile and the values that differ from it come to. A scale of 1 has no line, for it changes nothing.
  package static func resolvedLines(_ settings: Self) -> [CanonicalLine] {
    let latency = settings.unscaled
    return [
      CanonicalLine("sigma", DoubleText.shortest(latency.sigma)), CanonicalLine("way_up", latency.wayUp),
      CanonicalLine("way_up_sigma", DoubleText.shortest(latency.wayUpSigma)),
    ] + (settings.scale == 1 ? [] : [CanonicalLine("scale", DoubleText.shortest(settings.scale))])
  }

  /// The profile that all of this comes to.
  package var resolved: LatencyProfile { unscaled.scaled(by: scale) }

  /// The same as it is at a scale of 1.
  package var unscaled: LatencyProfile {
    var latency = profile == .constant ? measured.withoutVariation : measured
    latency.sigma = sigma ?? latency.sigma
    latency.wayUp = wayUp ?? latency.wayUp
    latency.wayUpSigma = wayUpSigma ?? latency.wayUpSigma
    latency.refusal = refusal
    latency.batchExtraPerInput = batchExtraPerInput
    latency.medians = medians.byLabel
    latency.fallback = medians.otherCalls
    return latency
  }
}

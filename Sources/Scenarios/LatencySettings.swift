import BookingCore
import HubSpotAPI
import Settings
import SimulatedHubSpot
import Texts

/// The keys of `hubspot.latency` as they are written.
struct LatencySettings {
  enum Profile: String, CaseIterable {
    /// The customer's measurements, with variation.
    case customer
    /// The same medians each time, judged the moment a call is sent: for comparison with theory.
    case constant
  }

  /// The medians, by the core's labels of calls.
  struct Medians {
    var byLabel = LatencyProfile.customer.medians
    var otherCalls = LatencyProfile.customer.fallback
  }

  var profile = Profile.customer
  /// What every length of time is multiplied by.
  var scale = 1.0
  var sigma: Double?
  var wayUp: Duration?
  var wayUpSigma: Double?
  var refusal = LatencyProfile.customer.refusal
  var batchExtraPerInput = LatencyProfile.customer.batchExtraPerInput
  var medians = Medians()

  private static let longest: Duration = .seconds(3_600)

  static var settings: [Setting<Self>] {
    let length = ValueForm<Duration>.duration(.milliseconds, .zero...longest)
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
        "Median of the way up to HubSpot, contained in the medians below: 10 unless the profile is constant."
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
        .section(Medians(), medianSettings),
        canonical: .named("median"),
        "Half of all calls are faster, as seen from the core."
      ),
    ]
  }

  private static var medianSettings: [Setting<Medians>] {
    let length = ValueForm<Duration>.duration(.milliseconds, .nanoseconds(1_000)...longest)
    return Labels.all.map { label in
      Setting(label.name, optional: \.byLabel[label], length, "The core's calls of this name.")
    } + [Setting("other_calls", \.otherCalls, length, "Every other call.")]
  }

  /// The keys by which a constant profile would vary after all.
  var contradictions: [String] {
    guard profile == .constant else { return [] }
    let keys = [
      ("sigma", (sigma ?? 0) != 0), ("way_up_ms", (wayUp ?? .zero) != .zero), ("way_up_sigma", (wayUpSigma ?? 0) != 0),
    ]
    return keys.filter(\.1).map(\.0)
  }

  /// What the profile and the values that differ from it come to. A scale of 1 has no line, for it changes nothing.
  static func resolvedLines(_ settings: Self) -> [CanonicalLine] {
    let latency = settings.unscaled
    return [
      CanonicalLine("sigma", DoubleText.shortest(latency.sigma)), CanonicalLine("way_up", latency.wayUp),
      CanonicalLine("way_up_sigma", DoubleText.shortest(latency.wayUpSigma)),
    ] + (settings.scale == 1 ? [] : [CanonicalLine("scale", DoubleText.shortest(settings.scale))])
  }

  /// The profile that all of this comes to.
  var resolved: LatencyProfile { unscaled.scaled(by: scale) }

  /// The same as it is at a scale of 1.
  var unscaled: LatencyProfile {
    let customer = LatencyProfile.customer
    var latency = profile == .constant ? customer.withoutVariation : customer
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

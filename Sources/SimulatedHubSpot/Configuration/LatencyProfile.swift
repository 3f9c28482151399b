package import HubSpotAPI
import Ports

/// How long HubSpot takes, as its client sees it: from sending a request to having the reply.
///
/// The median of a call is that of its label, else that of its kind and type, else that of its kind, else `fallback`;
/// a batch takes `batchExtraPerInput` more for each input after the first.
package struct LatencyProfile: Hashable, Sendable {
  /// A kind of call on a type of object.
  package struct CallShape: Hashable, Sendable {
    package var kind: CallKind
    package var type: ObjectType

    package init(_ kind: CallKind, _ type: ObjectType) {
      self.kind = kind
      self.type = type
    }
  }

  package var medians: [CallLabel: Duration]
  package var mediansByShape: [CallShape: Duration]
  package var mediansByKind: [CallKind: Duration]
  package var fallback: Duration
  /// Standard deviation of the logarithm; 0 gives the median each time.
  package var sigma: Double
  /// Median of the way up to HubSpot, contained in the times above: the limits judge a request when it arrives.
  package var wayUp: Duration
  /// Like `sigma`, of the way up.
  package var wayUpSigma: Double
  /// A refusal takes this long in all (but never less than its way up).
  package var refusal: Duration
  package var batchExtraPerInput: Duration

  package init(
    medians: [CallLabel: Duration] = [:],
    mediansByShape: [CallShape: Duration] = [:],
    mediansByKind: [CallKind: Duration] = [:],
    fallback: Duration,
    sigma: Double = 0.25,
    wayUp: Duration = .milliseconds(10),
    wayUpSigma: Double = 0.5,
    refusal: Duration = .milliseconds(20),
    batchExtraPerInput: Duration = .milliseconds(2)
  ) {
    self.medians = medians
    self.mediansByShape = mediansByShape
    self.mediansByKind = mediansByKind
    self.fallback = fallback
    self.sigma = sigma
    self.wayUp = wayUp
    self.wayUpSigma = wayUpSigma
    self.refusal = refusal
    self.batchExtraPerInput = batchExtraPerInput
  }

  /// Every call takes its median, and is judged the moment it is sent: the profile for comparison with theory.
  package var withoutVariation: LatencyProfile {
    var profile = self
    profile.sigma = 0
    profile.wayUp = .zero
    profile.wayUpSigma = 0
    return profile
  }

  /// Every length of time so many times as long, to whole nanoseconds; what was longer than zero stays so. Each draw of a
  /// run is scaled with its median, so that two scales meet the same luck.
  ///
  /// - Parameter factor: above 0.
  package func scaled(by factor: Double) -> LatencyProfile {
    guard factor != 1 else { return self }
    func scaled(_ duration: Duration) -> Duration {
      guard duration > .zero else { return duration }
      return .nanoseconds(max(1, Int64((Double(duration.wholeNanoseconds) * factor).rounded())))
    }
    var profile = self
    profile.medians = medians.mapValues(scaled)
    profile.mediansByShape = mediansByShape.mapValues(scaled)
    profile.mediansByKind = mediansByKind.mapValues(scaled)
    profile.fallback = scaled(fallback)
    profile.wayUp = scaled(wayUp)
    profile.refusal = scaled(refusal)
    profile.batchExtraPerInput = scaled(batchExtraPerInput)
    return profile
  }

  /// The median of a call by the rules above, without the extra of a batch.
  package func median(label: CallLabel, kind: CallKind, type: ObjectType) -> Duration {
    medians[label] ?? mediansByShape[CallShape(kind, type.normalized)] ?? mediansByKind[kind] ?? fallback
  }

  /// What is wrong with the profile, in words; empty when nothing is.
  var problems: [String] {
    var problems: [String] = []
    let durations = Array(medians.values) + mediansByShape.values + mediansByKind.values + [fallback]
    if durations.contains(where: { $0 <= .zero }) { problems.append("latency: every median is longer than zero") }
    if ![sigma, wayUpSigma].allSatisfy({ $0 >= 0 && $0 <= 5 }) { problems.append("latency: a sigma is in 0...5") }
    if [wayUp, refusal, batchExtraPerInput].contains(where: { $0 < .zero }) {
      problems.append("latency: wayUp, refusal and batchExtraPerInput are not negative")
    }
    return problems
  }
}

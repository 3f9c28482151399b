import DeterministicRuntime
import HubSpotAPI
import Ports
import VirtualTime

/// How long one request takes.
struct CallTiming: Hashable {
  /// Until the limits judge it; at most `total`.
  let wayUp: VirtualSpan
  /// Until the reply arrives, if it is admitted.
  let total: VirtualSpan
  /// Until the reply arrives, if it is refused; at least `wayUp`.
  let refusal: VirtualSpan
}

/// Draws the times of requests by key: (origin, pass or request, label, try). The same request meets the same luck
/// whatever else happens in the run; a label that one pass uses twice takes equally long both times.
struct CallTimings {
  private struct Entry {
    let kind: CallKind
    let type: ObjectType
    let median: VirtualSpan
    let labelHash: Int
  }

  private static let latency: KeyedRandom.Purpose = "hubspot latency"
  private static let up: KeyedRandom.Purpose = "hubspot way up"

  private let profile: LatencyProfile
  private let random: KeyedRandom
  private let wayUp: LogNormalDuration?
  private let refusal: VirtualSpan
  private let extraPerInput: VirtualSpan
  /// What the profile says, by label and shape of the call: looked up once. Few shapes share a label.
  private var entries: [CallLabel: [Entry]] = [:]

  init(_ profile: LatencyProfile, random: KeyedRandom) {
    self.profile = profile
    self.random = random
    let up = profile.wayUp.wholeNanoseconds
    wayUp = up > 0 ? LogNormalDuration(medianNanoseconds: up, sigma: profile.wayUpSigma) : nil
    refusal = VirtualSpan(profile.refusal)
    extraPerInput = VirtualSpan(profile.batchExtraPerInput)
  }

  mutating func timing(of request: HubSpotRequest) -> CallTiming {
    let entry = entry(for: request)
    let extra = extraPerInput * max(0, request.call.inputCount - 1)
    let (origin, pass) = (Self.key(of: request.origin), request.origin.request)
    var draw = random.draw(Self.latency, origin, pass, entry.labelHash, request.tryNumber)
    let median = (entry.median + extra).nanoseconds
    let law = LogNormalDuration(medianNanoseconds: median, sigma: profile.sigma)
    let total = VirtualSpan(nanoseconds: law.nanoseconds(&draw))
    guard let wayUp else { return CallTiming(wayUp: .zero, total: total, refusal: refusal) }
    var upDraw = random.draw(Self.up, origin, pass, entry.labelHash, request.tryNumber)
    let up = min(total, VirtualSpan(nanoseconds: wayUp.nanoseconds(&upDraw)))
    return CallTiming(wayUp: up, total: total, refusal: max(up, refusal))
  }

  private mutating func entry(for request: HubSpotRequest) -> Entry {
    let (kind, type) = (request.call.kind, request.call.objectType)
    if let known = entries[request.label] {
      for entry in known where entry.kind == kind && entry.type == type { return entry }
    }
    let entry = Entry(
      kind: kind,
      type: type,
      median: VirtualSpan(profile.median(label: request.label, kind: kind, type: type)),
      labelHash: Self.hash(of: request.label.name)
    )
    entries[request.label, default: []].append(entry)
    return entry
  }

  private static func key(of origin: CallOrigin) -> Int {
    switch origin.identity {
    case .number(let number): origin.kind == .visitor ? number : number &+ hash(of: origin.kind.name)
    case .name(let name): hash(of: name)
    case .alone: hash(of: origin.kind.name)
    }
  }

  /// The same in every process, unlike Swift's own.
  private static func hash(of text: String) -> Int {
    var digest = RunDigest()
    digest.combine(text)
    return Int(truncatingIfNeeded: digest.value)
  }
}

/// The times of requests to a HubSpot that is slower or faster for a while: the moment in which a request is sent decides.
/// A draw is scaled with its median, so that a request meets the same luck in an episode and outside of it.
struct CallTimingsOverTime {
  private let scales: Schedule<Double>
  /// By scale; few.
  private var timings: [(scale: Double, timings: CallTimings)]

  init(_ profile: LatencyProfile, _ episodes: [HubSpotEpisode], random: KeyedRandom) {
    scales = episodes.latencyScale
    timings = Set(scales.values).sorted().map { ($0, CallTimings(profile.scaled(by: $0), random: random)) }
  }

  mutating func timing(of request: HubSpotRequest, sentAt: VirtualInstant) -> CallTiming {
    let scale = scales.value(at: sentAt)
    guard let index = timings.firstIndex(where: { $0.scale == scale }) else {
      preconditionFailure("no times for a scale of \(scale)")
    }
    return timings[index].timings.timing(of: request)
  }
}

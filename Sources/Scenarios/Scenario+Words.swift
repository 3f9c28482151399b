package import LoadGeneration
import SimulatedHubSpot
import Texts

/// A scenario in words, for people who have not read its file.
extension Scenario {
  /// Who comes: `100 visitors in 1 s`.
  package var loadText: String { load.arrivals.words }

  /// What else is unusual about it, a few words each: `4 instances`.
  package var circumstances: [String] {
    var words: [String] = []
    let other = hubSpot.otherTraffic
    if other.tenSecondPercent > 0 || other.searchPercent > 0 {
      let shares = Set([other.tenSecondPercent, other.searchPercent]).sorted().map(String.init)
      words.append("other apps want \(shares.joined(separator: " and ")) % of them")
    }
    for episode in hubSpot.episodes { words.append(Self.words(of: episode)) }
    if admin.count > 0 { words.append("\(admin.count)\u{A0}edit\(admin.count == 1 ? "" : "s") by hand") }
    if switches.count > 0 {
      words.append("\(switches.count)\u{A0}change\(switches.count == 1 ? "" : "s") of switches")
    }
    if crashes.count > 0 { words.append("\(crashes.count)\u{A0}crash\(crashes.count == 1 ? "" : "es")") }
    if core.host == .anInstanceARequest { words.append("an instance a request") }
    if core.jobs == .cron { words.append("jobs called from outside") }
    if core.instances > 1 { words.append("\(core.instances)\u{A0}instances") }
    return words
  }

  /// `calls take 5 times as long from 10 s to 40 s`
  private static func words(of episode: HubSpotEpisode) -> String {
    var differences: [String] = []
    if let scale = episode.latencyScale {
      differences.append("calls take \(DoubleText.shortest(scale)) times as long")
    }
    if let limit = episode.tenSecondLimit { differences.append("\(limit) calls/10\u{A0}s") }
    if let limit = episode.searchLimit { differences.append("\(limit) searches/s") }
    let shares = Set([episode.otherTenSecondPercent, episode.otherSearchPercent].compactMap(\.self)).sorted()
    if !shares.isEmpty {
      differences.append("other apps want \(shares.map(String.init).joined(separator: " and "))\u{A0}%")
    }
    let (from, until) = (TimeUnit.seconds.text(episode.from), TimeUnit.seconds.text(episode.until))
    return "\(differences.joined(separator: ", ")) from \(from)\u{A0}s to \(until)\u{A0}s"
  }
}

extension ArrivalProcess {
  /// `100 visitors in 1 s`, `8 visitors a second for 60 s`.
  package var words: String {
    switch self {
    case .even(let count, let span, _): "\(Self.visitors(count)) in \(Self.time(span))"
    case .constant(let rate, let duration): "\(Self.rate(rate)) for \(Self.time(duration))"
    case .poisson(let rate, let duration): "\(Self.rate(rate)) at random for \(Self.time(duration))"
    case .ramp(let first, let last, let duration):
      "\(Self.number(first)) to \(Self.rate(last)), rising over \(Self.time(duration))"
    case .phases(let phases):
      phases.count == 1 ? phases[0].words : Self.words(phases, of: self)
    }
  }

  /// Pauses are no phases in which anybody comes.
  private static func words(_ phases: [ArrivalProcess], of all: ArrivalProcess) -> String {
    let coming = phases.count { $0.expectedCount > 0 }
    let parts = coming == 1 ? "" : " in \(coming) \(coming < phases.count ? "waves" : "phases")"
    return "\(visitors(all.expectedCount))\(parts) over \(time(all.span))"
  }

  private static func visitors(_ count: Int) -> String { count == 1 ? "1 visitor" : "\(count) visitors" }

  private static func rate(_ perSecond: Double) -> String {
    perSecond < 1 ? "\(number(perSecond * 60)) visitors a minute" : "\(number(perSecond)) visitors a second"
  }

  /// With two decimals at most.
  private static func number(_ number: Double) -> String {
    let hundredths = (number * 100).rounded()
    guard hundredths < 0x1p53 else { return "\(number)" }
    let text = "\(hundredths / 100)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  /// In the unit that reads best, with what is needed of it.
  private static func time(_ duration: Duration) -> String {
    let seconds = Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
    if seconds >= 120, seconds == (seconds / 60).rounded() * 60 { return "\(number(seconds / 60)) min" }
    return seconds > 0 && seconds < 1 ? "\(number(seconds * 1_000)) ms" : "\(number(seconds)) s"
  }
}

package import Settings
package import SimulatedHubSpot
import Texts

/// The keys of an item of `hubspot.episodes`: a time, and what differs in it.
package enum EpisodeKeys {
  private static let latest: Duration = .seconds(30 * 86_400)

  package static var form: ValueForm<[HubSpotEpisode]> { .list(of: episode, 1...20) }

  private static var episode: ValueForm<HubSpotEpisode> {
    ValueForm.section(HubSpotEpisode(from: .zero, until: .zero), settings).checked { episode in
      let ends = [episode.from, episode.until].map(TimeUnit.seconds.text)
      guard episode.from < episode.until else {
        return "goes from \(ends[0]) to \(ends[1]) s; expected until_seconds later than from_seconds."
      }
      return episode.changesAnything
        ? nil
        : "changes nothing from \(ends[0]) to \(ends[1]) s; expected a key besides from_seconds and until_seconds."
    }
  }

  private static var settings: [Setting<HubSpotEpisode>] {
    [
      Setting(
        "from_seconds",
        \.from,
        .duration(.seconds, .zero...latest),
        isRequired: true,
        "Its first moment, in virtual time."
      ),
      Setting(
        "until_seconds",
        \.until,
        .duration(.seconds, .zero...latest),
        isRequired: true,
        "The first moment after it."
      ),
      Setting(
        "latency_scale",
        optional: \.latencyScale,
        .number("0.001", "1000"),
        "Calls sent meanwhile take so many times as long, their way up and refusals too; of overlapping episodes the product."
      ),
      Setting(
        "ten_second_limit",
        optional: \.tenSecondLimit,
        .count(1...100_000),
        "Requests in any 10 s; what was admitted before counts. Of overlapping episodes the last one's."
      ),
      Setting(
        "search_limit_per_second",
        optional: \.searchLimit,
        .count(1...10_000),
        "Searches in any second, likewise."
      ),
      Setting(
        "other_ten_second_percent",
        optional: \.otherTenSecondPercent,
        .count(0...200),
        "What other apps take meanwhile, of the regular ten-second quota; likewise."
      ),
      Setting(
        "other_search_percent",
        optional: \.otherSearchPercent,
        .count(0...200),
        "What other apps take meanwhile, of the regular search quota; likewise."
      ),
    ]
  }
}

package import Results

extension LeagueWay {
  /// Every way that has a row, the one first that the others are held against. A new one is an entry here.
  package static let all: [LeagueWay] = [
    LeagueWay(
      "known-window",
      retry: "fixed-delays",
      pacing: "known-window",
      says: "keeps its own log of HubSpot's rolling windows and sends what they have room for"
    ),
    LeagueWay("none", retry: "none", pacing: "none", says: "sends at once and takes every refusal as it is"),
    LeagueWay(
      "fixed-delays",
      retry: "fixed-delays",
      pacing: "none",
      says: "sends at once and tries again after 1, 2 and 4 s",
      source: "the customer's documents"
    ),
    LeagueWay(
      "node-client",
      retry: "node-client",
      pacing: "node-client",
      says: "sends nine calls a second in each process, six at a time, and tries again after 10 s times the try",
      source: "github.com/HubSpot/hubspot-api-nodejs, README and src/services/decorators/RetryDecorator.ts"
    ),
    LeagueWay(
      "reservoir",
      retry: "fixed-delays",
      pacing: "reservoir",
      says: "spends the limit as it likes and fills it again every 10 s",
      source: "github.com/SGrondin/bottleneck, README, \"Reservoir Intervals\""
    ),
    LeagueWay(
      "gcra",
      retry: "fixed-delays",
      pacing: "gcra",
      says: "takes each call from a token bucket, of which all at once and ten seconds' refilling are the limit",
      source: "ITU-T I.371, the Generic Cell Rate Algorithm"
    ),
    LeagueWay(
      "aimd",
      retry: "fixed-delays",
      pacing: "aimd",
      says: "allows itself one call more at a time after a round without refusals, and half as many after one",
      source: "Chiu and Jain, \"Analysis of the Increase and Decrease Algorithms\", 1989; RFC 5681"
    ),
    LeagueWay(
      "adaptive-throttling",
      retry: "fixed-delays",
      pacing: "adaptive-throttling",
      says: "refuses calls itself, the more of them the more HubSpot has refused in two minutes",
      source: "\"Site Reliability Engineering\", chapter 21, \"Client-Side Throttling\""
    ),
    LeagueWay(
      "retry-tokens",
      retry: "retry-tokens",
      pacing: "none",
      says: "sends at once and pays for retries out of a quota that successes fill, with full jitter",
      source: "AWS SDKs and Tools Reference Guide, \"Retry behavior\", standard mode"
    ),
  ]

  /// Ways for several instances, which are no others than `known-window` where there is one.
  package static let shared: [LeagueWay] = [
    LeagueWay(
      "store-window",
      retry: "fixed-delays",
      pacing: "store-window",
      says: "as known-window, with one log for all instances, in the store"
    ),
    LeagueWay(
      "window-share",
      retry: "fixed-delays",
      pacing: "window-share",
      says: "as known-window, each instance with an even share of the limits"
    ),
  ]
}

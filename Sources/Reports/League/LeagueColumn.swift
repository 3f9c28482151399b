import Measures
import Results

/// What a league's tables show of each way, in the order of its measures.
struct LeagueColumn {
  let measure: Measure
  let title: String
  /// For a screen, where there is little room; nil of what is not shown there.
  let short: String?
  /// What it is, for readers of the page.
  let says: String

  static let all: [LeagueColumn] = zip(MeasureSet.league, words).map { measure, words in
    LeagueColumn(measure: measure, title: words.title, short: words.short, says: words.says)
  }

  /// Those that the differences are told of: what the front is drawn by, and what visitors got in the first minute.
  static var compared: [LeagueColumn] { [all[0], all[2], all[3]] }

  private static let words: [(title: String, short: String?, says: String)] = [
    ("429s", "429s", "the share of the requests that HubSpot refused"),
    ("p50", "p50", "the median time from a visitor's first request to the booking"),
    (
      "p99", "p99",
      "the time to booking that one visitor in a hundred exceeds; not reached where one in a hundred gave up"
    ),
    ("first minute", "1st min", "bookings confirmed within a minute of the first wish"),
    ("booked", nil, "wishes that ended with a booking, of those that could"),
    ("wasted calls", "wasted", "requests that were refused or failed, or were sent for a wish of which nothing came"),
    (
      "quota unused", "unused",
      "of the ten-second limit, what was not used while somebody had waited for more than 2 s, on average"
    ),
    ("fairness", "fair", "Jain's index of the waiting times: 100 % when all wait equally long"),
    ("longest wait", "longest", "of a visitor, until the booking or until it was given up"),
    ("all done", "done", "until the last wish had ended and what the bookings lead to stood in HubSpot"),
  ]
}

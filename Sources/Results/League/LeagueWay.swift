/// A known way to live with a rate limit: what is done about a refusal, and what is done so that there is none.
package struct LeagueWay: Hashable, Sendable {
  /// The name of its row: `node-client`.
  package let name: String
  /// The part of each role that makes it.
  package let retry: String
  package let pacing: String
  /// What it does, as a clause.
  package let says: String
  /// Where it is described; nil of what needs no source.
  package let source: String?

  package init(_ name: String, retry: String, pacing: String, says: String, source: String? = nil) {
    self.name = name
    self.retry = retry
    self.pacing = pacing
    self.says = says
    self.source = source
  }

  /// What a design's name gets to have it: `+retry=none+pacing=gcra`.
  package var suffix: String { "+retry=\(retry)+pacing=\(pacing)" }
}

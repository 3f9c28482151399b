/// What the runs say about one claim.
package struct ClaimFinding: Hashable, Sendable {
  package let claim: Claim
  /// In the order of the claim's promises.
  package let promises: [PromiseFinding]
  package let turns: [TurnFinding]
  /// Runs that lost or doubled something or did not come to rest: the command that repeats each, and what was wrong.
  package let unsound: [String]

  package init(_ claim: Claim, _ promises: [PromiseFinding], turns: [TurnFinding], unsound: [String]) {
    precondition(
      promises.count == claim.promises.count,
      "\(promises.count) findings on \(claim.promises.count) promises"
    )
    self.claim = claim
    self.promises = promises
    self.turns = turns
    self.unsound = unsound
  }

  package var verdict: ClaimVerdict { .all(promises.map(\.verdict)) }
}

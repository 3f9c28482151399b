/// What the runs say about one claim.
package struct ClaimFinding: Hashable, Sendable {
  package let claim: Claim
  /// In the order of the claim's promises.
  package let promises: [PromiseFinding]
  /// In the order of the claim's variants.
  package let variants: [PromiseFinding]
  package let turns: [TurnFinding]
  /// Runs that lost or doubled something or did not come to rest: the command that repeats each, and what was wrong.
  package let unsound: [String]

  package init(
    _ claim: Claim,
    _ promises: [PromiseFinding],
    variants: [PromiseFinding] = [],
    turns: [TurnFinding],
    unsound: [String]
  ) {
    precondition(
      promises.count == claim.promises.count,
      "\(promises.count) findings on \(claim.promises.count) promises"
    )
    self.claim = claim
    precondition(
      variants.count == claim.variants.count,
      "\(variants.count) findings on \(claim.variants.count) variants"
    )
    self.promises = promises
    self.variants = variants
    self.turns = turns
    self.unsound = unsound
  }

  package var verdict: ClaimVerdict { .all(promises.map(\.verdict)) }

  /// Whether a promise is kept or broken by so little that the verdict may turn on an input, and none is named.
  package var isOpenToDoubt: Bool {
    turns.isEmpty && variants.isEmpty && promises.contains(where: \.isNearBound)
  }
}

/// What the runs say about one claim.
package struct ClaimResult: Hashable, Sendable {
  package let claim: Claim
  /// In the order of the claim's promises.
  package let promises: [PromiseResult]
  /// In the order of the claim's variants.
  package let variants: [PromiseResult]
  package let turns: [TurnResult]
  /// Runs that lost or doubled something or did not come to rest: the command that repeats each, and what was wrong.
  package let unsound: [String]

  package init(
    _ claim: Claim,
    _ promises: [PromiseResult],
    variants: [PromiseResult] = [],
    turns: [TurnResult],
    unsound: [String]
  ) {
    precondition(
      promises.count == claim.promises.count,
      "\(promises.count) results on \(claim.promises.count) promises"
    )
    self.claim = claim
    precondition(
      variants.count == claim.variants.count,
      "\(variants.count) results on \(claim.variants.count) variants"
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

/// What became of a promise that was put to the test.
package enum ClaimVerdict: String, Hashable, Sendable, Codable, CaseIterable {
  /// Everything that the runs leave possible, with 95 % confidence, is as promised.
  case holds
  /// Nothing of it is.
  case fails
  /// Some of it is: more runs are needed.
  case undecided
  /// What it is about does not exist yet.
  case notYetTestable = "not yet testable"

  /// What several verdicts come to, none of which may be missing: one that fails decides, then one that is undecided,
  /// then one that cannot be tested.
  package static func all(_ verdicts: [ClaimVerdict]) -> ClaimVerdict {
    let order: [ClaimVerdict] = [.fails, .undecided, .notYetTestable]
    return order.first { verdicts.contains($0) } ?? .holds
  }
}

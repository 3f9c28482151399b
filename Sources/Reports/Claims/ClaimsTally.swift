import Results

/// How many claims came out how.
struct ClaimsTally {
  private let results: [ClaimResult]

  init(_ results: [ClaimResult]) { self.results = results }

  /// `33 claims: 9 hold, 20 fail, 1 undecided, 3 not yet testable`
  var text: String {
    let parts = ClaimVerdict.allCases.compactMap { verdict -> String? in
      let count = results.count { $0.verdict == verdict }
      guard count > 0 else { return nil }
      return switch verdict {
      case .holds: count == 1 ? "1 holds" : "\(count) hold"
      case .fails: count == 1 ? "1 fails" : "\(count) fail"
      case .undecided, .notYetTestable: "\(count) \(verdict.rawValue)"
      }
    }
    return "\(results.count) \(results.count == 1 ? "claim" : "claims"): " + parts.joined(separator: ", ")
  }
}

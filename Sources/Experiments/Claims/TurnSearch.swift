import Results

/// The search for the values of one input at which a claim's verdict turns.
struct TurnSearch {
  private let each: ClaimCase
  private let turn: ClaimCase.Turn
  private var trials: [TurnResult.Trial] = []
  /// With the values to try in the next round; empty when the search is over.
  private(set) var due: [Due]

  /// A value of the input, and the worlds of the claim's promises with it.
  struct Due {
    let value: Double
    let worlds: [ClaimCase.World]
  }

  /// - Throws: `SettingsProblems` when the scenario cannot be with one of the values.
  init(_ each: ClaimCase, _ turn: ClaimCase.Turn) throws {
    self.each = each
    self.turn = turn
    due = []
    due = try turn.values.map(asDue)
  }

  /// Takes the verdicts of the values that were due.
  mutating func take(_ verdict: ([ClaimCase.World]) -> ClaimVerdict) throws {
    trials += due.map { TurnResult.Trial($0.value, verdict($0.worlds)) }
    due = try result.next.map(asDue)
  }

  var result: TurnResult { TurnResult(key: turn.key, trials: trials, resolution: turn.resolution) }

  private func asDue(_ value: Double) throws -> Due { Due(value: value, worlds: try each.worlds(turn.key, value)) }
}

import Settings

/// A limit that a scenario sets or takes away.
enum SwitchableLimit: Hashable {
  case at(Int)
  case off
}

extension ValueForm where Value == SwitchableLimit {
  /// A whole number, or the word `off`.
  static func countOrOff(_ range: ClosedRange<Int>) -> ValueForm {
    ValueForm<Int>.count(range).mapped {
      .at($0)
    } from: { limit in
      switch limit {
      case .at(let number): number
      case .off: nil
      }
    }
    .or("off", .off)
  }
}

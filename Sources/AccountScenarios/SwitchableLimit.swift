package import Settings

/// A limit that a file sets or takes away.
package enum SwitchableLimit: Hashable {
  case at(Int)
  case off
}

extension ValueForm where Value == SwitchableLimit {
  /// A whole number, or the word `off`.
  package static func countOrOff(_ range: ClosedRange<Int>) -> ValueForm {
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

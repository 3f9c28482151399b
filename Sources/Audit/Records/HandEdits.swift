import HubSpotAPI
import VirtualTime

/// What somebody has changed in the account itself, as far as invariants must know of it. Empty for most runs.
struct HandEdits: Sendable {
  /// A value that holds from a moment on.
  struct Step<Value: Sendable>: Sendable {
    let at: VirtualInstant
    let value: Value
  }

  /// Seats of exams whose capacity was changed, from the start on.
  var capacities: [ObjectID: [Step<Int>]] = [:]
  /// Whether an exam could be booked, where that was changed, from the start on.
  var openings: [ObjectID: [Step<Bool>]] = [:]

  /// The values that the product may go by at some moment of `span`, when what it goes by may be as old as `age`: each with
  /// the part of the span in which it may.
  static func believed<Value>(
    _ steps: [Step<Value>],
    during span: ClosedRange<VirtualInstant>,
    age: Duration
  ) -> [(span: ClosedRange<VirtualInstant>, value: Value)] {
    let age = VirtualSpan(age)
    let from = VirtualInstant(nanoseconds: max(0, span.lowerBound.nanoseconds - age.nanoseconds))
    return pieces(steps, during: from...span.upperBound).map { piece in
      let from = max(piece.span.lowerBound, span.lowerBound)
      // A value that was replaced is believed on; one that holds to the span's end has no later part.
      let until = min(piece.span.upperBound.advanced(by: .nanoseconds(age.nanoseconds)), span.upperBound)
      return (min(from, until)...until, piece.value)
    }
  }

  /// The values of `steps` that hold at some moment of `span`, each with the part of the span in which it does.
  static func pieces<Value>(
    _ steps: [Step<Value>],
    during span: ClosedRange<VirtualInstant>
  ) -> [(span: ClosedRange<VirtualInstant>, value: Value)] {
    steps.indices.compactMap { index in
      let end = index + 1 < steps.count ? steps[index + 1].at : .never
      let (from, until) = (max(steps[index].at, span.lowerBound), min(end, span.upperBound))
      // At the moment of a change both values are looked at.
      return from <= until ? (from...until, steps[index].value) : nil
    }
  }
}

import LoadGeneration

/// How many visitors an arrival process brings, for numbers of any size: what does not fit in 64 bits is the greatest
/// number that does.
struct VisitorCount: Hashable {
  let value: Int

  init(_ arrivals: ArrivalProcess) {
    switch arrivals {
    case .even(let count, _, _): value = count
    case .constant(let rate, let duration):
      // The i-th, from 0, comes at i / rate, if that is before the end.
      value = max(1, Self.whole((rate * Self.seconds(duration)).rounded(.up)))
    case .poisson(let rate, let duration): value = Self.whole(rate * Self.seconds(duration))
    case .ramp(let first, let last, let duration):
      // The n-th comes when the area under the rate reaches n, if that is before the end.
      value = max(0, Self.whole(((first + last) / 2 * Self.seconds(duration)).rounded(.up)) - 1)
    case .phases(let phases):
      value = phases.reduce(0) { sum, phase in
        let (next, isTooLarge) = sum.addingReportingOverflow(VisitorCount(phase).value)
        return isTooLarge ? .max : next
      }
    }
  }

  private static func whole(_ number: Double) -> Int { number < 0x1p62 ? Int(number.rounded()) : .max }

  private static func seconds(_ duration: Duration) -> Double {
    let (seconds, attoseconds) = duration.components
    return Double(seconds) + Double(attoseconds) / 1e18
  }
}

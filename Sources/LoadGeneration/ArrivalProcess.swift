package import DeterministicRuntime
import Ports
package import VirtualTime

/// When visitors arrive: an open model, in which nobody waits for anybody before arriving.
package indirect enum ArrivalProcess: Hashable, Sendable {
  /// `count` arrivals over `span`, the i-th (from 0) at i × span/count + i × `stagger`. A stagger keeps arrivals off
  /// the instants at which replies come.
  case even(count: Int, within: Duration, stagger: Duration = .zero)
  /// Arrivals at i / `perSecond` for i = 0, 1, ... while below `duration`.
  case constant(perSecond: Double, duration: Duration)
  /// Exponential gaps of mean 1 / `perSecond`, while below `duration`.
  case poisson(perSecond: Double, duration: Duration)
  /// A rate that changes linearly: the n-th arrival (from 1) when the area under the rate reaches n.
  case ramp(from: Double, to: Double, duration: Duration)
  /// One after the other; each takes its own length, whatever still runs.
  case phases([ArrivalProcess])

  /// Nobody for so long: what stands between two phases.
  package static func pause(_ duration: Duration) -> ArrivalProcess { .even(count: 0, within: duration) }

  /// How long arrivals can come.
  package var span: Duration {
    switch self {
    case .even(let count, let span, let stagger): span + stagger * count
    case .constant(_, let duration), .poisson(_, let duration), .ramp(_, _, let duration): duration
    case .phases(let phases): phases.reduce(.zero) { $0 + $1.span }
    }
  }

  /// How many visitors arrive; for Poisson arrivals the expected number. For numbers of any size: what does not fit in
  /// 64 bits is the greatest number that does.
  package var expectedCount: Int {
    switch self {
    case .even(let count, _, _): count
    // The first comes at 0, so a started gap counts.
    case .constant(let rate, let duration): max(1, whole((rate * seconds(duration)).rounded(.up)))
    case .poisson(let rate, let duration): whole(rate * seconds(duration))
    // One that is due exactly at the end comes no more.
    case .ramp(let first, let last, let duration):
      max(0, whole(((first + last) / 2 * seconds(duration)).rounded(.up)) - 1)
    case .phases(let phases):
      phases.reduce(0) { sum, phase in
        let (next, isTooLarge) = sum.addingReportingOverflow(phase.expectedCount)
        return isTooLarge ? .max : next
      }
    }
  }

  /// The same visitors over so many times the span; those who come all at one instant count as coming within a second.
  package func spread(by factor: Int) -> ArrivalProcess {
    switch self {
    case .even(let count, let span, let stagger):
      let isAtOnce = span == .zero && count > 0
      return .even(count: count, within: (isAtOnce ? .seconds(1) : span) * factor, stagger: stagger)
    case .constant(let rate, let duration):
      return .constant(perSecond: rate / Double(factor), duration: duration * factor)
    case .poisson(let rate, let duration):
      return .poisson(perSecond: rate / Double(factor), duration: duration * factor)
    case .ramp(let first, let last, let duration):
      return .ramp(from: first / Double(factor), to: last / Double(factor), duration: duration * factor)
    case .phases(let phases): return .phases(phases.map { $0.spread(by: factor) })
    }
  }

  /// The arrivals in order.
  ///
  /// - Parameter random: draws the gaps of Poisson arrivals, by the number of the phase and of the arrival.
  package func times(_ random: KeyedRandom) -> [VirtualInstant] {
    nanoseconds(random, phase: 0, startingAt: 0).map(VirtualInstant.init(nanoseconds:))
  }

  private func nanoseconds(_ random: KeyedRandom, phase: Int, startingAt start: Int64) -> [Int64] {
    switch self {
    case .even(let count, let span, let stagger):
      let (length, step) = (span.wholeNanoseconds, stagger.wholeNanoseconds)
      // In 128 bits: 100,000 arrivals within five days leave 64.
      return (0..<Int64(count)).map { index in
        start + Int64(Int128(index) * Int128(length) / Int128(count)) + index * step
      }
    case .constant(let rate, let duration):
      let length = duration.wholeNanoseconds
      return times(below: length, startingAt: start) { index in Int64((Double(index) * 1e9 / rate).rounded()) }
    case .poisson(let rate, let duration):
      return poissonTimes(rate, below: duration.wholeNanoseconds, random, phase: phase, startingAt: start)
    case .ramp(let first, let last, let duration):
      let length = duration.wholeNanoseconds
      return times(below: length, startingAt: start) { index in
        Self.rampTime(arrival: index + 1, from: first, to: last, seconds: Double(length) / 1e9)
      }
    case .phases(let phases):
      var (all, start) = ([Int64](), start)
      for (index, part) in phases.enumerated() {
        // Phases within phases have numbers of their own, or equal ones would draw equal gaps.
        all += part.nanoseconds(random, phase: phase * 1_000 + index + 1, startingAt: start)
        start += part.span.wholeNanoseconds
      }
      return all
    }
  }

  private func times(below length: Int64, startingAt start: Int64, _ time: (Int) -> Int64?) -> [Int64] {
    var all: [Int64] = []
    while let next = time(all.count), next < length { all.append(start + next) }
    return all
  }

  private func poissonTimes(
    _ rate: Double,
    below length: Int64,
    _ random: KeyedRandom,
    phase: Int,
    startingAt start: Int64
  ) -> [Int64] {
    let gap = ExponentialDuration(meanNanoseconds: Int64((1e9 / rate).rounded()))
    var (all, time) = ([Int64](), Int64(0))
    while true {
      var draw = random.draw("arrival gap", phase, all.count)
      time += gap.nanoseconds(&draw)
      guard time < length else { return all }
      all.append(start + time)
    }
  }

  /// When the area under the rate reaches `arrival`; nil when it never does.
  private static func rampTime(arrival: Int, from first: Double, to last: Double, seconds: Double) -> Int64? {
    let (area, slope) = (Double(arrival), (last - first) / seconds)
    guard slope != 0 else { return first > 0 ? nanoseconds(area / first) : nil }
    let discriminant = first * first + 2 * slope * area
    guard discriminant >= 0 else { return nil }
    return nanoseconds((discriminant.squareRoot() - first) / slope)
  }

  /// nil for what lies beyond the end of any run: a rate may be as small as it likes.
  private static func nanoseconds(_ seconds: Double) -> Int64? {
    let nanoseconds = (seconds * 1e9).rounded()
    return abs(nanoseconds) < 0x1p62 ? Int64(nanoseconds) : nil
  }
}

private func whole(_ number: Double) -> Int { number < 0x1p62 ? Int(number.rounded()) : .max }

private func seconds(_ duration: Duration) -> Double {
  let (seconds, attoseconds) = duration.components
  return Double(seconds) + Double(attoseconds) / 1e18
}

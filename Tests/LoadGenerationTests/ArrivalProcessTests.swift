import DeterministicRuntime
import LiteralTimes
import LoadGeneration
import Testing
import VirtualTime

@Suite("Arrivals")
struct ArrivalProcessTests {
  private static let random = KeyedRandom(seed: 7)

  /// Milliseconds.
  private static func times(_ process: ArrivalProcess, seed: UInt64 = 7) -> [Double] {
    process.times(KeyedRandom(seed: seed)).map { Double($0.nanoseconds) / 1e6 }
  }

  @Test("are spaced to the nanosecond however many they are and however long they take")
  func manyWithinDays() {
    let arrivals = ArrivalProcess.even(count: 100_000, within: .seconds(432_000)).times(KeyedRandom(seed: 1))
    #expect(arrivals.count == 100_000)
    #expect(arrivals.last == 431_995_680_000_000)
  }

  @Test("that are even begin at 0 and are spread over the span, not up to its end")
  func even() {
    #expect(Self.times(.even(count: 4, within: .seconds(1))) == [0, 250, 500, 750])
    #expect(
      ArrivalProcess.even(count: 3, within: .seconds(1)).times(Self.random) == [0, 333_333_333, 666_666_666]
    )
    #expect(Self.times(.even(count: 0, within: .seconds(1))).isEmpty)
    #expect(Self.times(.even(count: 2, within: .zero)) == [0, 0])
  }

  @Test("pause for as long as a phase brings nobody")
  func pause() {
    let wave = ArrivalProcess.even(count: 2, within: .seconds(1))
    let waves = ArrivalProcess.phases([wave, .pause(.seconds(9)), wave])
    #expect(Self.times(waves) == [0, 500, 10_000, 10_500])
    #expect(waves.span == .seconds(11) && waves.expectedCount == 4)
  }

  @Test("can be spread: as many visitors over so many times the span")
  func spread() {
    #expect(ArrivalProcess.even(count: 4, within: .seconds(2)).spread(by: 10) == .even(count: 4, within: .seconds(20)))
    #expect(ArrivalProcess.even(count: 4, within: .zero).spread(by: 10) == .even(count: 4, within: .seconds(10)))
    let phases = ArrivalProcess.phases([
      .constant(perSecond: 5, duration: .seconds(2)), .pause(.zero), .ramp(from: 1, to: 3, duration: .seconds(4)),
      .poisson(perSecond: 5, duration: .seconds(2)),
    ])
    let wider = ArrivalProcess.phases([
      .constant(perSecond: 0.5, duration: .seconds(20)), .pause(.zero),
      .ramp(from: 0.1, to: 0.3, duration: .seconds(40)),
      .poisson(perSecond: 0.5, duration: .seconds(20)),
    ])
    #expect(phases.spread(by: 10) == wider)
    #expect(wider.expectedCount == phases.expectedCount && wider.span == phases.span * 10)
  }

  @Test("that are staggered keep off each other's instants")
  func stagger() {
    let process = ArrivalProcess.even(count: 3, within: .seconds(3), stagger: .microseconds(7))
    #expect(process.times(Self.random) == [0, 1_000_007_000, 2_000_014_000])
    #expect(process.span == .seconds(3) + .microseconds(21))
  }

  @Test("at a constant rate come at i / rate while below the duration")
  func constant() {
    #expect(Self.times(.constant(perSecond: 4, duration: .seconds(1))) == [0, 250, 500, 750])
    #expect(Self.times(.constant(perSecond: 4, duration: .milliseconds(750))) == [0, 250, 500])
    #expect(Self.times(.constant(perSecond: 0.4, duration: .seconds(6))) == [0, 2_500, 5_000])
  }

  @Test("of a ramp come when the area under the rate reaches the next whole number")
  func ramp() {
    // A rate of t per second: the n-th at the square root of 2n.
    #expect(
      Self.times(.ramp(from: 0, to: 4, duration: .seconds(4))).map { Int($0.rounded()) } == [
        1_414, 2_000, 2_449, 2_828, 3_162, 3_464, 3_742,
      ]
    )
    // Downwards the same, backwards: 8 less the area.
    #expect(
      Self.times(.ramp(from: 4, to: 0, duration: .seconds(4))).map { Int($0.rounded()) } == [
        258, 536, 838, 1_172, 1_551, 2_000, 2_586,
      ]
    )
    #expect(Self.times(.ramp(from: 2, to: 2, duration: .seconds(2))) == [500, 1_000, 1_500])
    #expect(Self.times(.ramp(from: 0, to: 0, duration: .seconds(2))).isEmpty)
  }

  @Test("of phases follow one another, each after the span of the one before")
  func phases() {
    let process = ArrivalProcess.phases([
      .even(count: 2, within: .seconds(2)), .constant(perSecond: 1, duration: .seconds(2)),
      .phases([.ramp(from: 1, to: 1, duration: .seconds(2)), .even(count: 1, within: .seconds(5))]),
    ])
    #expect(Self.times(process) == [0, 1_000, 2_000, 3_000, 5_000, 6_000])
    #expect(process.span == .seconds(11))
  }

  @Test("are as many as expected, where that is certain")
  func expected() {
    let processes: [ArrivalProcess] = [
      .even(count: 17, within: .seconds(1)), .constant(perSecond: 4, duration: .seconds(1)),
      .constant(perSecond: 0.24, duration: .seconds(10)), .constant(perSecond: 0.01, duration: .seconds(10)),
      .ramp(from: 0, to: 10, duration: .seconds(10)), .ramp(from: 10, to: 0, duration: .seconds(10)),
      .ramp(from: 1, to: 2, duration: .seconds(3)), .ramp(from: 0, to: 0, duration: .seconds(3)),
    ]
    for process in processes { #expect(process.times(Self.random).count == process.expectedCount, "\(process)") }
    let together = ArrivalProcess.phases(processes)
    #expect(together.times(Self.random).count == together.expectedCount)
  }

  @Test("that are Poisson come at the rate in the mean, in order, below the duration, as the seed says")
  func poisson() {
    let process = ArrivalProcess.poisson(perSecond: 50, duration: .seconds(200))
    let counts = (UInt64(0)..<20).map { process.times(KeyedRandom(seed: $0)).count }
    let mean = Double(counts.reduce(0, +)) / 20
    // 10,000 expected, standard deviation of the mean 22: five of them.
    #expect(abs(mean - 10_000) < 112)
    let times = process.times(Self.random)
    #expect(times == times.sorted())
    #expect(times == process.times(Self.random))
    #expect(times != process.times(KeyedRandom(seed: 8)))
    #expect(times.last.map { $0 < 200_000_000_000 } == true)
    // Gaps of an exponential distribution deviate as much as they last.
    let gaps = zip(times.dropFirst(), times).map { ($0 - $1).seconds }
    let square = gaps.map { ($0 - 0.02) * ($0 - 0.02) }.reduce(0, +) / Double(gaps.count)
    #expect(abs(square.squareRoot() - 0.02) < 0.001)
  }

  @Test("of two Poisson phases differ, also when one is nested")
  func poissonPhases() {
    let part = ArrivalProcess.poisson(perSecond: 10, duration: .seconds(10))
    for process in [ArrivalProcess.phases([part, part]), .phases([.phases([part]), part])] {
      let times = process.times(Self.random)
      let first = times.filter { $0 < 10_000_000_000 }
      let second = times.filter { $0 >= 10_000_000_000 }.map { $0 - VirtualSpan(.seconds(10)) }
      #expect(first != second)
    }
    let nested = ArrivalProcess.phases([.phases([part]), part]).times(Self.random)
    #expect(nested.filter { $0 < 10_000_000_000 }.count > 50)
  }
}

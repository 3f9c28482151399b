import Measures
import Statistics
import Testing

@testable import Results

@Suite("A measure that moved, over all seeds")
struct MeasureShiftTests {
  private func shift(
    _ values: [(MeasureValue, MeasureValue)],
    measure: String = "requests",
    tolerance: String? = nil
  ) throws -> MeasureShift? {
    let measure = try Measure(parsing: measure)
    let tolerance = tolerance.flatMap { Tolerance($0, for: measure.unit) }
    let pairs = values.enumerated().map { index, pair in
      MeasureShift.Pair(
        seed: UInt64(index + 1),
        MeasureDifference(measure, expected: pair.0, got: pair.1, tolerance: tolerance)
      )
    }
    return MeasureShift(scenario: "rush", design: "phase1", measure, pairs)
  }

  private func numbers(_ values: (Double, Double)...) -> [(MeasureValue, MeasureValue)] {
    values.map { (.number($0.0), .number($0.1)) }
  }

  @Test("is none when no seed differs")
  func none() throws {
    #expect(try shift(numbers((1, 1), (2, 2))) == nil)
    #expect(try shift([(.never, .never)]) == nil)
  }

  @Test("is worse, better or mixed by its seeds, and changed where no way is the better one")
  func direction() throws {
    #expect(try shift(numbers((1, 2), (1, 1)))?.direction == .worse)
    #expect(try shift(numbers((2, 1), (1, 1)))?.direction == .better)
    #expect(try shift(numbers((2, 1), (1, 9)))?.direction == .mixed)
    #expect(try shift(numbers((2, 1)), measure: "offered")?.direction == .changed)
    #expect(try shift([(.number(2), .missing)])?.direction == .changed)
    let never = try shift([(.number(2), .never)], measure: "time_to_booking med")
    #expect(never?.direction == .worse)
  }

  @Test("is beyond its tolerance when a single seed is, whatever the mean is")
  func beyond() throws {
    let edge = try #require(try shift(numbers((100, 105), (100, 100)), tolerance: "5%"))
    #expect(!edge.isBeyond)
    let above = try #require(try shift(numbers((100, 106), (100, 94)), tolerance: "5%"))
    #expect(above.seedsBeyond == [1, 2])
    #expect(above.gotMean == above.expectedMean)
    #expect(try shift(numbers((100, 101)))?.isBeyond == true)
  }

  @Test(
    "has a size as a share of the larger mean, that of changes which cancel each other too, without end for no number"
  )
  func size() throws {
    #expect(try shift(numbers((100, 50)))?.size == 0.5)
    #expect(try shift(numbers((50, 100)))?.size == 0.5)
    #expect(try shift(numbers((0, 3)))?.size == 1)
    #expect(try shift(numbers((100, 50), (100, 150)))?.size == 0.5)
    #expect(try shift([(.number(2), .missing)])?.size == .infinity)
    let shifts = [try shift(numbers((100, 101))), try shift(numbers((100, 10))), try shift(numbers((100, 101)))]
    let sorted = shifts.compactMap(\.self).largestFirst
    #expect(sorted.map(\.gotMean) == [10, 101, 101])
  }

  @Test("has an interval of the change from six seeds on")
  func interval() throws {
    let pairs = (1...6).map { (100.0, 100.0 + Double($0)) }
    #expect(try shift(pairs.map { (.number($0.0), .number($0.1)) })?.change?.interval.lower == 1)
    #expect(try shift(pairs.prefix(5).map { (.number($0.0), .number($0.1)) })?.change == nil)
  }

  @Test("is replayed with the seed that moved most, of those beyond its tolerance")
  func replayed() throws {
    #expect(try shift(numbers((100, 101), (100, 120), (100, 110)))?.largestSeed == 2)
    #expect(try shift(numbers((1, 2), (1_000, 1_040)), tolerance: "5%")?.largestSeed == 1)
  }
}

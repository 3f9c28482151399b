import Measures
import Testing

@testable import Results

@Suite("A tolerance of a baseline")
struct ToleranceTests {
  private func tolerance(_ text: String, _ unit: MeasureUnit) throws -> Tolerance {
    try #require(Tolerance(text, for: unit), "\(text)")
  }

  @Test("in percent is of the expected value, up to the edge and not beyond")
  func percent() throws {
    let five = try tolerance("5%", .milliseconds)
    #expect(five.allows(.number(210), expected: .number(200)))
    #expect(five.allows(.number(190), expected: .number(200)))
    #expect(!five.allows(.number(210.000001), expected: .number(200)))
    #expect(!five.allows(.number(189.999999), expected: .number(200)))
  }

  @Test("in percent of nothing is nothing")
  func percentOfZero() throws {
    let large = try tolerance("1000 %", .count)
    #expect(large.allows(.number(0), expected: .number(0)))
    #expect(!large.allows(.number(1), expected: .number(0)))
  }

  @Test("as an amount is in the measure's unit, up to the edge and not beyond")
  func absolute() throws {
    for text in ["200 ms", "200ms", "0.2 s", "200000 us", "200"] {
      let fifth = try tolerance(text, .milliseconds)
      #expect(fifth.allows(.number(1_200), expected: .number(1_000)), "\(text)")
      #expect(!fifth.allows(.number(1_200.001), expected: .number(1_000)), "\(text)")
      #expect(fifth.description == text)
    }
    #expect(try tolerance("3", .count).allows(.number(97), expected: .number(100)))
    #expect(try !tolerance("3", .count).allows(.number(96), expected: .number(100)))
    #expect(try tolerance("0.5", .perBooking).allows(.number(20.5), expected: .number(20)))
    #expect(try tolerance("2 s", .seconds).allows(.number(12), expected: .number(10)))
  }

  @Test("of a share is in percentage points, in spite of what doubles make of them")
  func points() throws {
    let two = try tolerance("2 points", .share)
    #expect(two.allows(.share(events: 52, trials: 100), expected: .share(events: 50, trials: 100)))
    #expect(two.allows(.share(events: 48, trials: 100), expected: .share(events: 1, trials: 2)))
    #expect(!two.allows(.share(events: 521, trials: 1_000), expected: .share(events: 50, trials: 100)))
  }

  @Test("makes nothing of what was not reached or not observed")
  func never() throws {
    let all = try tolerance("100%", .milliseconds)
    #expect(all.allows(.never, expected: .never))
    #expect(all.allows(.missing, expected: .missing))
    #expect(!all.allows(.never, expected: .number(1)))
    #expect(!all.allows(.number(1), expected: .never))
    #expect(!all.allows(.missing, expected: .never))
  }

  @Test(
    "that is none is refused",
    arguments: ["", "%", "-5%", "5 %%", "five", "5 bananas", ".5%", "5.%", "1e3%", "5% or so", "1.2.3%", "nan%"]
  )
  func none(_ text: String) {
    for unit in [MeasureUnit.milliseconds, .share, .count, .perBooking] {
      #expect(Tolerance(text, for: unit) == nil, "\(unit)")
    }
  }

  @Test("in the unit of something else is refused")
  func foreign() {
    #expect(Tolerance("200 ms", for: .count) == nil)
    #expect(Tolerance("2 points", for: .milliseconds) == nil)
    // Two of one, or two percent? Neither is guessed.
    #expect(Tolerance("2", for: .share) == nil)
    #expect(Tolerance("2 s", for: .perBooking) == nil)
  }
}

import Measures
import Testing

@testable import Results

@Suite("How often intervals hold the truth")
struct CoverageTests {
  private func coverage(_ values: [Double]) throws -> Coverage {
    Coverage(subject: "phase2", measure: try Measure(parsing: "note_delay p(95)"), values.map { .number($0) })
  }

  private func result(_ coverages: [Coverage]) -> CoverageResult {
    CoverageResult(scenario: "rush", runs: 100, firstSeed: 1, blocks: 1_000, blockSize: 20, coverages: coverages)
  }

  @Test("is counted over the blocks that gave an interval; below six runs none does")
  func counted() throws {
    var coverage = try coverage((1...100).map(Double.init))
    #expect(coverage.truth == 50.5)
    coverage.judge((41...60).map { MeasureValue.number(Double($0)) })
    coverage.judge((1...20).map { MeasureValue.number(Double($0)) })
    coverage.judge([.number(50), .number(51)])
    #expect((coverage.intervals, coverage.held) == (2, 1))
    #expect(coverage.share == 0.5)
  }

  @Test("of what a block agrees on asks, too, that no more runs differ than was said")
  func constant() throws {
    let block = Array(repeating: MeasureValue.number(1), count: 20)
    var rare = try coverage(Array(repeating: 1, count: 90) + Array(repeating: 9, count: 10))
    rare.judge(block)
    #expect((rare.intervals, rare.held) == (1, 1))
    // Of 20 equal runs at most 16.9 % of all are another.
    var frequent = try coverage(Array(repeating: 1, count: 80) + Array(repeating: 9, count: 20))
    frequent.judge(block)
    #expect((frequent.intervals, frequent.held) == (1, 0))
  }

  @Test("has no truth where most runs never got there")
  func never() throws {
    let measure = try Measure(parsing: "time_to_booking p(99)")
    let values: [MeasureValue] = [.number(1), .never, .never]
    #expect(Coverage(subject: "phase1", measure: measure, values).truth == nil)
    #expect(Coverage(subject: "phase1", measure: measure, [.number(1), .number(2), .never]).truth == 2)
  }

  @Test("fails significantly below 93 %, not at it and not at 92 % of a thousand")
  func fails() throws {
    func held(_ held: Int) throws -> Coverage {
      var coverage = try coverage((1...100).map(Double.init))
      for number in 0..<1_000 {
        coverage.judge(((number < held ? 41 : 1)...(number < held ? 60 : 20)).map { MeasureValue.number(Double($0)) })
      }
      return coverage
    }
    let result = result([try held(930)])
    #expect(!result.fails(try held(930)))
    #expect(!result.fails(try held(920)))
    #expect(result.fails(try held(900)))
  }
}

import Testing

@testable import Statistics

@Suite("An interval of a median from the order of values")
struct MedianIntervalTests {
  private func ranks(_ count: Int) -> [Double]? {
    MedianInterval.exact(sorted: (1...count).map(Double.init)).map { [$0.lower, $0.upper] }
  }

  @Test("has the ranks of the tables: Conover, Practical Nonparametric Statistics, and scipy.stats.binom")
  func ranks() {
    #expect(ranks(6) == [1, 6])
    #expect(ranks(8) == [1, 8])
    #expect(ranks(9) == [2, 8])
    #expect(ranks(10) == [2, 9])
    #expect(ranks(20) == [6, 15])
    #expect(ranks(100) == [40, 61])
    #expect(ranks(1_000) == [469, 532])
  }

  @Test("is none below six values: the least and the greatest of five hold the median in 93.75 % of cases")
  func few() {
    #expect((1...5).allSatisfy { ranks($0) == nil })
    #expect(MedianInterval.exact(sorted: []) == nil)
  }

  @Test("is a point where the values agree, which is right of the median though not of every value")
  func ties() {
    let interval = MedianInterval.exact(sorted: [89] + Array(repeating: 90, count: 19))
    #expect(interval == ConfidenceInterval(lower: 90, upper: 90))
  }

  @Test("has the middle value in it, or the mean of the two")
  func median() {
    #expect(MedianInterval.median(sorted: []) == nil)
    #expect(MedianInterval.median(sorted: [1, 2, 7]) == 2)
    #expect(MedianInterval.median(sorted: [1, 2, 3, 7]) == 2.5)
  }
}

import LiteralTimes
import Testing
import VirtualTime

@testable import Measures

@Suite("The place of a percentile")
struct NearestRankTests {
  @Test("is the smallest with that share of the values, by no rounding error the next one")
  func place() {
    #expect(NearestRank.place(99.9, of: 1_000) == 999)
    #expect(NearestRank.place(50, of: 10) == 5)
    #expect(NearestRank.place(50, of: 11) == 6)
    #expect(NearestRank.place(0, of: 7) == 1)
    #expect(NearestRank.place(100, of: 7) == 7)
  }

  @Test("of 99.9996 % of a million is not the last")
  func fine() {
    #expect(NearestRank.place(99.9996, of: 1_000_000) == 999_996)
    #expect(NearestRank.place(99.999_999_9, of: 100_000_000) == 100_000_000)
  }
}

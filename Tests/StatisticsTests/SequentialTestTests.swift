import Testing

@testable import Statistics

@Suite("A sequential test of 95 %, with 97 % clear of it, 5 % error and 10 % missed")
struct SequentialTestTests {
  private let test = SequentialTest(level: 0.95, clear: 0.97, error: 0.05, miss: 0.1, mostTrials: 1_000)

  @Test("passes after 144 trials without a failure, for (97/95)^144 is the first power above 20")
  func allKept() {
    #expect(test.verdict(kept: 143, trials: 143) == .open)
    #expect(test.verdict(kept: 144, trials: 144) == .passed)
  }

  @Test("refuses five failures in a row, for (3/5)^5 is below a tenth")
  func noneKept() {
    #expect(test.verdict(kept: 0, trials: 4) == .open)
    #expect(test.verdict(kept: 0, trials: 5) == .refused)
  }

  @Test("refuses what is not shown after the last trial")
  func cut() {
    #expect(test.verdict(kept: 961, trials: 999) == .open)
    #expect(test.verdict(kept: 962, trials: 1_000) == .refused)
  }

  @Test("bounds the probability from below by its level when it just passes, and by nothing when it knows nothing")
  func bound() {
    let bound = test.lowerBound(kept: 144, trials: 144)
    #expect(bound >= 0.95 && bound < 0.9501)
    #expect(test.lowerBound(kept: 0, trials: 0) == 0)
    #expect(test.lowerBound(kept: 0, trials: 5) == 0)
  }

  /// The exact distribution of the trials kept so far by those paths on which the test is still open.
  private func passes(_ probability: Double) -> Double {
    var (open, passed) = ([0: 1.0], 0.0)
    for trial in 1...test.mostTrials {
      var next: [Int: Double] = [:]
      for (kept, weight) in open.sorted(by: { $0.key < $1.key }) {
        next[kept, default: 0] += weight * (1 - probability)
        next[kept + 1, default: 0] += weight * probability
      }
      open = [:]
      for (kept, weight) in next.sorted(by: { $0.key < $1.key }) {
        switch test.verdict(kept: kept, trials: trial) {
        case .passed: passed += weight
        case .refused: continue
        case .open: open[kept] = weight
        }
      }
    }
    return passed
  }

  @Test("passes what is kept with its level with less than its error, computed over all paths")
  func error() {
    #expect(passes(0.95) < 0.05)
    #expect(passes(0.95) > 0.02)
    #expect(passes(0.94) < 0.01)
  }

  @Test("passes what is clear of its level in most cases")
  func power() {
    #expect(passes(0.97) > 0.8)
    #expect(passes(0.98) > 0.98)
  }
}

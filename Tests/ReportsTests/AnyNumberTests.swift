import LiteralTimes
import Measures
import Results
import Testing
import VirtualTime

@testable import Reports

/// Numbers of any size: thresholds, tolerances and baselines are written by users.
@Suite("A number of any size")
struct AnyNumberTests {
  /// Doubles of all magnitudes, the same in every run of the test.
  private func numbers(_ count: Int) -> [Double] {
    var state: UInt64 = 7
    let drawn = (0..<count).map { _ in
      // splitmix64.
      state &+= 0x9E37_79B9_7F4A_7C15
      var bits = state
      bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
      bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
      return Double(bitPattern: bits ^ (bits >> 31))
    }
    let edges: [Double] = [
      0, -0.0, 0x1p53, 0x1p62, 0x1p63, 0x1p64, 0x1p127, .greatestFiniteMagnitude, .leastNonzeroMagnitude,
    ]
    return drawn + edges.flatMap { [$0, -$0, $0.nextUp, $0.nextDown] } + [.infinity, -.infinity, .nan]
  }

  @Test("is written in every unit, in tables, differences and failures")
  func units() throws {
    let measures = ["requests", "success", "time_to_booking p(95)", "requests rate", "store_memory", "ended_at"]
      .compactMap { try? Measure(parsing: $0) }
    for number in numbers(2_000) {
      for unit in Set(measures.map(\.unit)) {
        #expect(!unit.text(number).isEmpty)
        #expect(!unit.text(.number(number)).isEmpty)
        #expect(!unit.difference(number).isEmpty)
      }
      for measure in measures {
        let difference = MeasureDifference(measure, expected: .number(number), got: .number(number * 2))
        #expect(!difference.text.isEmpty)
      }
      #expect(!number.smallPercent.isEmpty)
      #expect(!number.duration.isEmpty)
    }
  }

  @Test("is shown in its shortest form where no integer holds it, and as ever below")
  func form() {
    #expect(MeasureUnit.count.text(18_446_744_073_709_551_616) == "1.8446744073709552e+19")
    #expect(MeasureUnit.count.text(-1e20) == "-1e+20")
    #expect(MeasureUnit.count.text(9_007_199_254_740_992) == "9007199254740992")
    #expect(MeasureUnit.count.text(4e18) == "4000000000000000000")
    #expect(Double.infinity.text(decimals: 1) == "inf")
  }
}

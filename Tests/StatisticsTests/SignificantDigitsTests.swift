import Statistics
import Testing

@Suite("A number rounded to significant digits")
struct SignificantDigitsTests {
  @Test(
    "has the shortest text with that many digits",
    arguments: [
      (0.1 + 0.2, 6, "0.3"), (1.0 / 3, 4, "0.3333"), (2.0 / 3, 4, "0.6667"), (123_456.789, 3, "123000.0"),
      (-123_456.789, 8, "-123456.79"), (0.000123456, 2, "0.00012"), (9.996, 3, "10.0"), (999.96, 4, "1000.0"),
      (1.234567e-200, 3, "1.23e-200"), (6.02214076e23, 4, "6.022e+23"), (.leastNonzeroMagnitude, 1, "5e-324"),
      (1e16, 2, "1e+16"),
    ]
  )
  func texts(_ value: Double, _ digits: Int, _ expected: String) {
    #expect("\(value.rounded(toSignificantDigits: digits))" == expected)
  }

  @Test("goes away from zero at a half as written, and to the nearest on both sides of it")
  func halves() {
    #expect(0.15.rounded(toSignificantDigits: 1) == 0.2)
    #expect(0.15.nextDown.rounded(toSignificantDigits: 1) == 0.1)
    #expect((-2.5).rounded(toSignificantDigits: 1) == -3)
    #expect((-2.5).nextUp.rounded(toSignificantDigits: 1) == -2)
  }

  @Test("stays as it is when it has no more digits, or is no finite number")
  func unchanged() {
    for value in [0, -0.0, 1, -0.5, 12.25, 1e300, .infinity, -.infinity] {
      #expect(value.rounded(toSignificantDigits: 4) == value)
    }
    #expect(Double.nan.rounded(toSignificantDigits: 4).isNaN)
    #expect(Double.greatestFiniteMagnitude.rounded(toSignificantDigits: 1) == .infinity)
    #expect(Double.greatestFiniteMagnitude.rounded(toSignificantDigits: 17) == .greatestFiniteMagnitude)
  }

  @Test("hides the last bits, and rounding again changes nothing", arguments: [UInt64](1...50))
  func lastBits(_ seed: UInt64) {
    var state = seed
    for _ in 0..<20 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let value = Double(bitPattern: state & 0xBFEF_FFFF_FFFF_FFFF)
      for digits in [1, 6, 12, 17] {
        let rounded = value.rounded(toSignificantDigits: digits)
        #expect(rounded.rounded(toSignificantDigits: digits) == rounded)
        #expect(digits == 17 ? rounded == value : abs(rounded - value) <= abs(value) * 0.5000001)
      }
    }
    let short = Double(seed) * 0.37
    #expect(short.nextUp.rounded(toSignificantDigits: 12) == short.nextDown.rounded(toSignificantDigits: 12))
  }

  @Test("has at least one digit; asking for none traps")
  func traps() async {
    await #expect(processExitsWith: .failure) { _ = 1.5.rounded(toSignificantDigits: 0) }
  }
}

import Testing
import Texts

@Suite("A decimal number")
struct DecimalNumberTests {
  @Test(
    "becomes exactly as many nanoseconds as it says",
    arguments: [
      ("0", 0), ("-0", 0), ("0.0", 0), ("1", 1_000_000_000), ("0.1", 100_000_000), ("0.3", 300_000_000),
      ("1.10", 1_100_000_000), ("0.000000001", 1), ("0.0000000010", 1), ("4.35", 4_350_000_000),
      ("9007199.254740993", 9_007_199_254_740_993), ("-2.5", -2_500_000_000),
    ]
  )
  func seconds(text: String, nanoseconds: Int64) throws {
    #expect(TimeUnit.seconds.duration(try DecimalNumber(text)) == .nanoseconds(nanoseconds))
  }

  @Test("is read in the unit of its key")
  func units() throws {
    let number = try DecimalNumber("1.5")
    #expect(TimeUnit.hours.duration(number) == .seconds(5_400))
    #expect(TimeUnit.milliseconds.duration(number) == .microseconds(1_500))
    #expect(TimeUnit.microseconds.duration(number) == .nanoseconds(1_500))
    #expect(TimeUnit.microseconds.duration(try DecimalNumber("0.0005")) == nil)
  }

  @Test("is written back without superfluous digits")
  func text() {
    #expect(TimeUnit.seconds.text(.milliseconds(1_500)) == "1.5")
    #expect(TimeUnit.seconds.text(.seconds(60)) == "60")
    #expect(TimeUnit.seconds.text(.nanoseconds(-1)) == "-0.000000001")
    #expect(TimeUnit.hours.text(.seconds(85_500)) == "23.75")
    #expect(TimeUnit.milliseconds.text(.nanoseconds(1_000)) == "0.001")
  }

  @Test(
    "has one form only",
    arguments: [
      "", "-", ".", "1.", ".5", "+1", "01", "00", "1e3", "0x1", "1_0", "1,5", " 1", "1 ", "--1", "1.2.3", "١", "NaN",
    ]
  )
  func malformed(text: String) {
    #expect(throws: DecimalNumber.Malformed.notANumber) { try DecimalNumber(text) }
  }

  @Test("has at most 18 decimals that count")
  func decimals() throws {
    #expect(throws: DecimalNumber.Malformed.tooManyDecimals) { try DecimalNumber("0.0000000000000000001") }
    #expect(TimeUnit.seconds.duration(try DecimalNumber("1.0000000000000000000000")) == .seconds(1))
    #expect(TimeUnit.seconds.duration(try DecimalNumber("0.000000000000000001")) == nil)
  }

  @Test("may be absurdly large")
  func large() throws {
    let huge = try DecimalNumber("1" + String(repeating: "0", count: 100_000) + ".000000000000000001")
    #expect(huge.whole == nil)
    #expect(try DecimalNumber("9223372036854775807").whole == .max)
    #expect(try DecimalNumber("9223372036854775808").whole == nil)
    #expect(try DecimalNumber(String(repeating: "9", count: 19)) < huge)
    #expect(TimeUnit.hours.duration(try DecimalNumber(String(repeating: "9", count: 30))) == .nanoseconds(Int64.max))
    #expect(try DecimalNumber("-" + String(repeating: "9", count: 30)) < DecimalNumber(0))
  }
}

import Ports
import Testing

@testable import BookingCore

@Suite("The forecast of a wait in the queue")
struct WaitForecastTests {
  /// Three bookings of four calls in ten seconds, half a second apart.
  private static let forecast = forecast(calls: 12)

  private static func forecast(
    calls: Int,
    apart: Duration = .milliseconds(500),
    headStart: Duration = .seconds(30)
  ) -> WaitForecast {
    WaitForecast(
      calls: calls,
      cost: 4,
      window: .seconds(10),
      apart: apart,
      time: .seconds(1),
      look: .seconds(2),
      headStart: headStart
    )
  }

  private static func at(_ milliseconds: Int64) -> Timestamp { Timestamp(nanoseconds: milliseconds * 1_000_000) }

  private static func wait(_ ahead: Int, _ rhythm: ServingRhythm, at now: Int64) -> Duration {
    forecast.wait(behind: ahead, waited: nil, rhythm, at: at(now))
  }

  @Test("is reckoned from the limits before anybody has been served, window by window")
  func reckoned() {
    let rhythm = ServingRhythm(busySince: Self.at(0))
    // The queue is looked at within 2 s; each booking takes 1 s, half a second after the one before it.
    #expect(Self.wait(0, rhythm, at: 0) == .milliseconds(3_500))
    #expect(Self.wait(2, rhythm, at: 0) == .milliseconds(4_500))
    #expect(Self.wait(3, rhythm, at: 0) == .milliseconds(13_500))
    #expect(Self.wait(8, rhythm, at: 0) == .milliseconds(24_500))
    // Who comes a second before the queue is looked at waits for that only.
    #expect(Self.wait(0, rhythm, at: 1_000) == .milliseconds(2_500))
    var begun = rhythm
    begun.begin(at: Self.at(600))
    begun.begin(at: Self.at(900))
    #expect(Self.wait(3, begun, at: 1_000) == .milliseconds(11_100))
  }

  @Test("takes as many windows as a booking has calls where the limit has room for less than one")
  func scarce() {
    var rhythm = ServingRhythm(busySince: Self.at(0))
    rhythm.begin(at: Self.at(0))
    func waits(_ calls: Int) -> [Duration] {
      (0..<4).map { Self.forecast(calls: calls).wait(behind: $0, waited: nil, rhythm, at: Self.at(0)) }
    }
    // Of one call a window the fourth goes in the fourth window.
    #expect(waits(1) == [31_500, 71_500, 111_500, 151_500].map { .milliseconds($0) })
    // Of three, the first booking's last call and the second's first two go in the second window.
    #expect(waits(3) == [11_500, 21_500, 31_500, 51_500].map { .milliseconds($0) })
    // Of seven, three are left that are not enough for a second booking.
    #expect(waits(7) == [1_500, 11_500, 21_500, 31_500].map { .milliseconds($0) })
  }

  @Test("takes as long as one after the other takes where that is longer than what the limit asks for")
  func oneByOne() {
    var rhythm = ServingRhythm(busySince: Self.at(0))
    rhythm.begin(at: Self.at(0))
    let forecast = Self.forecast(calls: 400, apart: .seconds(1))
    #expect(
      [0, 99, 199].map { forecast.wait(behind: $0, waited: nil, rhythm, at: Self.at(0)) }
        == [2, 101, 201].map { .seconds($0) }
    )
    #expect(forecast.bookings(within: .seconds(10)) == 10)
    #expect(Self.forecast(calls: 12).bookings(within: .seconds(20)) == 6)
  }

  @Test("begins anew after a break, and goes by nothing that was before")
  func breaks() {
    var rhythm = ServingRhythm(busySince: Self.at(0))
    rhythm.begin(at: Self.at(0))
    for end in [1_000, 4_000, 20_000] as [Int64] { rhythm.end(at: Self.at(end)) }
    // Nobody is served for half a minute: as if it began now.
    #expect(Self.wait(0, rhythm, at: 50_000) == .milliseconds(1_500))
    #expect(Self.wait(3, rhythm, at: 50_000) == .milliseconds(11_500))
    rhythm.begin(at: Self.at(50_000))
    #expect(rhythm.begunAt == Self.at(50_000))
    rhythm.end(at: Self.at(51_000))
    #expect(Self.wait(3, rhythm, at: 51_000) == .seconds(11))
    // Twelve seconds are none.
    rhythm.begin(at: Self.at(63_000))
    #expect(rhythm.begunAt == Self.at(50_000))
    rhythm.begin(at: Self.at(63_001))
    #expect(rhythm.begunAt == Self.at(63_001))
  }

  @Test("goes on from those that have been served since somebody waits")
  func goesOn() {
    var rhythm = ServingRhythm(busySince: Self.at(0))
    rhythm.begin(at: Self.at(0))
    for end in [1_200, 1_900] as [Int64] { rhythm.end(at: Self.at(end)) }
    // The third of this window; then those that follow the first two, a window later.
    #expect(Self.wait(0, rhythm, at: 2_000) == .milliseconds(1_000))
    #expect(Self.wait(1, rhythm, at: 2_000) == .milliseconds(9_200))
    #expect(Self.wait(2, rhythm, at: 2_000) == .milliseconds(9_900))
    #expect(Self.wait(5, rhythm, at: 2_000) == .milliseconds(19_900))
  }

  @Test("follows the last window once the queue has been waiting for longer, whatever the limits say")
  func follows() {
    var rhythm = ServingRhythm(busySince: Self.at(0))
    rhythm.begin(at: Self.at(0))
    for end in [1_000, 4_000, 11_000, 14_000, 14_500] as [Int64] { rhythm.end(at: Self.at(end)) }
    // At 15 s the one at 4 s and before are a window ago; three are left.
    #expect(Self.wait(0, rhythm, at: 15_000) == .milliseconds(6_000))
    #expect(Self.wait(2, rhythm, at: 15_000) == .milliseconds(9_500))
    #expect(Self.wait(3, rhythm, at: 15_000) == .milliseconds(16_000))
    // What was served before the queue was empty is no part of a new rush.
    rhythm.becomeBusy(at: Self.at(15_000))
    #expect(Self.wait(3, rhythm, at: 15_000) == .milliseconds(13_500))
  }

  @Test("is never below what a booking takes")
  func least() {
    var rhythm = ServingRhythm(busySince: Self.at(0))
    rhythm.begin(at: Self.at(0))
    #expect(Self.wait(0, rhythm, at: 9_999) == .seconds(1))
  }

  @Test("takes it that high ones come on as they have come, for as long as that, within the head start")
  func overtaken() {
    var rhythm = ServingRhythm(busySince: Self.at(0))
    rhythm.begin(at: Self.at(0))
    func wait(_ waited: Duration?, headStart: Duration = .seconds(30)) -> Duration {
      Self.forecast(calls: 12, headStart: headStart).wait(behind: 3, waited: waited, rhythm, at: Self.at(5_000))
    }
    #expect(wait(.zero) == .milliseconds(6_500))
    for high in [1_000, 2_000, 4_000] as [Int64] { rhythm.enterHigh(at: Self.at(high)) }
    // Three in 5 s, and 6.5 s to come: three more, and so a window later.
    #expect(wait(.zero) == .milliseconds(16_500))
    // Who has waited for the head start is overtaken by nobody, and neither is a high one.
    #expect(wait(.seconds(30)) == .milliseconds(6_500))
    #expect(wait(nil) == .milliseconds(6_500))
    #expect(wait(.zero, headStart: .zero) == .milliseconds(6_500))
  }

  @Test("goes by the rate where more are served in a window than are remembered")
  func many() {
    var rhythm = ServingRhythm(busySince: Self.at(0))
    rhythm.begin(at: Self.at(0))
    for end in 1...400 { rhythm.end(at: Self.at(Int64(end) * 10)) }
    #expect(rhythm.isCut && rhythm.ends.count == 100)
    // A hundred within 0.99 s, looked at as soon as the last one was served.
    #expect(Self.wait(499, rhythm, at: 4_000) == .milliseconds(4_950))
  }

  @Test("is read as it was written")
  func encoding() {
    var rhythm = ServingRhythm(busySince: Self.at(1_800_003_600_000))
    #expect(ServingRhythm(encoded: rhythm.encoded) == rhythm)
    rhythm.begin(at: Self.at(1_800_003_600_100))
    #expect(ServingRhythm(encoded: rhythm.encoded) == rhythm)
    rhythm.enterHigh(at: Self.at(1_800_003_600_200))
    #expect(ServingRhythm(encoded: rhythm.encoded) == rhythm)
    for _ in 0..<3 { rhythm.end(at: Self.at(1_800_003_600_300)) }
    #expect(ServingRhythm(encoded: rhythm.encoded) == rhythm)
    for text in ["", ";;", "1;2", "1;2;3;4", "1 2 3;;", "x;;", "1;-2;", "99999999999999999999;;"] {
      #expect(ServingRhythm(encoded: text) == nil, "\(text)")
    }
  }
}

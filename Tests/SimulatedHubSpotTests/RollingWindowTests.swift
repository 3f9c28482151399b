import DeterministicRuntime
import LiteralTimes
import SimulatedHubSpot
import Testing
import VirtualTime

@Suite("A rolling window of 2 requests per 10 seconds")
struct RollingWindowTests {
  private let second: Int64 = 1_000_000_000

  private func window() -> RollingWindow { RollingWindow(RateLimit(limit: 2, window: .seconds(10))) }

  @Test("admits two and refuses the third")
  func refusesTheThird() {
    var window = window()
    window.record(at: 0)
    #expect(window.remaining(at: 0) > 0)
    window.record(at: 1)
    #expect(window.remaining(at: 1) == 0)
    #expect(window.remaining(at: 1) == 0)
  }

  @Test("forgets a request exactly when it is one window old")
  func forgetsAtTheEdge() {
    var window = window()
    window.record(at: 5)
    window.record(at: 6)
    #expect(window.remaining(at: 10 * second + 4) == 0)
    #expect(window.remaining(at: 10 * second + 5) > 0)
    #expect(window.remaining(at: 10 * second + 5) == 1)
    #expect(window.remaining(at: 10 * second + 6) == 2)
  }

  @Test("says what remains, never less than nothing")
  func neverNegative() {
    var window = window()
    for _ in 0..<5 { window.record(at: 0) }
    #expect(window.remaining(at: 0) == 0)
  }

  @Test("agrees with counting every earlier admission, whatever arrives", arguments: 0..<40 as Range<UInt64>)
  func agreesWithBruteForce(seed: UInt64) {
    var draw = KeyedRandom(seed: seed).draw("arrivals")
    let limit = draw.uniformInteger(in: 1..<9)
    let length = Int64(draw.uniformInteger(in: 1..<40))
    var window = RollingWindow(RateLimit(limit: limit, window: .nanoseconds(length)))
    var admitted: [Int64] = []
    var now: Int64 = 0
    for _ in 0..<400 {
      now += Int64(draw.uniformInteger(in: 0..<12))
      let count = admitted.count { $0 > now - length && $0 <= now }
      #expect(window.count(at: now) == count)
      #expect(window.remaining(at: now) == max(0, limit - count))
      if window.hasRoom(at: now) {
        window.record(at: now)
        admitted.append(now)
      }
    }
  }
}

@Suite("A daily quota of 3 requests that begins anew at 24 h")
struct DailyQuotaTests {
  private let day: Int64 = 86_400_000_000_000

  @Test("is used up by the third request and full again at midnight, not before")
  func resets() {
    var quota = DailyQuota(limit: 3, firstReset: day)
    for _ in 0..<3 {
      #expect(quota.remaining(at: 0) > 0)
      quota.record()
    }
    #expect(quota.remaining(at: day - 1) == 0)
    #expect(quota.remaining(at: day) == 3)
  }

  @Test("counts refused requests too, and never goes below zero")
  func countsRefusals() {
    var quota = DailyQuota(limit: 3, firstReset: day)
    for _ in 0..<10 { quota.record() }
    #expect(quota.remaining(at: 1) == 0)
  }

  @Test("keeps to midnight when days go by without a request")
  func skipsDays() {
    var quota = DailyQuota(limit: 3, firstReset: day / 2)
    quota.record()
    #expect(quota.remaining(at: 5 * day) == 3)
    quota.record()
    #expect(quota.remaining(at: 5 * day + day / 2 - 1) == 2)
    #expect(quota.remaining(at: 5 * day + day / 2) == 3)
  }
}

@Suite("The simulator's check of its own limits")
struct AdmissionCheckTests {
  @Test("finds one admission too many in a window, and accepts one when the oldest is exactly one window old")
  func window() {
    var check = AdmissionCheck(limit: 2, window: 10)
    let verdicts = [0, 3, 9, 13, 18, 19].map { check.isSound(admittingAt: $0) }
    // 9 follows 0 and 3 within 10; 13 comes 10 after 3; 18 comes 9 after 9; 19 comes 6 after 13.
    #expect(verdicts == [true, true, false, true, false, false])
  }

  @Test("finds one admission too many in a day, which begins at the account's midnight")
  func day() {
    let hour: Int64 = 3_600_000_000_000
    var check = DailyAdmissionCheck(limit: 1, startOfDayOffset: 22 * hour)
    let verdicts = [0, 2 * hour - 1, 2 * hour, 26 * hour].map { check.isSound(admittingAt: $0) }
    #expect(verdicts == [true, false, true, true])
  }
}

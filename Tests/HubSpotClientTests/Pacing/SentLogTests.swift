import HubSpotClient
import Ports
import Testing

@Suite("The log of calls that may count in a window of 10 s, with at most 100 ms on the way up")
struct SentLogTests {
  private func log(_ milliseconds: Int...) -> SentLog {
    var log = SentLog(window: .seconds(10), wayUpAtMost: .milliseconds(100))
    for instant in milliseconds { log.record(at: .milliseconds(instant)) }
    return log
  }

  @Test("holds a call from when it was sent until the last moment at which it may count")
  func held() {
    var log = log(0, 500)
    #expect(log.held(at: .milliseconds(500)) == 2)
    #expect(log.held(at: Timestamp(nanoseconds: 10_099_999_999)) == 2)
    #expect(log.held(at: .milliseconds(10_100)) == 1)
    #expect(log.held(at: .milliseconds(10_600)) == 0)
  }

  @Test("tells when places are released, and takes each again when there are fewer than asked for")
  func releases() {
    let log = log(0, 500)
    #expect(log.release(of: 0, at: .milliseconds(600)) == .milliseconds(600))
    #expect(log.release(of: 1, at: .milliseconds(600)) == .milliseconds(10_100))
    #expect(log.release(of: 2, at: .milliseconds(600)) == .milliseconds(10_600))
    #expect(log.release(of: 3, at: .milliseconds(600)) == .milliseconds(20_200))
    #expect(log.releases(until: .milliseconds(10_099)) == 0)
    #expect(log.releases(until: .milliseconds(10_100)) == 1)
    #expect(log.releases(until: .milliseconds(10_600)) == 2)
  }

  @Test("tells when a call may go behind others: never more than the places are held, and each for as long as any")
  func turns() {
    let now = Timestamp.milliseconds(600)
    func turn(_ log: SentLog, behind ahead: Int, places: Int, unsent: Int = 0) -> Int {
      Int(log.turn(behind: ahead, places: places, unsent: unsent, at: now).nanoseconds / 1_000_000)
    }
    // Three of four places are held; the fourth is taken now, by the first that goes.
    let log = log(0, 500, 500)
    #expect((0..<6).map { turn(log, behind: $0, places: 4) } == [600, 10_100, 10_600, 10_600, 10_700, 20_200])
    #expect((0..<2).map { turn(log, behind: $0, places: 4, unsent: 1) } == [10_100, 10_600])
    // One more is held than there are places: the first release makes no room.
    #expect((0..<3).map { turn(log, behind: $0, places: 2) } == [10_600, 10_600, 20_700])
    // One of 150 places is held: those ahead that find room do not take that one's place again and again.
    #expect([149, 150].map { turn(self.log(0), behind: $0 - 1, places: 150) } == [600, 10_100])
    #expect([151, 299, 300].map { turn(self.log(0), behind: $0 - 1, places: 150) } == [10_700, 10_700, 20_200])
  }

  @Test("forgets a call that HubSpot has not counted")
  func remove() {
    var log = log(0, 500, 500)
    log.remove(sentAt: .milliseconds(500))
    #expect(log.held(at: .milliseconds(600)) == 2)
    log.remove(sentAt: .milliseconds(499))
    #expect(log.held(at: .milliseconds(600)) == 2)
  }

  @Test("stays right over many windows")
  func long() {
    var log = log()
    for second in 0..<5_000 {
      log.record(at: .milliseconds(second * 1_000))
      #expect(log.held(at: .milliseconds(second * 1_000)) == min(second + 1, 11))
    }
  }
}

extension Timestamp {
  static func milliseconds(_ milliseconds: Int) -> Timestamp {
    Timestamp(nanoseconds: Int64(milliseconds) * 1_000_000)
  }
}

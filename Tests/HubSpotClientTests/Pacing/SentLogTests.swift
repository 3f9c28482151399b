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

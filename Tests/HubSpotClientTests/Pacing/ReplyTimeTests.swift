import HubSpotClient
import Testing

@Suite("How long replies take, by those of late")
struct ReplyTimeTests {
  @Test("is nothing before the first, three times the first, and then a mean and four deviations")
  func smoothed() {
    var time = ReplyTime()
    #expect(time.atMost == .zero)
    time.note(.milliseconds(200))
    #expect(time.atMost == .milliseconds(200 + 4 * 100))
    // The mean moves by an eighth of the difference of 160, the deviation by a quarter of what it differs from that.
    time.note(.milliseconds(360))
    #expect(time.atMost == .milliseconds(220 + 4 * 115))
    time.note(.milliseconds(60))
    #expect(time.atMost == .milliseconds(200) + .microseconds(4 * 126_250))
  }
}

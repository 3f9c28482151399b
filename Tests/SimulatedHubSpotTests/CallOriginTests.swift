import HubSpotAPI
import LiteralTimes
import Testing
import VirtualTime

@Suite("The origin of a call")
struct CallOriginTests {
  @Test("is told by who it is and which request or pass")
  func texts() {
    #expect(CallOrigin.visitor(17, request: 0).description == "visitor-17/0")
    #expect(CallOrigin.job("associations", pass: 3).description == "associations/3")
    #expect(CallOrigin.recovery(pass: 1).description == "recovery/1")
    #expect(CallOrigin.batch("exam_read", number: 4).description == "exam_read/4")
  }

  @Test("has one of four kinds, by the names that metrics use")
  func kinds() {
    #expect(CallOrigin.Kind.all.map(\.name) == ["visitor", "job", "recovery", "batch", "webhook"])
    #expect(CallOrigin.Kind.all == [.visitor, .job, .recovery, .batch, .webhook])
    #expect(CallOrigin.Kind.all.map(\.isForeground) == [true, false, false, true, false])
    #expect(CallOrigin.job("recovery", pass: 1) != .recovery(pass: 1))
  }

  @Test("has a number only where it is one of many")
  func numbers() {
    #expect(CallOrigin.visitor(17, request: 2).number == 17)
    #expect(CallOrigin.visitor(17, request: 2).request == 2)
    #expect(CallOrigin.job("notes", pass: 4).number == nil)
    #expect(CallOrigin.job("notes", pass: 4).request == 4)
  }

  @Test("takes 24 bytes in each of a run's samples")
  func size() {
    #expect(MemoryLayout<CallOrigin>.stride == 24)
  }
}

import BookingCore
import LiteralTimes
import Results
import Testing
import VirtualTime

@testable import Experiments

@Suite("An ablation")
struct AblationTests {
  @Test("replaces each part that is not baseline's, one at a time, after the whole design")
  func variants() throws {
    let ablation = try Ablation([.baseline, .phase1])
    #expect(
      ablation.designs.map(\.name) == [
        "phase1", "phase1+reads=sequential-with-enrolment", "phase1+duplicates=search",
        "phase1+seats=hubspot-property", "phase1+transport=retrying",
      ]
    )
    #expect(ablation.pairs == (1...4).map { .init(0, $0) })
    #expect(ablation.refused.isEmpty)
  }

  @Test("of baseline alone has nothing to replace")
  func nothing() {
    #expect(throws: AblationError(designs: ["baseline"])) { try Ablation([.baseline]) }
  }
}

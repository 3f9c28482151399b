import LiteralTimes
import Testing
import VirtualTime

@testable import Audit

@Suite("An occupancy of two overlapping stays")
struct OccupancyTests {
  private let occupancy: Occupancy = {
    var occupancy = Occupancy()
    occupancy.add(from: 10, to: 30)
    occupancy.add(from: 20, to: nil)
    occupancy.finish()
    return occupancy
  }()

  @Test("has its peak while both are there")
  func peak() {
    #expect(occupancy.peak == 2)
    #expect(occupancy.atEnd == 1)
  }

  @Test(
    "counts a stay from its first moment to before its last",
    arguments: [
      (0...9, 0), (0...10, 1), (15...15, 1), (20...20, 2), (29...29, 2), (30...30, 1), (30...40, 1), (29...40, 2),
      (5...50, 2),
    ] as [(ClosedRange<VirtualInstant>, Int)]
  )
  func spans(_ span: ClosedRange<VirtualInstant>, _ expected: Int) {
    #expect(occupancy.peak(during: span) == expected)
  }

  @Test("does not count a stay that ends when another begins as two at once")
  func handover() {
    var occupancy = Occupancy()
    occupancy.add(from: 20, to: 30)
    occupancy.add(from: 10, to: 20)
    occupancy.finish()
    #expect(occupancy.peak == 1)
  }
}

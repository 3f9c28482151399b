import Foundation
import Statistics
import Testing

@Suite("Running moments")
struct RunningMomentsTests {
  @Test("of nothing have no mean, and of one value no spread")
  func few() {
    var moments = RunningMoments()
    #expect(moments.count == 0)
    #expect(moments.mean == nil && moments.variance == nil && moments.least == nil && moments.greatest == nil)
    moments.add(-3)
    #expect((moments.count, moments.mean, moments.least, moments.greatest) == (1, -3, -3, -3))
    #expect(moments.variance == nil && moments.standardError == nil)
    moments.add(-3)
    #expect((moments.variance, moments.standardError) == (0, 0))
  }

  @Test("are those of the whole sample; reference: numpy with one degree of freedom taken")
  func whole() throws {
    let moments = RunningMoments([2.5, 3.25, -1, 0.125, 9.75, 4])
    #expect((moments.count, moments.least, moments.greatest) == (6, -1, 9.75))
    #expect(isClose(try #require(moments.mean), 3.10416666666666))
    #expect(isClose(try #require(moments.variance), 14.2151041666667))
    #expect(isClose(try #require(moments.standardError), 3.77029231846374 / 6.0.squareRoot()))
  }

  @Test("keep a small spread around a large mean")
  func cancellation() throws {
    let moments = RunningMoments([4, 7, 13, 16].map { 1e9 + $0 })
    #expect(moments.variance == 30)
  }

  @Test("survive being written and read")
  func roundTrip() throws {
    for moments in [RunningMoments(), RunningMoments([1]), RunningMoments([0.1, 0.2, 0.7])] {
      let data = try JSONEncoder().encode(moments)
      #expect(try JSONDecoder().decode(RunningMoments.self, from: data) == moments)
    }
  }

  @Test("trap at what is no number")
  func traps() async {
    await #expect(processExitsWith: .failure) {
      var moments = RunningMoments()
      moments.add(.nan)
    }
    await #expect(processExitsWith: .failure) { _ = RunningMoments([1, .infinity]) }
  }
}

import BookingCore
import LiteralTimes
import Measures
import Results
import Statistics
import Testing
import VirtualTime

@testable import Experiments

@Suite("A study of how often intervals hold the truth")
struct CoverageStudyTests {
  @Test("of a small rush finds no measure and no difference whose intervals hold it too seldom")
  func rush() throws {
    let scenario = try ExampleStudy.scenario(visitors: 4)
    let subjects = [Design.baseline, .phase2].map { ExperimentSubject(scenario, $0, path: "small.yaml") }
    let study = CoverageStudy(subjects, firstSeed: 1_000_001, runs: 120, blocks: 300, blockSize: 20)
    let result = try study.result()
    #expect(result.coverages.count == 3 * MeasureSet.coverage.count)
    #expect(result.judged.count > 60)
    let failing = result.judged.filter(result.fails).map { "\($0.subject): \($0.measure)" }
    #expect(failing.isEmpty, "\(failing)")
  }

  @Test("draws the same blocks each time")
  func repeatable() throws {
    let scenario = try ExampleStudy.scenario(visitors: 1)
    let subjects = [ExperimentSubject(scenario, .phase2, path: "small.yaml")]
    let study = CoverageStudy(subjects, firstSeed: 1, runs: 20, blocks: 10, blockSize: 6)
    #expect(try study.result().coverages == study.result().coverages)
  }
}

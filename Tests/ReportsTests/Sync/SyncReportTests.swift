import Measures
import Results
import Testing

@testable import Reports

@Suite("A sync as it is told")
struct SyncReportTests {
  private func text(_ result: SyncResult) throws -> String { try SyncReport(result).written(as: .text, .plain) }

  @Test("fits one screen", arguments: [1, 7])
  func screen(seeds: Int) throws {
    let lines = try text(try ExampleSync.result(seeds: seeds, isSound: false)).split(
      separator: "\n",
      omittingEmptySubsequences: false
    )
    #expect(lines.count <= 24 && lines.allSatisfy { $0.count <= 80 }, "\(lines)")
  }

  @Test("names what was lost, and the command that shows it again")
  func unsound() throws {
    let text = try text(try ExampleSync.result(seeds: 1, isSound: false))
    #expect(text.contains("NOT SOUND, 1 finding with seed 1"))
    #expect(text.contains("missing_record: 1880-F-Mary is not in HubSpot"))
    #expect(text.contains("booking-sim sync example.yaml --designs batched-paced --seed 1"))
  }

  @Test("says which thresholds are crossed, by which run; or that none is")
  func thresholds() throws {
    #expect(try text(try ExampleSync.result(seeds: 1)).contains("Every threshold is kept."))
    let crossed = SyncReport(try ExampleSync.result(seeds: 3)).content.text(.plain, width: 200)
    let first = "in 2 of 3 runs, first with seed 2: 61.5 s"
    #expect(crossed.contains("batched-paced: crosses duration{design:batched-paced} value < 61 s \(first)"))
    #expect(!(try ExampleSync.result(seeds: 2)).keepsThresholds)
  }

  @Test(
    "writes spans of time from seconds to days",
    arguments: [
      (0, "0 s"), (0.25, "0.25 s"), (60.5, "60.5 s"), (119.9, "119.9 s"), (120, "2.0 min"), (7_199, "120.0 min"),
      (7_200, "2.00 h"), (13_801, "3.83 h"), (172_800, "2.00 d"),
    ]
  )
  func spans(seconds: Double, text: String) {
    #expect(SyncTexts.span(seconds) == text)
  }

  @Test("of several seeds tells the median and the range; of equal ones the number")
  func ranges() throws {
    let result = try ExampleSync.result(seeds: 3)
    let text = SyncReport(result).content.text(.plain, width: 100)
    #expect(text.contains("61.5 s (60.5 s to 62.5 s)"))
    #expect(text.contains("median of 3 seeds"))
  }
}

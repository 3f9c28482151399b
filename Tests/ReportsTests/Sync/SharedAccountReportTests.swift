import Results
import Testing

@testable import Reports

@Suite("A shared account as it is told")
struct SharedAccountReportTests {
  private func lines(isSound: Bool) throws -> [String] {
    try SharedAccountReport(ExampleSharedAccount.result(isSound: isSound)).written(as: .text, .plain).split(
      separator: "\n",
      omittingEmptySubsequences: false
    ).map(String.init)
  }

  @Test("fits the width of a screen, a line for each pair and what they know of each other")
  func width() throws {
    let lines = try lines(isSound: true)
    #expect(lines.allSatisfy { $0.count <= 80 }, "\(lines)")
    #expect(lines.contains { $0.hasPrefix("phase2 + batched-paced, yielding") && $0.contains("61.0 s") })
    #expect(lines.contains { $0.hasPrefix("All 10 runs sound") })
  }

  @Test("tells the median, and never of a time that one run has not")
  func medians() throws {
    let lines = try lines(isSound: true)
    let row = try #require(lines.first { $0.hasPrefix("phase2, alone") })
    #expect(row.contains("75 %") && row.contains("1.2 s") && row.contains("never"), "\(row)")
  }

  @Test("names the pair that has lost something, and what")
  func unsound() throws {
    let text = try lines(isSound: false).joined(separator: "\n")
    #expect(text.contains("phase2 + batched-paced, unaware: NOT SOUND in 1 of 2 runs"))
    #expect(text.contains("seed 2: missing_record: 1880-F-Mary is not in HubSpot"))
    #expect(!ExampleSharedAccount.result(isSound: false).isSound)
  }
}

import Foundation
import LiteralTimes
import Testing
import VirtualTime

/// To renew the pages after a change that is meant, and only then:
///
///     BOOKING_SIM_RENEW_GOLDEN=run.txt swift test --filter GoldenTests      (or a list, with commas, or `all`)
///
/// Such a run writes the files, and fails, so that it can never pass for a check. Look at the diff before committing it.
@Suite("The golden pages of the reports")
struct GoldenTests {
  static let directory = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden")

  private static let renewed = ProcessInfo.processInfo.environment["BOOKING_SIM_RENEW_GOLDEN"]
    .map { $0.split(separator: ",").map(String.init) }

  @Test("are what the reports write, to the byte", arguments: GoldenPage.all)
  func unchanged(_ page: GoldenPage) throws {
    let file = Self.directory.appending(path: page.name)
    let text = try page.text()
    if let renewed = Self.renewed, renewed == ["all"] || renewed.contains(page.name) {
      try text.write(to: file, atomically: true, encoding: .utf8)
      Issue.record("\(page.name) was renewed; look at its diff, and run the tests again without the variable.")
      return
    }
    let golden = String(decoding: try Data(contentsOf: file), as: UTF8.self)
    guard golden.utf8.elementsEqual(text.utf8) == false else { return }
    let lines = zip(golden.split(separator: "\n", omittingEmptySubsequences: false), 1...)
    let written = text.split(separator: "\n", omittingEmptySubsequences: false)
    let first = lines.first { line, number in number > written.count || line != written[number - 1] }
    Issue.record(
      """
      \(page.name):\(first?.1 ?? written.count) is another one.
      expected: \(first.map { String($0.0) } ?? "the end")
      written:  \(first.flatMap { $0.1 <= written.count ? String(written[$0.1 - 1]) : nil } ?? "more, or the end")
      """
    )
  }

  @Test("are one file for each page, and no more")
  func complete() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: Self.directory.path)
    #expect(files.sorted() == GoldenPage.all.map(\.name).sorted())
  }
}

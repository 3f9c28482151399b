import Foundation
import Measures
import Results
import Testing

@testable import Reports

@Suite("A check as JUnit XML")
struct JUnitReportTests {
  @Test("has a suite for each scenario and a case for everything that was judged, over all seeds")
  func passed() throws {
    let text = JUnitReport(try ExampleCheck.passed()).text
    #expect(text == JUnitReport(try ExampleCheck.passed()).text)
    #expect(
      text.hasPrefix(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"booking-sim check\" tests=\"12\" failures=\"0\" errors=\"0\" time=\"0\">\n"
      )
    )
    #expect(text.contains("<testsuite name=\"rush-100\" tests=\"8\" failures=\"0\" errors=\"0\" time=\"0\">"))
    #expect(text.contains("<testsuite name=\"idle-1\" tests=\"4\" "))
    #expect(text.contains("<property name=\"scenario\" value=\"scenarios/rush-100.yaml\"/>"))
    #expect(
      text.contains(
        "<testcase classname=\"rush-100.phase1\" name=\"threshold success &gt;= 100%\" time=\"0\"/>"
      )
    )
    #expect(text.components(separatedBy: "<testcase ").count - 1 == 12)
  }

  @Test("counts failures and errors apart, and says in each what was expected and what replays it")
  func failed() throws {
    let text = JUnitReport(try ExampleCheck.failed()).text
    #expect(text.contains("tests=\"4\" failures=\"4\" errors=\"0\""))
    #expect(
      text.contains(
        """
              <failure message="the baseline has no seed 2 of rush-100 with phase1; take it over with --update (and 1 more)" \
        type="regression">the baseline has no seed 2 of rush-100 with phase1; take it over with --update
        time_to_booking p(95): expected 92.93 s within 1%, got 95.00 s (+2.2 %), worse; seed 1
        replay: booking-sim run scenarios/rush-100.yaml --design phase1 --seed 1</failure>
        """
      )
    )
    #expect(text.contains("doubled_note: booking 3 has 2 notes, seed 1 (and 1 more)\" type=\"integrity\">"))
    let unfit = [CheckCase(.baseline, seed: 2, .unjudged("another model"))]
    let error = "<error message=\"another model; take it over with --update\" type=\"baseline does not fit\">"
    #expect(JUnitReport(ExampleCheck.result(unfit)).text.contains(error))
    #expect(JUnitReport(ExampleCheck.result(unfit)).text.contains("failures=\"0\" errors=\"1\""))
  }

  @Test("has how long the runs took, which is all that differs from one time to the next")
  func times() throws {
    let result = try ExampleCheck.passed()
    var times = CheckTimes()
    func run(_ design: String, _ seed: UInt64, isRepetition: Bool = false) -> CheckTimes.Run {
      CheckTimes.Run(scenario: "rush-100", design: design, seed: seed, isRepetition: isRepetition)
    }
    times[run("phase1", 1)] = .milliseconds(1_250)
    times[run("phase1", 2)] = .milliseconds(250)
    times[run("phase1", 1, isRepetition: true)] = .microseconds(600)
    let text = JUnitReport(result, times: times).text
    #expect(text.contains("classname=\"rush-100.phase1\" name=\"integrity\" time=\"1.500\"/>"))
    #expect(text.contains("classname=\"rush-100.phase1\" name=\"determinism\" time=\"0.001\"/>"))
    #expect(text.contains("classname=\"rush-100.phase2\" name=\"integrity\" time=\"0\"/>"))
    #expect(text.contains("<testsuite name=\"rush-100\" tests=\"8\" failures=\"0\" errors=\"0\" time=\"1.501\">"))
    #expect(text.replacing(/\ time="[0-9.]+"/, with: "") == JUnitReport(result).text.replacing(" time=\"0\"", with: ""))
  }

  @Test("holds letters of every kind")
  func escaping() {
    let strange = "a<b> & \"c\" 'd' ]]> \u{0}\u{7}\u{1B}\u{FFFE} \t\r\n é 日本 📚"
    #expect(
      XMLText.content(strange) == "a&lt;b&gt; &amp; \"c\" 'd' ]]&gt; \u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD} \t&#13;\n é 日本 📚"
    )
    #expect(
      XMLText.attribute(strange)
        == "a&lt;b&gt; &amp; &quot;c&quot; 'd' ]]&gt; \u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD} &#9;&#13;&#10; é 日本 📚"
    )
  }
}

@Suite("A file of JUnit XML, to its schema")
struct JUnitSchemaTests {
  /// Where the tool that validates is; nil where it is not installed.
  private static let xmllint = ["/usr/bin/xmllint", "/opt/homebrew/bin/xmllint", "/usr/local/bin/xmllint"]
    .first { FileManager.default.isExecutableFile(atPath: $0) }
  private static let isInstalled = xmllint != nil
  private static let reason: Comment = "xmllint is not installed (libxml2-utils)"

  /// What the tool says; empty when the text is valid.
  private func complaints(_ text: String) throws -> String {
    let file = FileManager.default.temporaryDirectory
      .appending(path: "junit-\(ProcessInfo.processInfo.globallyUniqueString).xml")
    try Data(text.utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let schema = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Schemas/junit.xsd")
    let (process, errors) = (Process(), Pipe())
    process.executableURL = URL(filePath: try #require(Self.xmllint))
    process.arguments = ["--noout", "--nonet", "--schema", schema.path(), file.path()]
    process.standardError = errors
    try process.run()
    let said = try errors.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return process.terminationStatus == 0 ? "" : String(decoding: said, as: UTF8.self)
  }

  @Test("is valid when all is well", .enabled(if: isInstalled, reason))
  func passed() throws {
    #expect(try complaints(JUnitReport(try ExampleCheck.passed()).text) == "")
    #expect(try complaints(JUnitReport(CheckResult([], modelRevision: 1)).text) == "")
  }

  @Test("is valid with every kind of failure", .enabled(if: isInstalled, reason))
  func failed() throws {
    #expect(try complaints(JUnitReport(try ExampleCheck.failed()).text) == "")
  }

  @Test("is valid with letters of every kind in every place", .enabled(if: isInstalled, reason))
  func strange() throws {
    let letters = (UInt32(0)...0x2FF).compactMap(Unicode.Scalar.init).map { String($0) }.joined()
    let strange = letters + " ]]> <![CDATA[ &amp; --> \u{FFFE}\u{FFFF}\u{10FFFF} 日本 📚"
    let cell = CheckCell(scenario: strange, path: strange, scenarioHash: strange, design: strange, seeds: [1])
    let cases = [
      CheckCase(.integrity, seed: 1, failures: [.problem(strange)]), CheckCase(.baseline, seed: 1, .unjudged(strange)),
    ]
    #expect(try complaints(JUnitReport(ExampleCheck.result(cases, cell: cell)).text) == "")
  }

  @Test("is not valid when it is something else", .enabled(if: isInstalled, reason))
  func other() throws {
    let text = JUnitReport(try ExampleCheck.failed()).text
    for (old, new) in [
      ("<testsuite name=\"rush-100\"", "<testsuite"), ("failures=\"4\"", "failures=\"-4\""),
      ("<failure ", "<faillure "),
      ("name=\"determinism\"", "name=\"integrity\""), ("type=\"regression\"", ""), ("time=\"0\"", "time=\"soon\""),
    ] {
      try #require(text.contains(old), "\(old)")
      #expect(try complaints(text.replacing(old, with: new)) != "", "\(new)")
    }
  }
}

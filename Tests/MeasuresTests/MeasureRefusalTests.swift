import LiteralTimes
import Testing
import VirtualTime

@testable import Measures

/// What a text is refused with, and where.
private func expectRefusal(_ text: String, _ offset: Int, _ message: String) {
  let error = #expect(throws: MeasureSyntaxError.self) { try Threshold(parsing: text) }
  #expect(error?.offset == offset)
  #expect(error?.message == message)
}

@Suite("The value of a tag")
struct TagValueTests {
  @Test(
    "is refused with the nearest one, or all of them, where there is a closed list",
    arguments: [
      ("share_429{policy:SECONDLYY} < 1 %", 17, "policy is never SECONDLYY in share_429; did you mean SECONDLY?"),
      ("share_429{policy:secondly} < 1 %", 17, "policy is never secondly in share_429; did you mean SECONDLY?"),
      ("peak_sent{bucket:serch} < 1", 17, "bucket is never serch in peak_sent; did you mean search?"),
      ("requests{bucket:burst} < 1", 16, "bucket is never burst in requests; expected one of ten_second, search."),
      ("requests{origin:visitr} < 1", 16, "origin is never visitr in requests; did you mean visitor?"),
      ("attempts{outcome:confirm} < 1", 17, "outcome is never confirm in attempts; did you mean confirmed?"),
      ("alerts{severity:criticl} < 1", 16, "severity is never criticl in alerts; did you mean critical?"),
      (
        "alerts{alert:refused_percnt} < 1", 13, "alert is never refused_percnt in alerts; did you mean refused_percent?"
      ),
      (
        "integrity_findings{kind:oversold_exm} < 1", 24,
        "kind is never oversold_exm in integrity_findings; did you mean oversold_exam?"
      ),
    ]
  )
  func closed(_ text: String, _ offset: Int, _ message: String) { expectRefusal(text, offset, message) }

  @Test(
    "is taken as it is where it is a word of the core",
    arguments: ["requests{call:exam_reed}", "pass_interval{job:x}", "queue_longest{queue:x}", "refused{code:X}"]
  )
  func open(_ text: String) throws {
    #expect(try Measure(parsing: text).subject == text)
  }

  @Test(
    "is given once",
    arguments: [
      ("requests{call:a,call:b} < 1", 16, "the tag call is given twice; expected it once."),
      ("success{window:0s..1s,window:0s..1s} > 0", 22, "the tag window is given twice; expected it once."),
      ("success{design:a,design:b} > 0", 17, "the tag design is given twice; expected it once."),
    ]
  )
  func twice(_ text: String, _ offset: Int, _ message: String) { expectRefusal(text, offset, message) }

  @Test(
    "covers every peak that a run has",
    arguments: MetricTag.peakBucket.values ?? []
  )
  func buckets(_ bucket: String) throws {
    #expect(try Measure(parsing: "peak_sent{bucket:\(bucket)}").subject == "peak_sent{bucket:\(bucket)}")
  }

  @Test("is no window where a share or a quotient would mix what began in it with what did not")
  func windows() {
    expectRefusal(
      "failed_calls{window:7s..9s} < 1 %",
      13,
      "failed_calls has no tag window; expected one of call, endpoint, origin, bucket, design."
    )
  }
}

@Suite("A bound")
struct BoundTests {
  @Test(
    "that cannot be meant is refused where it stands",
    arguments: [
      ("success > 99", 10, "the bound is 99; did you mean 99 %?"),
      ("success > 1.5", 10, "the bound is 1.5; did you mean 1.5 %?"),
      ("success > 101", 10, "the bound is 101; expected a share from 0 % to 100 %."),
      ("success > 100.1 %", 10, "the bound is 100.1 %; expected a share from 0 % to 100 %."),
      ("success > -1 %", 10, "the bound is -1 %; expected a finite number, at least 0."),
      ("requests < -1", 11, "the bound is -1; expected a finite number, at least 0."),
      ("requests < 1e999", 11, "the bound is 1e999; expected a finite number, at least 0."),
      ("requests < 1.2.3", 11, "1.2.3 is no number; expected one after the comparison."),
    ]
  )
  func impossible(_ text: String, _ offset: Int, _ message: String) { expectRefusal(text, offset, message) }

  @Test(
    "with an unknown unit is refused at the unit",
    arguments: [
      ("success > 99 ％", 13, "the bound is 99 ％; expected a number with % or no unit."),
      ("success > 1%%", 11, "the bound is 1%%; expected a number with % or no unit."),
      ("ended_at < 3 parsecs", 13, "the bound is 3 parsecs; expected a number with us, ms, s, m, h or no unit."),
    ]
  )
  func units(_ text: String, _ offset: Int, _ message: String) { expectRefusal(text, offset, message) }

  @Test(
    "is in seconds for what counts in seconds, where a bare number is seconds",
    arguments: [
      ("ended_at < 300", 300), ("ended_at < 300 s", 300), ("ended_at < 5 m", 300), ("ended_at < 1 h", 3_600),
      ("pass_interval < 1500 ms", 1.5), ("pass_interval < 10 us", 0.000_01),
    ] as [(String, Double)]
  )
  func seconds(_ text: String, _ bound: Double) throws {
    #expect(try Threshold(parsing: text).bound == bound)
  }
}

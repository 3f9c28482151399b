import Foundation
import Measures
import Results
import Testing

@testable import Reports

@Suite("Claims and what became of them")
struct ClaimsReportTests {
  @Test("are a table and their reasons on a terminal")
  func terminal() throws {
    let text = ClaimsReport(try ExampleClaims.results(), command: "").content.text(.plain)
    #expect(text.contains("3 claims: 1 holds, 1 fails, 1 not yet testable"))
    #expect(text.contains("X-02 fails: A promise with a | in it.\n  SECONDLY refused most"))
    #expect(text.contains("  turns on load.arrivals.users: holds at 100, fails at 101"))
    #expect(text.contains("every run sound"))
    let row = try #require(text.split(separator: "\n").first { $0.hasPrefix("X-02") })
    #expect(row.contains("share_429") && row.contains("below 5 %") && row.contains(" fails "))
    #expect(text.contains("61.0 % (60.0 to 62.0), 2 runs"))
  }

  @Test("show on the screen what another design measures beside the promises, where one does, within 80 letters")
  func yardstick() throws {
    let promise = try ExampleClaims.promise(
      "time_to_booking p(95)",
      ExampleClaims.range(below: (1_000, "1 s"))
    )
    var missed = PromiseResult(promise, [.number(63_000), .number(63_000)], others: [], causes: nil)
    func screen(_ missed: PromiseResult) -> String {
      let result = ClaimResult(ExampleClaims.claim("X-09", [promise]), [missed], variants: [], turns: [], unsound: [])
      return ClaimsReport([result], command: "").screen.text(.plain)
    }
    #expect(!screen(missed).contains("coalesced"))
    missed.yardstick = PromiseResult.Yardstick(design: "coalesced", [.number(1_400), .number(1_400)])
    let lines = screen(missed).split(separator: "\n")
    #expect(lines.allSatisfy { $0.count <= 80 })
    #expect(lines.contains { $0.hasPrefix("fails most") && $0.hasSuffix("coalesced") })
    #expect(lines.contains { $0.hasPrefix("X-09") && $0.contains("63 s") && $0.hasSuffix("1.4 s") })
  }

  @Test("name what is measured beside the promises of each document by its own design, and not one for all")
  func yardsticks() throws {
    let promise = try ExampleClaims.promise("success", ExampleClaims.range(atLeast: (0.99, "99 %")))
    func result(_ id: String, _ document: String, _ design: String) -> ClaimResult {
      var missed = PromiseResult(
        promise,
        [.share(events: 1, trials: 2), .share(events: 1, trials: 2)],
        others: [],
        causes: nil
      )
      missed.yardstick = PromiseResult.Yardstick(
        design: design,
        [.share(events: 2, trials: 2), .share(events: 2, trials: 2)]
      )
      let claim = Claim(
        id: id,
        document: document,
        section: "1",
        says: "A promise.",
        load: "100",
        note: nil,
        seeds: 2,
        promises: [promise]
      )
      return ClaimResult(claim, [missed], turns: [], unsound: [])
    }
    let report = ClaimsReport([result("X-1", "One", "coalesced"), result("Y-1", "Two", "batched-paced")], command: "")
    let page = report.page.text(.plain)
    #expect(page.contains("coalesced") && page.contains("batched-paced"))
    #expect(!report.screen.text(.plain).contains("coalesced"))
  }

  @Test("show on the screen in how far a value misses a bound that it would look like")
  func nearBound() throws {
    let success = try ExampleClaims.promise("success", ExampleClaims.range(atLeast: (0.99, "99 %")))
    let most: [MeasureValue] = Array(repeating: .share(events: 987, trials: 1_000), count: 2)
    let result = ClaimResult(
      ExampleClaims.claim("X-09", [success]),
      [PromiseResult(success, most, others: [], causes: .booking(ExampleClaims.calm))],
      turns: [],
      unsound: []
    )
    let text = ClaimsReport([result], command: "").screen.text(.plain)
    #expect(text.contains("98.7 %"), "\(text)")
  }

  @Test("are a page of Markdown in which nothing breaks a table")
  func page() throws {
    let text = try ClaimsReport(try ExampleClaims.results(), command: "booking-sim claims --format markdown").written(
      as: ClaimsReport.pageView,
      .plain
    )
    #expect(text.contains("This page is written by `booking-sim claims --format markdown`"))
    let rows = text.split(separator: "\n").filter { $0.hasPrefix("|") }
    #expect(rows.count == 5)
    for row in rows { #expect(row.replacing("\\|", with: "").count { $0 == "|" } == 10, "\(row)") }
    #expect(text.contains("- **X-01** (section 2.1) A promise with a \\| in it.\n  Measured so: Chosen so.\n"))
    #expect(text.contains("  Turns on `load.arrivals.users`: holds at 100, fails at 101."))
  }

  @Test("say how else the words can be taken, and complain of what is near a bound without a word on what it turns on")
  func doubt() throws {
    let promise = try ExampleClaims.promise("requests", ExampleClaims.range(atLeast: (100, "100")))
    func page(_ variants: [Claim.Variant]) throws -> String {
      var claim = ExampleClaims.claim("X-09", [promise])
      claim = Claim(
        id: claim.id,
        document: claim.document,
        section: claim.section,
        says: claim.says,
        load: claim.load,
        note: nil,
        seeds: 2,
        promises: claim.promises,
        variants: variants
      )
      let near = PromiseResult(promise, [.number(105), .number(105)], others: [], causes: nil)
      let far = PromiseResult(promise, [.number(70), .number(70)], others: [], causes: nil)
      let result = ClaimResult(claim, [near], variants: variants.map { _ in far }, turns: [], unsound: [])
      return try ClaimsReport([result], command: "x").written(as: ClaimsReport.pageView, .plain)
    }
    #expect(try page([]).contains("nothing says what the verdict turns on"))
    let other = try page([Claim.Variant(says: "In the first 10 s", promise: promise)])
    #expect(!other.contains("nothing says what the verdict turns on"))
    #expect(other.contains("  In the first 10 s, `requests`: 70 =, which would fail."))
  }

  @Test("on the shipped page say what each verdict turns on that is near a bound")
  func shipped() throws {
    let path = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../docs/claims.md")
    #expect(!(try String(contentsOf: path, encoding: .utf8)).contains("nothing says what the verdict turns on"))
  }

  @Test("are JSON in which every key is always there")
  func json() throws {
    let text = try JSONRenderer.text(ClaimsDocument(try ExampleClaims.results()))
    let object = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: [[String: Any]]])
    let claims = try #require(object["claims"])
    #expect(claims.map { $0["verdict"] as? String } == ["holds", "fails", "not yet testable"])
    let promise = try #require((claims[2]["promises"] as? [[String: Any]])?.first)
    #expect(promise["median"] is NSNull && promise["compared_with"] is NSNull)
    #expect(claims[1]["note"] is NSNull)
  }

  @Test("show runs that were not sound")
  func unsound() throws {
    let results = try ExampleClaims.results(unsound: ["booking-sim run x.yaml --seed 3: missing_note: a note"])
    let text = ClaimsReport(results, command: "").content.text(.plain)
    #expect(text.contains("not sound\nbooking-sim run x.yaml --seed 3: missing_note"))
    let page = try ClaimsReport(results, command: "").written(as: ClaimsReport.pageView, .plain)
    #expect(page.contains("## Runs that are not sound"))
  }
}
